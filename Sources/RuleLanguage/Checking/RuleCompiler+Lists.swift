internal import ByteScan
internal import EventModel
internal import RuleProgram

extension RuleCompiler {
  /// Fills every list with the values that its declaration or file gives it.
  mutating func readLists(provider: some SourceProvider) {
    for file in files {
      source = file.source
      for declaration in file.syntax.declarations {
        guard !hasTooManyMistakes(at: declaration) else { return }
        guard case .list(let syntax) = declaration.content,
          let id = symbols.lists[syntax.name.text],
          symbols.listPlaces[syntax.name.text] == place(syntax.name)
        else { continue }
        switch syntax.origin {
        case .inline(let set): add(set, to: id)
        case .file(let name, let column):
          readList(id, from: name, column: column, of: file, provider: provider)
        }
      }
    }
  }

  /// Adds what `extend` adds.
  mutating func extendLists() {
    forEachDeclaration { compiler, declaration in
      guard case .extend(let name, let set) = declaration.content, compiler.mayChangeOthers
      else { return }
      guard let id = compiler.symbols.lists[name.text] else {
        if !compiler.symbols.mayBeBroken(name.text) {
          compiler.report(
            .unknownList(name.text, known: compiler.symbols.lists.keys), at: name.range)
        }
        return
      }
      compiler.add(set, to: id)
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
    if let answer = isPlainDomain(Array(text.utf8).span) { return answer }
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
  private func isPlainDomain(_ text: Span<UInt8>) -> Bool? {
    var labelStart = 0
    var isValid = !text.isEmpty
    for index in text.indices {
      let byte = text[index]
      if (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "-") { continue }
      if byte >= 0x80 { return nil }
      if byte == UInt8(ascii: ".") {
        isValid = isValid && (1...63).contains(index - labelStart)
        labelStart = index + 1
      } else if byte != UInt8(ascii: "_") {
        isValid = false
      }
    }
    // A dot at the end is no label.
    isValid = isValid && text.count - labelStart <= 63
    return isValid
  }

  private mutating func readList(
    _ id: ListID, from name: TextSyntax, column: TextSyntax?, of file: LoadedFile,
    provider: some SourceProvider
  ) {
    let path = resolvedPath(name.value, relativeTo: file.path)
    let standing = provider.standing(ofFile: path)
    let bytes: [UInt8]
    do throws(SourceError) {
      try standing.refuseSpecialFile()
      bytes = try provider.contents(ofFile: path)
    } catch {
      report(.unreadable(path, isList: true, reason: error.reason, isNamed: true), at: name.range)
      return
    }
    if standing == .changeableByAnyone {
      report(.changeableByAnyone(path, isList: true), at: name.range)
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
      addLines(of: list, to: id)
    }
  }

  private mutating func addLines(of list: SourceText, to id: ListID) {
    let type = program.lists[id.index].type
    // The list is taken out while it grows, so that it is never copied.
    var entries = ListEntries()
    swap(&entries, &program.lists[id.index].entries)
    entries.reserve(count: list.lineCount, byteCount: list.bytes.count)
    var lines = ListFileReader(list)
    while let line = lines.next() {
      switch line.content {
      case .plain:
        let value = list.bytes.span.extracting(line.range)
        if isPlainValue(value, of: type) {
          entries.append(value)
        } else {
          let value = ListFileValue(text: list.text(line.range), range: line.range)
          if let entry = entry(value, in: id) { entries.append(entry) }
        }
      case .value(let value):
        if let entry = entry(value, in: id) { entries.append(entry) }
      case .mistake(let complaint): report(complaint, at: line.range)
      }
    }
    program.lists[id.index].entries = entries
  }

  /// Whether bytes without blanks are sure to be a value of a list, and one that is written in one way
  /// only; most of a long list are.
  private func isPlainValue(_ bytes: Span<UInt8>, of type: ListType) -> Bool {
    switch type {
    case .domain: isPlainDomain(bytes) ?? false
    case .user, .folder, .text, .word, .glob: bytes.indices.allSatisfy { bytes[$0] < 0x80 }
    case .email:
      bytes.indices.allSatisfy { bytes[$0] < 0x80 }
        && bytes.indices.count { bytes[$0] == UInt8(ascii: "@") } == 1
    case .ip, .date: false
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
      let value = ListFileValue(
        text: row.cells[index].text, range: list.range(ofLine: row.line))
      if let entry = entry(value, in: id) { program.lists[id.index].entries.append(entry) }
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

  /// Returns what a list gets from a value; reports it if the list cannot hold such a value.
  private mutating func entry(_ value: ListFileValue, in id: ListID) -> ValueList.Entry? {
    let type = program.lists[id.index].type
    guard isValue(value.text, of: type, at: value.range) else { return nil }
    noteVariants(of: value.text, at: value.range, in: id)
    // It counts to the end of its last day.
    let endsAt = value.until.map { civilZone.time(ofDay: $0.daysSince1970 + 1, minute: 0) }
    return ValueList.Entry(value.text, endsAt: endsAt)
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
