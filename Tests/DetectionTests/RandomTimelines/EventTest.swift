internal import EventModel

/// A condition on one event: the text of it, and what it means.
indirect enum EventTest {
  enum Comparison: String, CaseIterable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
      switch self {
      case .equal: left == right
      case .notEqual: left != right
      case .less: left < right
      case .lessOrEqual: left <= right
      case .greater: left > right
      case .greaterOrEqual: left >= right
      }
    }
  }

  case number(Field, Comparison, Int64)
  /// Of a domain: that host or one below it. Of other texts: that text.
  case isIn(Field, [String])
  /// The same, refused; a missing value is in nothing.
  case isNotIn(Field, [String])
  case isWord(Field, [Word])
  case contains(Field, String)
  case isMissing(Field)
  /// The civil hour is in a stretch that may go over midnight, its end not included.
  case timeOfDay(Int64, Int64)
  case all([EventTest])
  case any([EventTest])

  /// Whether it is true of an event; a test of what is missing never is.
  func isTrue(of event: TimelineEvent, in zone: TimelineZone) -> Bool {
    switch self {
    case .number(let field, let comparison, let limit):
      event.number(field).map { comparison.holds($0, limit) } ?? false
    case .isIn(let field, let values):
      event.text(field).map { text in values.contains { Self.isIn(text, $0, field) } } ?? false
    case .isNotIn(let field, let values):
      event.text(field).map { text in !values.contains { Self.isIn(text, $0, field) } } ?? true
    case .isWord(let field, let words): event.words[field].map(words.contains) ?? false
    case .contains(let field, let part):
      event.text(field)?.contains(TimelineEvent.folded(part)) ?? false
    case .isMissing(let field): !event.has(field)
    case .timeOfDay(let start, let end):
      Self.isTimeOfDay(zone.reading(event.time), start, end)
    case .all(let tests): tests.allSatisfy { $0.isTrue(of: event, in: zone) }
    case .any(let tests): tests.contains { $0.isTrue(of: event, in: zone) }
    }
  }

  private static func isIn(_ text: String, _ value: String, _ field: Field) -> Bool {
    let value = TimelineEvent.folded(value)
    return text == value || field == .domain && text.hasSuffix(".\(value)")
  }

  private static func isTimeOfDay(_ reading: Int64, _ start: Int64, _ end: Int64) -> Bool {
    let hour = (reading % 86_400) / 3600
    return start < end ? hour >= start && hour < end : hour >= start || hour < end
  }

  /// Whether it asks for the tenant, which one of the files never tells.
  var asksForTenant: Bool {
    switch self {
    case .number(let field, _, _), .isIn(let field, _), .isNotIn(let field, _),
      .isWord(let field, _), .contains(let field, _), .isMissing(let field):
      field == .tenant
    case .timeOfDay: false
    case .all(let tests), .any(let tests): tests.contains(where: \.asksForTenant)
    }
  }
}

extension EventTest: CustomStringConvertible {
  /// The test in the rule language, in parentheses where it has several parts.
  var description: String {
    switch self {
    case .number(let field, let comparison, let limit):
      "\(field.name) \(comparison.rawValue) \(Self.written(limit, field))"
    case .isIn(let field, let values): "\(field.name) in \(Self.written(values))"
    case .isNotIn(let field, let values):
      "(\(field.name) not in \(Self.written(values)) or \(field.name) is missing)"
    case .isWord(let field, let words):
      "\(field.name) in (\(words.map(\.text).joined(separator: ", ")))"
    case .contains(let field, let part): "\(field.name) contains \"\(part)\""
    case .isMissing(let field): "\(field.name) is missing"
    case .timeOfDay(let start, let end): "time in \(start):00 .. \(end):00"
    case .all(let tests): "(\(tests.map(\.description).joined(separator: " and ")))"
    case .any(let tests): "(\(tests.map(\.description).joined(separator: " or ")))"
    }
  }

  private static func written(_ values: [String]) -> String {
    "(\(values.map { "\"\($0)\"" }.joined(separator: ", ")))"
  }

  /// A number with its unit.
  static func written(_ number: Int64, _ field: Field) -> String {
    [.bytesOut, .bytesIn, .size].contains(field) ? "\(number)B" : "\(number)"
  }
}
