/// Finds out whether the steps of a sequence can be met by different events, where events of one time
/// satisfy several steps and each may stand for one of them only.
///
/// Events are taken in order of time. A step is entered at the first time at which all steps before
/// it can be complete; entering it later could only lose events. Between the times at which steps
/// are entered an event can serve the step that is open and no other; at such a time it may serve
/// any of the steps that are open then. Which one, is a matching of events to what steps need, and
/// grows by augmenting paths: an event moves to another step if something else can take its place.
///
/// Nothing here calls itself: a path may be as long as there are events of one time.
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

  /// A step that wants a row more.
  private struct Demand {
    var step: Int
    /// What the row must be counted as; `nil` for anything that the step does not have yet.
    var key: Key?
    /// The row that leaves the step for another one; `nil` for the step that is to grow.
    var leaving: Int?
  }

  /// The rows that may serve each step, in order.
  private var candidates: [[Int]]
  /// By step: how many of these need not be looked at for one that is free.
  private var passed: [Int]
  /// The same by what they are counted as, where that is a value.
  private var candidatesByKey: [[Key: [Int]]]
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
    passed = [Int](repeating: 0, count: steps.count)
    candidatesByKey = [[Key: [Int]]](repeating: [:], count: steps.count)
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
  /// - Complexity: O(*N* · *n* · log *n*) for *n* rows and *N* events that the steps need.
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
        let isNew = open(step, to: batchStart..<next)
        while isNew, taken[step].count < steps[step].minimumCount, supply(step) {}
        guard taken[step].count == steps[step].minimumCount else { break }
        step += 1
        if step == steps.count { return true }
      }
    }
    return false
  }

  /// Lets rows serve a step; `false` if none of them can.
  private mutating func open(_ step: Int, to batch: Range<Int>) -> Bool {
    let known = candidates[step].count
    for row in batch where rows[row].match.steps & (1 << UInt8(step)) != 0 {
      guard let key = key(row, step) else { continue }
      candidates[step].append(row)
      if steps[step].countsDistinctValues {
        candidatesByKey[step][key, default: []].append(row)
      }
    }
    return candidates[step].count > known
  }

  private func key(_ row: Int, _ step: Int) -> Key? {
    guard steps[step].countsDistinctValues else { return .row(row) }
    return value(step, rows[row].fact).map { .value($0) }
  }

  /// Finds a row that serves no step and would give a step what it does not have yet.
  ///
  /// Rows that serve a step always serve one, so none is passed over twice.
  private mutating func free(for step: Int) -> (row: Int, key: Key)? {
    while passed[step] < candidates[step].count {
      let row = candidates[step][passed[step]]
      if served[row] == nil, let key = key(row, step), taken[step][key] == nil {
        return (row, key)
      }
      passed[step] += 1
    }
    return nil
  }

  /// Gives a step one more row, moving others if need be, so that no step has fewer than before.
  ///
  /// - Returns: Whether there is a way.
  /// - Complexity: O(*n*) in the rows that may serve some step.
  private mutating func supply(_ step: Int) -> Bool {
    var demands = [Demand(step: step, key: nil, leaving: nil)]
    var isAsked = [Bool](repeating: false, count: steps.count)
    isAsked[step] = true
    /// By row: which demand it would meet, and as what.
    var met: [Int: (demand: Int, key: Key)] = [:]
    var next = 0
    while next < demands.count {
      let demand = demands[next]
      if demand.key == nil, let free = free(for: demand.step) {
        met[free.row] = (next, free.key)
        move(free.row, demands, met)
        return true
      }
      let able =
        demand.key.map { candidatesByKey[demand.step][$0] ?? [] } ?? candidates[demand.step]
      for row in able where served[row] != demand.step && met[row] == nil {
        guard let key = key(row, demand.step),
          demand.key != nil || taken[demand.step][key] == nil
        else { continue }
        met[row] = (next, key)
        guard let other = served[row] else {
          move(row, demands, met)
          return true
        }
        if steps[other].countsDistinctValues {
          demands.append(Demand(step: other, key: self.key(row, other), leaving: row))
        }
        if !isAsked[other] {
          isAsked[other] = true
          demands.append(Demand(step: other, key: nil, leaving: row))
        }
      }
      next += 1
    }
    return false
  }

  /// Lets a free row meet its demand, the row that left for that the one before, and so on.
  private mutating func move(
    _ free: Int, _ demands: [Demand], _ met: [Int: (demand: Int, key: Key)]
  ) {
    var row = free
    while let (index, key) = met[row] {
      let demand = demands[index]
      if let leaving = demand.leaving, let lost = self.key(leaving, demand.step),
        taken[demand.step][lost] == leaving
      {
        taken[demand.step][lost] = nil
      }
      taken[demand.step][key] = row
      served[row] = demand.step
      guard let leaving = demand.leaving else { return }
      row = leaving
    }
  }
}
