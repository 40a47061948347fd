/// Finds out whether the steps of a sequence can be met by different events, where events of one time
/// satisfy several steps and each may stand for one of them only.
///
/// Events are taken in order of time. A step is entered at the first time at which all steps before
/// it can be complete; entering it later could only lose events. Between the times at which steps
/// are entered an event can serve the step that is open and no other; at such a time it may serve
/// any of the steps that are open then. Which one, is a matching of events to what steps need, and
/// grows by augmenting paths: an event moves to another step if something else can take its place.
struct SequenceChain {
  private let rows: ArraySlice<TimelineRow>
  private let steps: [SequenceStep]
  /// The folded value that a step counts for an event, or `nil` if it has none.
  private let value: (_ step: Int, _ fact: Int) -> [UInt8]?

  /// What an event would be counted as in a step.
  private enum Key: Hashable {
    case row(Int)
    case value([UInt8])
  }

  /// The rows that may serve each step, in order.
  private var candidates: [[Int]]
  /// What each step has so far, and from which row.
  private var taken: [[Key: Int]]
  /// By row: the step that it serves.
  private var served: [Int: Int] = [:]

  init(
    _ rows: ArraySlice<TimelineRow>, steps: [SequenceStep],
    value: @escaping (_ step: Int, _ fact: Int) -> [UInt8]?
  ) {
    self.rows = rows
    self.steps = steps
    self.value = value
    candidates = [[Int]](repeating: [], count: steps.count)
    taken = [[Key: Int]](repeating: [:], count: steps.count)
  }

  /// Finds the latest moment from which on rows complete the sequence.
  ///
  /// - Parameters:
  ///   - rows: Rows in order of time, the last of them no later than a window after the first.
  ///   - limit: No later moment is asked for.
  ///   - steps: What each step needs.
  ///   - value: The folded value that a step counts for an event, or `nil` if it has none.
  /// - Returns: The moment; `nil` if the rows never complete the sequence.
  /// - Complexity: O(*N* · *n* · log *n*) for *n* rows and *N* events that the steps need, for each
  ///   of which up to *n* events may have to move.
  static func latestStart(
    in rows: ArraySlice<TimelineRow>, notAfter limit: Int64, steps: [SequenceStep],
    value: @escaping (_ step: Int, _ fact: Int) -> [UInt8]?
  ) -> Int64? {
    func isPossible(from index: Int) -> Bool {
      var chain = SequenceChain(rows[index...], steps: steps, value: value)
      return chain.isComplete()
    }
    // Where each time with an event of the first step begins. The fewer events, the less is possible.
    var starts: [Int] = []
    for index in rows.indices
    where rows[index].match.steps & 1 != 0 && rows[index].time <= limit {
      if let last = starts.last, rows[last].time == rows[index].time { continue }
      starts.append(index)
    }
    // A chain takes all events of the time at which it starts.
    for position in starts.indices {
      while starts[position] > rows.startIndex,
        rows[starts[position] - 1].time == rows[starts[position]].time
      {
        starts[position] -= 1
      }
    }
    guard let first = starts.first, isPossible(from: first) else { return nil }
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if isPossible(from: starts[middle]) { low = middle } else { high = middle }
    }
    return rows[starts[low]].time
  }

  private mutating func isComplete() -> Bool {
    var step = 0
    var next = rows.startIndex
    while next < rows.endIndex {
      let batchStart = next
      while next < rows.endIndex, rows[next].time == rows[batchStart].time { next += 1 }
      // The events of one time are open to every step that is entered at that time.
      while true {
        let new = (batchStart..<next).filter { serves($0, step) }
        candidates[step] += new
        var isOpen = !new.isEmpty
        while isOpen, taken[step].count < steps[step].minimumCount {
          var tried: Set<Int> = []
          isOpen = supply(step, &tried)
        }
        guard taken[step].count == steps[step].minimumCount else { break }
        step += 1
        if step == steps.count { return true }
      }
    }
    return false
  }

  private func serves(_ row: Int, _ step: Int) -> Bool {
    rows[row].match.steps & (1 << UInt8(step)) != 0
  }

  private func key(_ row: Int, _ step: Int) -> Key? {
    guard steps[step].countsDistinctValues else { return .row(row) }
    return value(step, rows[row].fact).map { .value($0) }
  }

  /// Gives a step one more event, moving others if need be, so that no step has fewer than before.
  private mutating func supply(_ step: Int, _ tried: inout Set<Int>) -> Bool {
    for row in candidates[step] where served[row] != step && !tried.contains(row) {
      guard let key = key(row, step), taken[step][key] == nil else { continue }
      tried.insert(row)
      let other = served[row]
      let lost = other.flatMap { self.key(row, $0) }
      served[row] = step
      taken[step][key] = row
      guard let other, let lost else { return true }
      taken[other][lost] = nil
      if supply(other, &tried) { return true }
      taken[other][lost] = row
      served[row] = other
      taken[step][key] = nil
    }
    return false
  }
}
