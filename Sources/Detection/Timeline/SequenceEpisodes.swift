/// What one step of a sequence needs.
struct SequenceStep: Hashable, Sendable {
  /// How many events, or distinct values, the step needs.
  var minimumCount: Int
  /// Whether distinct values are counted.
  var countsDistinctValues: Bool
}

/// The latest possible starts of the chains that reach one step.
///
/// A ring of at most `minimumCount` slots, the oldest first. A chain has passed the step when all of
/// them are filled, and then its latest possible start is that of the oldest: starts never decrease
/// from slot to slot.
private struct StepRing {
  private struct Slot {
    var key: [UInt8]
    var start: Int64
  }

  static let slotByteCount = MemoryLayout<Slot>.stride

  private var slots: [Slot] = []
  private let minimumCount: Int

  init(minimumCount: Int) { self.minimumCount = minimumCount }

  /// The latest start of a chain that has passed the step.
  var latestStart: Int64? { slots.count == minimumCount ? slots[0].start : nil }

  /// Notes that an event, whose value is `key`, reaches the step in a chain that began at `start`.
  mutating func push(_ key: [UInt8], start: Int64) {
    slots.removeAll { $0.key == key }
    slots.append(Slot(key: key, start: start))
    if slots.count > minimumCount { slots.removeFirst() }
  }

  /// How many slots are filled by chains that began no earlier, up to as many as the step needs, and
  /// the earliest start among these.
  func reached(since earliest: Int64) -> (count: Int, start: Int64?) {
    let recent = slots.reversed().lazy.filter { $0.start >= earliest }.prefix(minimumCount)
    return (recent.count, recent.map(\.start).min())
  }

  mutating func removeAll() { slots.removeAll(keepingCapacity: true) }
}

extension SequenceStep {
  /// How much memory the chains of one subject and group take at this step, beside the values that
  /// it counts.
  var byteCount: Int { minimumCount * StepRing.slotByteCount }
}

/// How far a chain of events has come: all steps before one, and something of that one.
struct SequenceProgress: Hashable, Sendable {
  /// The step that the chain has reached.
  var step: Int
  /// How many events or distinct values of that step it has.
  var filledCount: Int
  /// The latest possible start of the chain, in microseconds.
  var start: Int64
  /// The row that brought it there.
  var row: Int
}

/// Finds the episodes of `first … then … within`.
///
/// Steps are met in order by different events, the first and the last at most
/// `lengthMicroseconds` apart; events of one time satisfy the steps in either order. An episode
/// takes the events of each step from the latest possible start to completion, then further
/// matches of the last step until the cooldown ends; after it the sequence starts anew.
///
/// - Parameters:
///   - rows: The events that match some step, in the order of the timeline.
///   - steps: What each step needs.
///   - lengthMicroseconds: The longest time from the first to the last event.
///   - cooldownMicroseconds: How long an episode goes on after completion.
///   - value: The folded value that a step counts for an event, or `nil` if it has none.
///   - visit: Sees how far each event brings a chain.
/// - Returns: The episodes in order of time.
/// - Complexity: O(*n* · *s* · *N*) for *n* rows, *s* steps and *N* events a step. Where events of one
///   time satisfy several steps, also what ``SequenceChain/latestStart(in:notAfter:steps:value:)``
///   takes for each time at which the sequence seems complete.
func sequenceEpisodes(
  of rows: [TimelineRow], steps: [SequenceStep], lengthMicroseconds: Int64,
  cooldownMicroseconds: Int64, value: @escaping (_ step: Int, _ fact: Int) -> [UInt8]?,
  visit: ((SequenceProgress) -> Void)? = nil
) -> [Episode] {
  var rings = steps.map { StepRing(minimumCount: $0.minimumCount) }
  let last = steps.count - 1
  var episodes: [Episode] = []
  var begin = 0
  var next = 0
  // The last time at which the rings may have counted an event for two steps.
  var lastContest: Int64?
  while next < rows.count {
    let time = rows[next].time
    let batchStart = next
    while next < rows.count, rows[next].time == time { next += 1 }
    let batch = batchStart..<next
    // As many passes as there are steps let events of one time follow each other in any order.
    let passCount = batch.count > 1 ? steps.count : 1
    if batch.count > 1, batch.contains(where: { rows[$0].match.steps.nonzeroBitCount > 1 }) {
      lastContest = time
    }
    var completion: Int64?
    for _ in 0..<passCount {
      for index in batch {
        let row = rows[index]
        for step in stride(from: last, through: 0, by: -1)
        where row.match.steps & (1 << UInt8(step)) != 0 {
          let start = step == 0 ? time : rings[step - 1].latestStart
          guard let start, time - start <= lengthMicroseconds else { continue }
          let key: [UInt8]
          if steps[step].countsDistinctValues {
            guard let counted = value(step, row.fact) else { continue }
            key = counted
          } else {
            key = ownKey(row.fact)
          }
          rings[step].push(key, start: start)
          if let visit {
            let reached = rings[step].reached(since: time - lengthMicroseconds)
            visit(
              SequenceProgress(
                step: step, filledCount: reached.count, start: reached.start ?? start, row: index))
          }
          if step == last, let whole = rings[last].latestStart,
            time - whole <= lengthMicroseconds
          {
            completion = max(completion ?? whole, whole)
          }
        }
      }
    }
    guard var start = completion else { continue }
    if let lastContest, lastContest >= start {
      // The rings never promise too little, and here perhaps too much.
      let window = rows[begin..<next].drop { time - $0.time > lengthMicroseconds }
      let latest = SequenceChain.latestStart(
        in: window, notAfter: start, steps: steps, value: value)
      guard let latest else { continue }
      start = latest
    }
    let episode = collect(
      rows, from: begin, completedBefore: next, at: time, start: start, stepCount: steps.count,
      cooldownMicroseconds: cooldownMicroseconds)
    episodes.append(episode.episode)
    next = episode.next
    begin = next
    for index in rings.indices { rings[index].removeAll() }
  }
  return episodes
}

/// Returns a key that no other fact has.
private func ownKey(_ fact: Int) -> [UInt8] {
  (0..<8).map { UInt8(truncatingIfNeeded: fact >> (8 * $0)) }
}

/// Gathers the rows of a completed sequence and of its cooldown.
private func collect(
  _ rows: [TimelineRow], from begin: Int, completedBefore end: Int, at time: Int64, start: Int64,
  stepCount: Int, cooldownMicroseconds: Int64
) -> (episode: Episode, next: Int) {
  let last = stepCount - 1
  let firstIndex = rows[begin..<end].firstIndex { $0.time >= start } ?? begin
  var chosen = Array(rows[firstIndex..<end])
  let opening = chosen.count - 1
  var next = end
  while next < rows.count, rows[next].time <= time.addingClamped(cooldownMicroseconds) {
    if rows[next].match.steps & (1 << UInt8(last)) != 0 { chosen.append(rows[next]) }
    next += 1
  }
  let steps = (0..<stepCount).map { step in
    chosen.indices.filter { index in
      chosen[index].match.steps & (1 << UInt8(step)) != 0 && (index <= opening || step == last)
    }
  }
  return (Episode(rows: chosen, opening: opening, steps: steps), next)
}
