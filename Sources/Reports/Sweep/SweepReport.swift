package import Detection
package import EventModel

/// What one rule finds with several values of one of its constants.
package struct SweepReport: Hashable, Sendable {
  /// What the rule finds with one value.
  package struct Row: Hashable, Sendable {
    /// As rules write it.
    package var value: String
    package var isPresent: Bool
    package var findingCount: Int
    /// The subjects that the findings are about.
    package var subjectCount: Int
    /// Subjects with a finding that begins in a week, added up over the weeks.
    package var subjectWeekCount: Int
    package init(
      value: String, isPresent: Bool, findingCount: Int, subjectCount: Int, subjectWeekCount: Int
    ) {
      self.value = value
      self.isPresent = isPresent
      self.findingCount = findingCount
      self.subjectCount = subjectCount
      self.subjectWeekCount = subjectWeekCount
    }
  }

  package var rule: String
  package var title: String
  package var name: String
  /// The value in force, as rules write it.
  package var present: String
  /// The first and the last event of the logs; `nil` if there is none.
  package var span: ClosedRange<Timestamp>?
  package var rows: [Row] = []

  /// Creates a report without rows.
  package init(
    rule: String, title: String, name: String, present: String, span: ClosedRange<Timestamp>?
  ) {
    self.rule = rule
    self.title = title
    self.name = name
    self.present = present
    self.span = span
  }

  /// Adds what the rule finds with a value.
  ///
  /// - Complexity: O(*n*) in the findings.
  package mutating func add(_ value: String, isPresent: Bool, _ findings: [Finding]) {
    let start = span?.lowerBound.microseconds ?? 0
    let weeks = Set(
      findings.map { finding in
        SubjectWeek(
          subject: finding.subject,
          week: (finding.first.microseconds - start) / Self.weekLength)
      })
    rows.append(
      Row(
        value: value, isPresent: isPresent, findingCount: findings.count,
        subjectCount: Set(findings.map(\.subject)).count, subjectWeekCount: weeks.count))
  }

  private struct SubjectWeek: Hashable {
    var subject: Subject
    var week: Int64
  }

  /// The length of a week in microseconds.
  private static let weekLength: Int64 = 7 * 86_400_000_000

  /// The length of the logs in microseconds; a day at least, for less says nothing of a week.
  package var length: Int64 {
    guard let span else { return 86_400_000_000 }
    return max(span.upperBound.microseconds - span.lowerBound.microseconds, 86_400_000_000)
  }

  /// Returns a count for a week, in tenths, rounded.
  package func tenthsPerWeek(_ count: Int) -> Int {
    let (whole, week) = (Int128(length), Int128(Self.weekLength))
    return Int((Int128(count) * 10 * week + whole / 2) / whole)
  }

  /// The length of the logs in weeks, in tenths, rounded.
  package var tenthsOfWeeks: Int {
    Int((Int128(length) * 10 + Int128(Self.weekLength) / 2) / Int128(Self.weekLength))
  }

  /// Writes tenths as a number with one decimal.
  package static func decimal(_ tenths: Int) -> String {
    "\(QuantityText.count(tenths / 10)).\(tenths % 10)"
  }
}
