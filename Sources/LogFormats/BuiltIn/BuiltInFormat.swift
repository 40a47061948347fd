internal import ByteScan
internal import EventModel

/// A format that needs no declaration: what shows at a glance that an input may be in it, and how its
/// lines are read.
///
/// Squid's native layout and the syslog envelope are tried on every input; a format of this list only
/// where all of its marks stand, so that the number of formats hardly costs anything.
struct BuiltInFormat: Sendable {
  /// What the facts of the format rest on.
  enum Basis: Sendable {
    /// Lines of a real server, or of a public source that the format's page names.
    case seen
    /// A description only; identification says so.
    case unverified
  }

  let format: LogFormat
  /// Texts that all stand near the front of every input in this format.
  let marks: [String]
  let basis: Basis
  /// What it rests on how its records are wrapped in syslog lines.
  private(set) var basisInSyslog: Basis
  /// The format that is not meant where this one's marks and signs stand, though it reads the same lines.
  let insteadOf: String?

  /// How much of the front of an input is searched for marks, in bytes.
  static let markedByteCount = 16 << 10

  init(
    _ format: LogFormat, marks: [String], basis: Basis = .seen, insteadOf: String? = nil
  ) {
    self.format = format
    self.marks = marks
    self.basis = basis
    basisInSyslog = basis
    self.insteadOf = insteadOf
  }

  /// Creates a format of records.
  ///
  /// The declaration is part of the program, so one that cannot be compiled is a mistake in the
  /// program, and a test compiles every one of them.
  init(
    _ name: String, kind: EventKind, marks: [String], basis: Basis = .seen,
    insteadOf: String? = nil, timezone: CivilZone? = nil, _ declaration: RecordDeclaration
  ) {
    let layout: LogFormat.Layout
    do throws(RecordPlanError) {
      layout = .records(try RecordPlan(declaration, kind: kind))
    } catch {
      preconditionFailure("built-in format \(name): \(error.reason)")
    }
    self.init(
      LogFormat(name: name, layout: layout, timezone: timezone), marks: marks, basis: basis,
      insteadOf: insteadOf)
  }

  /// The format, of which no line in syslog was seen.
  var unverifiedInSyslog: BuiltInFormat {
    var format = self
    format.basisInSyslog = .unverified
    return format
  }

  /// What identification says of a format whose lines nobody has seen.
  ///
  /// - Parameter isInSyslog: Whether its records stand in syslog lines.
  /// - Returns: The reason; `nil` of any other format.
  func unverifiedReason(isInSyslog: Bool = false) -> Wording? {
    guard (isInSyslog ? basisInSyslog : basis) == .unverified else { return nil }
    // Where lines of their own were seen, it is the wrapping that was not.
    let isWrapping = isInSyslog && basis == .seen
    let name = format.name
    return Wording(
      "\(isWrapping ? "\(name) in syslog" : name) is unverified: it follows a description, "
        + "no log of a real product was at hand",
      "\(isWrapping ? "syslog 内の \(name)" : name) は未検証です。説明書に従っていますが、"
        + "実物のログでは確かめていません")
  }

  /// Whether all marks stand in the front of a sample, and one of the signs of its records, if there are
  /// any.
  ///
  /// - Complexity: O(*n* · *m*) in the bytes searched and the number of marks.
  func mayRead(_ sample: Span<UInt8>) -> Bool {
    let front = sample.extracting(0..<min(sample.count, Self.markedByteCount))
    func has(_ text: String) -> Bool { front.firstOffset(of: Array(text.utf8).span) != nil }
    guard marks.allSatisfy(has) else { return false }
    guard case .records(let plan) = format.layout else { return true }
    let signs = plan.declaration.signs
    return signs.isEmpty || signs.contains(where: has)
  }
}
