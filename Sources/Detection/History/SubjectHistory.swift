internal import ByteScan
internal import EventModel
internal import RuleProgram

/// What is known of the past of one subject: since when it has one, and when it had which values.
struct SubjectHistory {
  private struct Asked: Hashable {
    var key: Int
    var text: [UInt8]

    func hash(into hasher: inout Hasher) {
      hasher.combine(key)
      hasher.combine(stableHash64(text.span))
    }
  }

  private let keys: [HistoryKey]
  private var firstDays: [Field: Int] = [:]
  /// Runs of days, in no order, of those values alone that are asked for.
  private var runs: [Asked: [ClosedRange<Int>]] = [:]

  /// Reads the past of a subject, as far as the rows of its timeline ask for it.
  ///
  /// - Complexity: linear in the rows with such questions and in the sightings of the subject.
  init(of values: FactValues, in program: RuleProgram) {
    keys = program.historyKeys
    let timeline = values.timeline
    for (index, rows) in timeline.rows {
      for test in program.rules[Int(index)].historyTests {
        let key = key(of: test.newness)
        for row in rows {
          for text in values.comparedTexts(of: test.newness.operand, of: row.fact) {
            runs[Asked(key: key, text: text)] = []
          }
        }
      }
    }
    guard !runs.isEmpty else { return }
    let bytes = timeline.records.bytes
    for offset in timeline.sightings {
      let head = SightingRecord.head(ofRecordAt: offset, of: bytes.span)
      if let root = head.root {
        firstDays[root] = min(firstDays[root] ?? .max, head.firstDay)
      }
      SightingRecord.forEachValue(ofRecordAt: offset, of: bytes.span) { key, text, days in
        let asked = Asked(key: key, text: text)
        guard runs[asked] != nil else { return }
        runs[asked]?.append(contentsOf: days)
      }
    }
  }

  private func key(of newness: Newness) -> Int {
    keys.firstIndex(of: HistoryKey(root: newness.key, operand: newness.operand)) ?? -1
  }

  /// Whether too little is known of the subject to call anything new to it on a day.
  func isLearning(_ newness: Newness, on day: Int) -> Bool {
    guard let first = firstDays[newness.key] else { return true }
    return day - first < Newness.learningDayCount
  }

  /// Whether a question has the answer yes or no; unknown if the value is missing, or if too little
  /// is known of the subject.
  ///
  /// - Parameters:
  ///   - newness: The question.
  ///   - texts: The values of the event, in the form in which they are compared.
  ///   - day: The civil day of the event.
  /// - Returns: The answer.
  /// - Complexity: O(*n*) in the runs of days of the values.
  func answer(_ newness: Newness, of texts: [[UInt8]], on day: Int) -> Outcome {
    guard let quantifier = newness.quantifier else {
      guard let text = texts.first, !isLearning(newness, on: day) else { return .unknown }
      return Outcome(isNew(text, newness, on: day))
    }
    if texts.isEmpty { return Outcome(quantifier.holdsOfNothing) }
    if isLearning(newness, on: day) { return .unknown }
    return switch quantifier {
    case .any: Outcome(texts.contains { isNew($0, newness, on: day) })
    case .every: Outcome(texts.allSatisfy { isNew($0, newness, on: day) })
    case .no: Outcome(!texts.contains { isNew($0, newness, on: day) })
    case .atLeast(let count): Outcome(texts.count { isNew($0, newness, on: day) } >= count)
    case .fewerThan(let count): Outcome(texts.count { isNew($0, newness, on: day) } < count)
    }
  }

  /// The day of the first event of the subject, as far as the logs go back.
  func firstDay(of newness: Newness) -> Int? { firstDays[newness.key] }

  /// The last day before another on which the subject had a value; `nil` if there is none in the
  /// logs.
  ///
  /// - Complexity: O(*n*) in the runs of days of the value.
  func lastDay(of text: [UInt8], _ newness: Newness, before day: Int) -> Int? {
    (runs[Asked(key: key(of: newness), text: text)] ?? [])
      .filter { $0.lowerBound < day }.map { min($0.upperBound, day - 1) }.max()
  }

  private func isNew(_ text: [UInt8], _ newness: Newness, on day: Int) -> Bool {
    let seen = runs[Asked(key: key(of: newness), text: text)] ?? []
    let before = (day - newness.dayCount)...(day - 1)
    return !seen.contains { $0.overlaps(before) }
  }
}
