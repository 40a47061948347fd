import ByteScan
import EventModel

/// Which lists of one kind of matcher a key belongs to; a list is a bit.
///
/// Keys that belong to the same lists for the same time share one number, so a thousand free-mail
/// hosts need one entry here. Most entries never end and are answered by or-ing whole words.
struct Memberships: Sendable {
  /// Entries that count only while an event is earlier than `endsAt`.
  private struct Ending: Hashable, Sendable {
    var bit: Int
    var endsAt: Timestamp
  }

  /// The lists of one key while the table is built.
  private struct Membership: Hashable {
    var lasting: Set<Int> = []
    var ending: [Int: Timestamp] = [:]
  }

  private struct Ends: Sendable { var start, end: Int }

  /// How many 64-bit words a set of lists takes.
  let wordCount: Int
  private let lasting: [UInt64]
  private let endings: [Ending]
  private let ends: [Ends]

  /// Whether some membership counts up to a moment only.
  var hasEnds: Bool { !endings.isEmpty }

  /// Adds the lists of a membership to a set of bits, as they stand at a time.
  func mark(_ number: Int, at time: Timestamp, in bits: inout [UInt64], from start: Int) {
    let base = number * wordCount
    for word in 0..<wordCount { bits[start + word] |= lasting[base + word] }
    let range = ends[number]
    var index = range.start
    while index < range.end {
      let ending = endings[index]
      if time < ending.endsAt { bits[start + ending.bit / 64] |= 1 << UInt64(ending.bit % 64) }
      index += 1
    }
  }

  /// Collects keys and their lists, and numbers the distinct memberships.
  ///
  /// A key keeps the number of its membership only; which membership follows from which when a list
  /// is added is worked out once for each pair.
  struct Builder {
    private struct Step: Hashable {
      var from: Int
      var bit: Int
      var endsAt: Timestamp?
    }

    private var places = ByteInterner()
    private var keys: [(key: [UInt8], number: Int)] = []
    /// The distinct memberships met so far; the first is that of a key in no list.
    private var distinct = [Membership()]
    private var numbers = [Membership(): 0]
    private var steps: [Step: Int] = [:]
    private var lastStep: (step: Step, number: Int)?

    /// Puts a key into the list of a bit; of several ends of one key the latest counts.
    ///
    /// - Complexity: O(*n*) in the bytes of the key, on average.
    mutating func insert(_ key: Span<UInt8>, bit: Int, endsAt: Timestamp?) {
      if let place = places.number(of: key) {
        keys[place].number = number(after: Step(from: keys[place].number, bit: bit, endsAt: endsAt))
      } else {
        places.insert(key, number: keys.count)
        keys.append((Array(key), number(after: Step(from: 0, bit: bit, endsAt: endsAt))))
      }
    }

    private mutating func number(after step: Step) -> Int {
      if let lastStep, lastStep.step == step { return lastStep.number }
      let number = steps[step] ?? newNumber(after: step)
      lastStep = (step, number)
      return number
    }

    private mutating func newNumber(after step: Step) -> Int {
      var membership = distinct[step.from]
      if let endsAt = step.endsAt {
        membership.ending[step.bit] = max(endsAt, membership.ending[step.bit] ?? endsAt)
      } else {
        membership.lasting.insert(step.bit)
      }
      let number = numbers[membership] ?? distinct.count
      if number == distinct.count {
        numbers[membership] = number
        distinct.append(membership)
      }
      steps[step] = number
      return number
    }

    /// Returns the keys in the order of their first insertion, each with the number of its
    /// membership.
    func build(bitCount: Int) -> (keys: [(key: [UInt8], number: Int)], memberships: Memberships) {
      (keys, Memberships(distinct, bitCount: bitCount))
    }
  }

  private init(_ distinct: [Membership], bitCount: Int) {
    let wordCount = max(1, (bitCount + 63) / 64)
    var lasting = [UInt64](repeating: 0, count: distinct.count * wordCount)
    var endings: [Ending] = []
    var ends: [Ends] = []
    for (number, membership) in distinct.enumerated() {
      for bit in membership.lasting {
        lasting[number * wordCount + bit / 64] |= 1 << UInt64(bit % 64)
      }
      let start = endings.count
      for (bit, endsAt) in membership.ending.sorted(by: { $0.key < $1.key }) {
        endings.append(Ending(bit: bit, endsAt: endsAt))
      }
      ends.append(Ends(start: start, end: endings.count))
    }
    self.wordCount = wordCount
    self.lasting = lasting
    self.endings = endings
    self.ends = ends
  }
}
