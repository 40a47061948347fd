internal import EventModel

@testable internal import Detection

/// An event of a random timeline as plain values, as the naive evaluator sees it.
struct TimelineEvent {
  /// Its line in the log, which is also its name.
  var number: Int
  var kind: EventKind
  /// Microseconds since 1970.
  var time: Int64
  /// As they were logged: `A.example` here and `a.example` there.
  var texts: [Field: String] = [:]
  var words: [Field: Word] = [:]
  var numbers: [Field: Int64] = [:]
  /// More than one for an event that was joined.
  var lineCount = 1
  /// The first of two files, or the second, which never tells tenants.
  var source: UInt32 = 0

  /// A value as rules compare it: folded, and paths with one sign between folders.
  func text(_ field: Field) -> String? {
    if let word = words[field] { return word.text.lowercased() }
    let text = texts[field].map(Self.folded)
    return field == .path ? text?.replacing("\\", with: "/") : text
  }

  /// A number, of which the bytes that leave with a file are worked out from its size.
  func number(_ field: Field) -> Int64? {
    guard kind == .file, field == .bytesOut else { return numbers[field] }
    guard let action = words[.action] else { return nil }
    let leaves: [Word] = [.removable, .phone, .optical, .cloudSync, .cloud]
    let isPut = [.copy, .write, .move, .create, .archive].contains(action)
    let isAway = words[.volume].map { leaves.contains($0) } ?? false
    return isPut && isAway || [.upload, .sync].contains(action) ? numbers[.size] : nil
  }

  /// Whether there is a value at all.
  func has(_ field: Field) -> Bool { text(field) != nil || number(field) != nil }

  /// A value as text: what `distinct` counts and `per` groups by.
  func value(_ field: Field) -> String? { text(field) ?? number(field).map(String.init) }

  /// Whom the event counts for, by the first field of `per`; `nil` if for nobody.
  func subject(_ root: Field) -> String? {
    let address = text(.srcIP).map { "address \($0)" }
    let host = text(.host).map { "host \($0)" }
    return switch root {
    case .srcIP: address
    case .host: host
    default: text(.user).map { "user \($0)" } ?? address ?? host
    }
  }

  /// Lower case and half width, which is all that these texts differ by.
  static func folded(_ text: String) -> String {
    let narrow = text.unicodeScalars.map { scalar in
      (0xFF01...0xFF5E).contains(scalar.value)
        ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
    }
    return String(String.UnicodeScalarView(narrow)).lowercased()
  }
}

extension TimelineEvent {
  /// The raw lines: two events of the same values and time have the same ones.
  var lines: [String] {
    (0..<lineCount).map { $0 == 0 ? description : "\(description) +\($0)" }
  }

  /// The event as the engine gets it.
  var made: PeriodEvent {
    var event = PeriodEvent(
      kind: kind, time: Timestamp(microseconds: time), lines: lines, source: source, line: number)
    event.texts = texts.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key, $0.value) }
    event.words = words.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key, $0.value) }
    event.numbers =
      numbers.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key, $0.value) }
    return event
  }
}

extension TimelineEvent: CustomStringConvertible {
  var description: String {
    let values =
      texts.map { "\($0.key.name)=\"\($0.value)\"" }
      + words.map { "\($0.key.name)=\($0.value.text)" }
      + numbers.map { "\($0.key.name)=\($0.value)" }
    return "\(time) \(kind.name) \(values.sorted().joined(separator: " "))"
  }
}
