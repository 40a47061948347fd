import ByteScan
import EventModel
import RuleProgram

@testable import Detection

/// The naive twin of the matcher: it walks the formulas and compares strings.
struct ConditionOracle {
  let program: RuleProgram
  let zone: (String) -> CivilZone

  func isTrue(
    _ condition: Condition, of event: NaiveEvent, element: NaiveEvent.Element? = nil
  ) -> Bool {
    switch condition {
    case .constant(let isTrue): isTrue
    case .holds(let predicate): test(predicate, event, element) == true
    case .fails(let predicate): test(predicate, event, element) == false
    case .all(let parts): parts.allSatisfy { isTrue($0, of: event, element: element) }
    case .any(let parts): parts.contains { isTrue($0, of: event, element: element) }
    case .notTrue(let part): !isTrue(part, of: event, element: element)
    }
  }

  func test(_ predicate: Predicate, _ event: NaiveEvent, _ element: NaiveEvent.Element?) -> Bool? {
    func number(_ operand: Operand) -> Int64? { self.number(operand, event, element) }
    func text(_ operand: Operand, exactly: Bool = false) -> String? {
      self.text(operand, event, element, exactly: exactly)
    }
    switch predicate {
    case .compareNumber(let operand, let comparison, let constant):
      return number(operand).map { Self.compare($0, comparison, constant) }
    case .numberInRange(let operand, let range): return number(operand).map(range.contains)
    case .compareOperands(let left, let comparison, let factor, let right):
      guard let left = number(left), let right = number(right) else { return nil }
      return Self.compare(
        Int128(left) * Int128(factor.denominator), comparison,
        Int128(right) * Int128(factor.numerator))
    case .word(let operand, let words):
      return number(operand).flatMap { Word(rawValue: UInt8($0)) }.map(words.contains)
    case .equalOperands(let left, let right):
      guard let left = text(left), let right = text(right) else { return nil }
      return left == right
    case .text(let operand, let match, let constants, let exactly):
      guard let value = text(operand, exactly: exactly) else { return nil }
      return constants.contains { holds(operand, value, match, $0, exactly: exactly) }
    case .textList(let operand, let match, let list, let exactly):
      guard let value = text(operand, exactly: exactly) else { return nil }
      return live(list, event).contains { holds(operand, value, match, $0, exactly: exactly) }
    case .inList(let operand, let list): return isListed(operand, list, event, element)
    case .isMissing(let operand): return isMissing(operand, event, element)
    case .user(.watched):
      let list = program.watchlist
      return list.map { isListed(.user, $0, event, element) } ?? event.user.map { _ in false }
    case .user(.privileged): return event.user.map { _ in false }
    case .user(let flag): return event.user.map { StubRecords().has(flag, $0, at: event.time) }
    case .userPhase(let phases): return phase(event).map(phases.contains)
    case .timeOfDay(let start, let end):
      let minute = civil(event, program.civilTimezone).minute
      return start < end
        ? (start..<end).contains(minute) : !(end..<start).contains(minute)
    case .calendar(let id, let isDuring):
      return isOpen(program.calendars[id.index], event) == isDuring
    case .quantified(let quantifier, let field, let condition):
      let answers = event.elements(of: field).map { isTrue(condition, of: event, element: $0) }
      return switch quantifier {
      case .any: answers.contains(true)
      case .no: !answers.contains(true)
      case .every: !answers.isEmpty && !answers.contains(false)
      case .atLeast(let count): answers.count(where: \.self) >= count
      case .fewerThan(let count): answers.count(where: \.self) < count
      }
    case .resemblesUser(let operand):
      guard let person = event.user?.person, let text = text(operand) else { return nil }
      return StubRecords().resembles(Array(text.utf8).span, person: person)
    case .isNew: return nil
    case .isEncrypted(let operand):
      return operand.origin == .element ? element?.isEncrypted : nil
    }
  }

  private static func compare<Number: Comparable>(
    _ left: Number, _ comparison: Comparison, _ right: Number
  ) -> Bool {
    switch comparison {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}

// MARK: - Values

extension ConditionOracle {
  private func phase(_ event: NaiveEvent) -> DeparturePhase? {
    event.user?.person.map { StubRecords().phase(ofPerson: $0, at: event.time) }
  }

  private func field(_ operand: Operand) -> Field? {
    if case .field(let field) = operand.origin { field } else { nil }
  }

  private func number(
    _ operand: Operand, _ event: NaiveEvent, _ element: NaiveEvent.Element?
  ) -> Int64? {
    if operand.part == .daysLeft {
      return event.user?.person.flatMap { StubRecords().daysLeft(ofPerson: $0, at: event.time) }
    }
    guard let field = field(operand) else { return element?.byteCount }
    return field == .time ? event.time.microseconds : event.numbers[field]
  }

  private func raw(
    _ operand: Operand, _ event: NaiveEvent, _ element: NaiveEvent.Element?, exactly: Bool
  ) -> String? {
    guard let field = field(operand) else { return element?.text }
    if field == .user, operand.part == .department {
      return event.user?.person.map {
        String(decoding: StubRecords().department(ofPerson: $0), as: UTF8.self)
      }
    }
    if field == .user, operand.part == .phase { return phase(event)?.rawValue }
    if field == .user {
      guard let user = event.user else { return nil }
      return exactly
        ? event.texts[.user] ?? String(decoding: user.identity, as: UTF8.self)
        : String(decoding: user.identity, as: UTF8.self)
    }
    return event.texts[field]
  }

  private func text(
    _ operand: Operand, _ event: NaiveEvent, _ element: NaiveEvent.Element?, exactly: Bool = false
  ) -> String? {
    guard let value = part(of: operand, event, element, exactly: exactly) else { return nil }
    let compared = exactly ? value : normal(operand, value)
    return compared.isEmpty ? nil : compared
  }

  private func part(
    of operand: Operand, _ event: NaiveEvent, _ element: NaiveEvent.Element?, exactly: Bool
  ) -> String? {
    guard let value = raw(operand, event, element, exactly: exactly) else { return nil }
    switch operand.part {
    case .domain:
      return value.lastIndex(of: "@").map { String(value[value.index(after: $0)...]) }
    case .local: return value.lastIndex(of: "@").map { String(value[..<$0]) }
    case .fileExtension:
      guard let dot = value.lastIndex(of: "."), dot > value.startIndex else { return nil }
      return String(value[value.index(after: dot)...])
    case .whole, .name, .size, .daysLeft, .department, .phase: return value
    }
  }

  /// The form in which values of an operand are compared.
  private func normal(_ operand: Operand, _ value: String) -> String {
    let folded = TextFolding.folded(value)
    switch (operand.part, field(operand)) {
    case (.domain, _), (.whole, .domain): return Self.host(folded)
    case (.whole, .path), (.whole, .targetPath): return Self.path(folded)
    case (.whole, .sender), (.whole, .account): return Self.address(folded)
    case (.whole, nil): return Self.address(folded)
    default: return folded
    }
  }

  private static func host(_ folded: String) -> String {
    String(folded.reversed().drop { $0 == "." }.reversed())
  }

  private static func address(_ folded: String) -> String {
    guard let at = folded.lastIndex(of: "@") else { return folded }
    return folded[...at] + host(String(folded[folded.index(after: at)...]))
  }

  private static func path(_ folded: String) -> String {
    var result = ""
    for character in folded {
      let unified: Character = character == "\\" ? "/" : character
      if unified == "/", result.count > 1, result.last == "/" { continue }
      result.append(unified)
    }
    return result
  }

  private func isMissing(
    _ operand: Operand, _ event: NaiveEvent, _ element: NaiveEvent.Element?
  ) -> Bool {
    guard let field = field(operand), operand.part == .whole else {
      if operand.part == .phase { return phase(event) == nil }
      if operand.part == .size || operand.part == .daysLeft {
        return number(operand, event, element) == nil
      }
      return text(operand, event, element) == nil
    }
    switch field {
    case .user: return event.user == nil
    case .time: return false
    case .to, .cc, .bcc, .recipient, .attachment, .forwardTo, .target:
      return event.elements(of: field).isEmpty
    default: return event.texts[field] == nil && event.numbers[field] == nil
    }
  }
}

// MARK: - Comparisons

extension ConditionOracle {
  /// A value that a whole text must equal.
  private func whole(_ operand: Operand, _ value: String) -> String {
    guard operand == .user else { return normal(operand, value) }
    return String(decoding: StubRecords().user(named: value).identity, as: UTF8.self)
  }

  private func live(_ list: ListID, _ event: NaiveEvent) -> [String] {
    program.lists[list.index].entries.filter { $0.endsAt.map { event.time < $0 } ?? true }
      .map(\.value)
  }

  private func holds(
    _ operand: Operand, _ value: String, _ match: TextMatch, _ pattern: String, exactly: Bool
  ) -> Bool {
    // Scalars, not characters: a prefix may end inside what a reader sees as one character.
    let isWhole = match == .equals && !exactly
    let normal = isWhole ? whole(operand, pattern) : exactly ? pattern : normal(operand, pattern)
    let pattern = Array(normal.unicodeScalars)
    let value = Array(value.unicodeScalars)
    switch match {
    case .equals: return value == pattern
    case .starts: return value.starts(with: pattern)
    case .ends: return value.reversed().starts(with: pattern.reversed())
    case .contains:
      return value.indices.contains { value[$0...].starts(with: pattern) } || pattern.isEmpty
    case .like: return Self.glob(value[...], pattern[...])
    }
  }

  /// The definition of `*` and `?`, with no thought of speed.
  static func glob(
    _ text: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    guard let mark = pattern.first else { return text.isEmpty }
    let rest = pattern.dropFirst()
    if mark == "*" {
      return glob(text, rest) || (!text.isEmpty && glob(text.dropFirst(), pattern))
    }
    guard let first = text.first, mark == "?" || mark == first else { return false }
    return glob(text.dropFirst(), rest)
  }

  private func isListed(
    _ operand: Operand, _ id: ListID, _ event: NaiveEvent, _ element: NaiveEvent.Element?
  ) -> Bool? {
    let entries = live(id, event)
    switch program.lists[id.index].type {
    case .domain:
      var host = operand
      if operand.part == .whole, [nil, .sender, .account].contains(field(operand)) {
        host.part = .domain
      }
      guard let host = part(of: host, event, element, exactly: false).map(Domain.normalised),
        !host.isEmpty
      else { return nil }
      return entries.contains { entry in
        let parent = Domain.normalised(entry)
        return host == parent || host.hasSuffix("." + parent)
      }
    case .folder:
      guard let value = text(operand, event, element) else { return nil }
      return entries.contains { entry in
        var folder = Self.path(TextFolding.folded(entry))
        while folder.last == "/" { folder.removeLast() }
        return value == folder || value.hasPrefix(folder + "/")
      }
    case .email:
      guard let value = text(operand, event, element) else { return nil }
      let isWhole = operand.part == .whole || operand.part == .name
      let address = isWhole ? Self.address(value) : value
      return entries.contains { Self.address(TextFolding.folded($0)) == address }
    case .text, .word, .user:
      guard let value = text(operand, event, element) else { return nil }
      return entries.contains { whole(operand, $0) == value }
    case .glob:
      guard let value = text(operand, event, element) else { return nil }
      return entries.contains { holds(operand, value, .like, $0, exactly: false) }
    case .ip:
      guard let value = text(operand, event, element) else { return nil }
      return entries.contains { Self.network($0, contains: value) }
    case .date:
      let day = civil(event, program.civilTimezone).day
      return entries.contains { Self.dates[$0] == day }
    }
  }

  /// The days of the dates that the random tests use.
  static let dates = ["2025-04-01": 20179, "2025-04-02": 20180, "2025-04-03": 20181]

  /// IPv4 only: dotted numbers, with an optional prefix length.
  private static func network(_ network: String, contains address: String) -> Bool {
    func number(_ text: Substring) -> UInt64? {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt64($0) }
      guard parts.count == 4, !parts.contains(nil) else { return nil }
      return parts.reduce(0) { $0 << 8 | ($1 ?? 0) }
    }
    let parts = network.split(separator: "/")
    let length = parts.count == 2 ? UInt64(parts[1]) ?? 32 : 32
    guard let base = number(parts[0]), let value = number(address[...]) else { return false }
    return base >> (32 - length) == value >> (32 - length)
  }
}

// MARK: - Civil time

extension ConditionOracle {
  private func civil(_ event: NaiveEvent, _ name: String) -> (day: Int, minute: Int, weekday: Int) {
    let offset = Double(zone(name).offsetInSeconds(at: event.time))
    let seconds = (Double(event.time.microseconds) / 1_000_000).rounded(.down) + offset
    let day = (seconds / 86_400).rounded(.down)
    let weekday = (Int(day) + 3) % 7
    return (
      Int(day), Int(((seconds - day * 86_400) / 60).rounded(.down)),
      (weekday + 7) % 7 + 1
    )
  }

  private func isOpen(_ calendar: OpeningCalendar, _ event: NaiveEvent) -> Bool {
    let now = civil(event, calendar.timezone)
    let yesterday = (now.weekday + 5) % 7 + 1
    return calendar.open.contains { hours in
      let today = hours.weekdays.contains(now.weekday) && !calendar.closedDays.contains(now.day)
      let before =
        hours.weekdays.contains(yesterday) && !calendar.closedDays.contains(now.day - 1)
      if hours.startMinute < hours.endMinute {
        return today && (hours.startMinute..<hours.endMinute).contains(now.minute)
      }
      return today && now.minute >= hours.startMinute || before && now.minute < hours.endMinute
    }
  }
}

extension Operand {
  static let user = Operand(.field(.user))
}
