internal import ByteScan
internal import EventModel
internal import RuleProgram

extension RuleCompiler {
  /// Fills every list with the values that files, declarations and `extend` give it.
  mutating func readLists(provider: some SourceProvider) {
    for file in files {
      source = file.source
      for declaration in file.syntax.declarations {
        guard !hasTooManyMistakes(at: declaration) else { return }
        switch declaration.content {
        case .list(let syntax):
          guard let id = symbols.lists[syntax.name.text],
            symbols.listPlaces[syntax.name.text] == place(syntax.name)
          else { continue }
          switch syntax.origin {
          case .inline(let set): add(set, to: id)
          case .file(let name, let column):
            readList(id, from: name, column: column, of: file, provider: provider)
          }
        case .extend(let name, let set):
          guard let id = symbols.lists[name.text] else {
            guard !symbols.mayBeBroken(name.text) else { continue }
            report(.unknownList(name.text, known: symbols.lists.keys), at: name.range)
            continue
          }
          add(set, to: id)
        default: break
        }
      }
    }
  }

  mutating func add(_ set: LiteralSetSyntax, to id: ListID) {
    let type = program.lists[id.index].type
    for literal in set.values {
      let text: String
      switch valueOfLet(literal).value {
      case .text(let value): text = value
      case .ip(let value): text = value
      case .date(let date): text = date.text
      case .name(let name) where [.text, .word, .user, .domain].contains(type): text = name
      default:
        report(.listValueWithoutQuotes(of: type), at: literal.range)
        continue
      }
      guard isValue(text, of: type, at: literal.range) else { continue }
      program.lists[id.index].entries.append(ValueList.Entry(text))
    }
  }

  /// Whether a text can be a value of a list; reports it if not.
  private mutating func isValue(_ text: String, of type: ListType, at range: Range<Int>) -> Bool {
    let isValid =
      switch type {
      case .domain: isDomain(text)
      case .email: text.split(separator: "@", omittingEmptySubsequences: false).count == 2
      case .ip: isAddress(text)
      case .date: CivilDate(parsing: text) != nil
      case .user, .folder, .text, .word, .glob: !text.isEmpty
      }
    guard !isValid else { return true }
    report(.listValue(text, of: type), at: range)
    return false
  }

  func isDomain(_ text: String) -> Bool {
    if let answer = isPlainDomain(text.utf8) { return answer }
    var host = text[...]
    if host.last == "." { host = host.dropLast() }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    return labels.allSatisfy { label in
      (1...63).contains(label.count)
        && label.unicodeScalars.allSatisfy { scalar in
          scalar == "-" || scalar == "_" || scalar.properties.isXIDContinue
        }
    }
  }

  /// Whether an ASCII text is a domain; `nil` if it is not ASCII.
  private func isPlainDomain(_ text: String.UTF8View) -> Bool? {
    var labelLength = 0
    var isValid = !text.isEmpty && text.first != UInt8(ascii: ".")
    for byte in text {
      if byte >= 0x80 { return nil }
      if byte == UInt8(ascii: ".") {
        isValid = isValid && labelLength > 0
        labelLength = 0
        continue
      }
      labelLength += 1
      let isLetter = (byte | 0x20) &- 0x61 < 26
      let isOther = byte &- 0x30 < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      isValid = isValid && (isLetter || isOther) && labelLength <= 63
    }
    return isValid
  }

  private mutating func readList(
    _ id: ListID, from name: TextSyntax, column: TextSyntax?, of file: LoadedFile,
    provider: some SourceProvider
  ) {
    let path = resolvedPath(name.value, relativeTo: file.path)
    let bytes: [UInt8]
    do throws(SourceError) {
      bytes = try provider.contents(ofFile: path)
    } catch {
      report(.unreadable(path, isList: true, reason: error.reason, isNamed: true), at: name.range)
      return
    }
    guard let list = listSource(bytes, path: path, at: name.range) else { return }
    sources.append(list)
    let outer = source
    let reportedBefore = diagnostics.count
    defer {
      shortenReport(since: reportedBefore)
      source = outer
    }
    if let column {
      readColumn(id, column, of: list)
    } else {
      source = sources.count - 1
      let (values, mistakes) = readListFile(list)
      for mistake in mistakes {
        report(mistake.complaint, at: mistake.range)
      }
      for value in values { add(value, to: id) }
    }
  }

  /// Keeps the first complaints about a list file; a file of another kind has one on every line.
  private mutating func shortenReport(since start: Int) {
    let limit = 20
    let excess = diagnostics.count - start - limit
    guard excess > 0 else { return }
    diagnostics.removeLast(excess)
    diagnostics[diagnostics.count - 1].complaint.help = Complaint.moreLines(excess)
  }

  /// Returns the text of a list file, decoded if it is not UTF-8.
  private mutating func listSource(
    _ bytes: [UInt8], path: String, at range: Range<Int>
  ) -> SourceText? {
    do throws(DecodedText.Failure) {
      let decoded = try DecodedText(decoding: bytes)
      if decoded.encoding != .utf8 {
        report(.decodedList(path, as: decoded.encoding.rawValue), at: range)
      }
      return SourceText(decoded.bytes, name: path)
    } catch {
      report(.undecodableList(path), at: range)
      return nil
    }
  }

  private mutating func readColumn(_ id: ListID, _ column: TextSyntax, of list: SourceText) {
    var reader = CSVReader(list.bytes)
    let using = source
    source = sources.count - 1
    guard let header = nextRow(&reader, of: list) else { return }
    let names = header.cells.map(\.text)
    guard let index = names.firstIndex(of: column.value) else {
      source = using
      report(.unknownListColumn(column.value, of: list.name, known: names), at: column.range)
      return
    }
    let reportedBefore = diagnostics.count
    while diagnostics.count - reportedBefore <= 100, let row = nextRow(&reader, of: list) {
      guard index < row.cells.count, !row.cells[index].text.isEmpty else { continue }
      add(
        ListFileValue(text: row.cells[index].text, range: list.range(ofLine: row.line)), to: id)
    }
  }

  /// Returns the next row of a table; one that is none is reported and passed over.
  private mutating func nextRow(
    _ reader: inout CSVReader, of list: SourceText
  ) -> CSVReader.Row? {
    while true {
      do throws(CSVReader.Failure) {
        return try reader.next()
      } catch {
        report(
          error.reason == .openQuote ? .openQuoteInTable : .textAfterQuoteInTable,
          at: list.range(ofLine: error.line))
      }
    }
  }

  private mutating func add(_ value: ListFileValue, to id: ListID) {
    guard isValue(value.text, of: program.lists[id.index].type, at: value.range) else { return }
    // It counts to the end of its last day.
    let endsAt = value.until.map { civilZone.time(ofDay: $0.daysSince1970 + 1, minute: 0) }
    program.lists[id.index].entries.append(ValueList.Entry(value.text, endsAt: endsAt))
    noteVariants(of: value.text, at: value.range, in: id)
  }

  /// Fills every calendar.
  mutating func readCalendars() {
    forEachDeclaration { compiler, declaration in
      guard case .calendar(let syntax) = declaration.content,
        let id = compiler.symbols.calendars[syntax.name.text],
        compiler.symbols.calendarPlaces[syntax.name.text] == compiler.place(syntax.name)
      else { return }
      compiler.read(syntax, into: id)
    }
  }

  private mutating func read(_ syntax: CalendarSyntax, into id: CalendarID) {
    var calendar = program.calendars[id.index]
    calendar.timezone = program.civilTimezone
    if let zone = syntax.timezone, findZone(zone.value, at: zone.range) != nil {
      calendar.timezone = zone.value
    }
    if syntax.openings.isEmpty {
      report(.calendarNeverOpen(syntax.name.text), at: syntax.name.range)
    }
    for opening in syntax.openings {
      guard opening.startMinute != opening.endMinute else {
        report(.emptyHours, at: opening.range)
        continue
      }
      calendar.open += openHours(of: opening)
    }
    for literal in syntax.closed {
      switch literal.value {
      case .date(let date): calendar.closedDays.insert(date.daysSince1970)
      case .name(let name):
        calendar.closedDays.formUnion(
          closedDays(NameSyntax(text: name, range: literal.range)))
      default:
        report(.needsDateOrList(found: literal.value.typeName), at: literal.range)
      }
    }
    program.calendars[id.index] = calendar
  }

  /// Hours that reach over midnight become two: the second part is open on the day after.
  private func openHours(
    of opening: CalendarSyntax.Opening
  ) -> [OpeningCalendar.OpenHours] {
    let dayCount = (opening.lastDay - opening.firstDay + 7) % 7 + 1
    let days = Set((0..<dayCount).map { (opening.firstDay - 1 + $0) % 7 + 1 })
    guard opening.startMinute > opening.endMinute else {
      return [
        OpeningCalendar.OpenHours(
          weekdays: days, startMinute: opening.startMinute, endMinute: opening.endMinute)
      ]
    }
    var hours = [
      OpeningCalendar.OpenHours(
        weekdays: days, startMinute: opening.startMinute, endMinute: 1_440)
    ]
    if opening.endMinute > 0 {
      hours.append(
        OpeningCalendar.OpenHours(
          weekdays: Set(days.map { $0 % 7 + 1 }), startMinute: 0, endMinute: opening.endMinute))
    }
    return hours
  }

  private mutating func closedDays(_ name: NameSyntax) -> [Int] {
    guard let id = findList(name, example: .date) else { return [] }
    let list = program.lists[id.index]
    guard list.type == .date else {
      report(.listOfNoDates(name.text, list.type), at: name.range)
      return []
    }
    return list.entries.compactMap { CivilDate(parsing: $0.value)?.daysSince1970 }
  }
}
