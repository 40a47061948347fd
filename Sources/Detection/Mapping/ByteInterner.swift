internal import ByteScan
internal import EventModel

/// Keeps a number for each of many byte strings.
///
/// The hash is seeded anew in every process, so that nobody can make names that collide; nothing
/// that is told depends on the seed.
///
///     marks    one word for each group of eight places: a byte a place, 0 where it is free,
///              else seven bits of the key's hash
///     entries  the places: key and number
///
/// A group's marks are compared in one step, so that a known key is found without a branch that
/// goes now this way, now that; the marks of thousands of keys stay in the nearest cache.
struct ByteInterner: Sendable {
  /// A place of the table: the words of a short key, or the hash and the start of a long one.
  private struct Entry: Sendable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var byteCount: UInt32 = 0
    var number: Int32 = 0

    @inline(__always)
    func isSame(as key: ShortKey) -> Bool {
      low == key.low && high == key.high && byteCount == UInt32(key.byteCount)
    }
  }

  /// A power of two of groups, of whose places at most five eighths are taken.
  private var marks = [UInt64](repeating: 0, count: 8)
  private var entries = [Entry](repeating: Entry(), count: 64)
  /// How many keys there are.
  private(set) var count = 0
  /// The bytes of the long keys.
  private var bytes: [UInt8] = []
  /// One for all tables: asking the system for chance takes longer than a small table.
  private static let processSeed = UInt64.random(in: .min ... .max)
  private let seed = Self.processSeed

  /// Returns the number of a known key, or `nil`.
  ///
  /// - Complexity: O(*n*) in the bytes of the key, on average; allocates nothing.
  func number(of key: Span<UInt8>) -> Int? {
    guard let short = ShortKey(key) else { return numberOfLong(key) }
    return number(hash: short.hash(seed: seed)) { $0.isSame(as: short) }
  }

  /// Replaces `numbers` by the numbers of many keys; −1 for one that is not known.
  ///
  /// Nothing in the loop depends on what an earlier look-up has found, so that all of them wait for
  /// memory at the same time.
  ///
  /// - Parameters:
  ///   - keys: Where the keys stand.
  ///   - block: The bytes they stand in.
  ///   - numbers: As many numbers as keys afterwards.
  func findNumbers(of keys: Span<TextPlace>, in block: Span<UInt8>, into numbers: inout [Int32]) {
    numbers.removeAll(keepingCapacity: true)
    numbers.append(addingCapacity: keys.count) { output in
      for index in keys.indices {
        let number = number(of: block.extracting(keys[index].range)) ?? -1
        output.append(Int32(truncatingIfNeeded: number))
      }
    }
  }

  /// The same for keys that are given by their parts, of which none is too long.
  ///
  /// - Parameters:
  ///   - lows: The first words of as many keys as there are numbers to find.
  ///   - highs: The second ones.
  ///   - byteCounts: The lengths.
  ///   - numbers: As many numbers as keys afterwards.
  func findNumbers(
    lows: Span<UInt64>, highs: Span<UInt64>, byteCounts: Span<UInt64>,
    into numbers: inout [Int32]
  ) {
    if numbers.count != lows.count { numbers = [Int32](repeating: -1, count: lows.count) }
    var found = numbers.mutableSpan
    // First where each key must stand, which the marks tell, then what stands there: so short a
    // second loop asks for many places before the first of them has come from memory.
    let (marks, entries) = (marks.span, entries.span)
    let mask = marks.count - 1
    for index in lows.indices {
      let key = ShortKey(
        low: lows[index], high: highs[index],
        byteCount: Int(truncatingIfNeeded: min(byteCounts[index], 16)))
      guard let key else { continue }
      let hash = key.hash(seed: seed)
      let group = Self.group(hash) & mask
      let places = MarkWord.places(of: MarkWord.mark(hash), in: marks[group])
      // The first place with the mark nearly always has the key.
      let place = group &* 8 &+ (places.trailingZeroBitCount &>> 3 & 7)
      found[index] = places == 0 ? -1 : Int32(truncatingIfNeeded: place)
    }
    for index in lows.indices {
      let place = found[index]
      if place >= 0 {
        let entry = entries[Int(place)]
        if entry.low == lows[index], entry.high == highs[index],
          UInt64(entry.byteCount) == byteCounts[index]
        {
          found[index] = entry.number
          continue
        }
      }
      found[index] = look(low: lows[index], high: highs[index], byteCount: byteCounts[index])
    }
  }

  /// Returns the number of a key, wherever it stands; −1 if it is not known, or too long.
  @inline(never)
  private func look(low: UInt64, high: UInt64, byteCount: UInt64) -> Int32 {
    guard let key = ShortKey(low: low, high: high, byteCount: Int(clamping: byteCount)) else {
      return -1
    }
    let number = number(hash: key.hash(seed: seed)) { $0.isSame(as: key) }
    return Int32(truncatingIfNeeded: number ?? -1)
  }

  private func numberOfLong(_ key: Span<UInt8>) -> Int? {
    let hash = stableHash64(key, seed: seed)
    return number(hash: hash) { entry in
      guard entry.low == hash, Int(entry.byteCount) == key.count else { return false }
      let start = Int(entry.high)
      return bytes.span.extracting(start..<(start + key.count)).hasSameBytes(as: key)
    }
  }

  /// Returns the number of the key of a hash that is the one looked for.
  @inline(__always)
  private func number(hash: UInt64, where isSame: (Entry) -> Bool) -> Int? {
    let mask = marks.count - 1
    var group = Self.group(hash) & mask
    while true {
      let word = marks[group]
      var found = MarkWord.places(of: MarkWord.mark(hash), in: word)
      while found != 0 {
        let entry = entries[group &* 8 &+ found.trailingZeroBitCount &>> 3]
        if isSame(entry) { return Int(entry.number) }
        found &= found &- 1
      }
      // A key stands in the first group of its way that had room for it.
      if MarkWord.freePlaces(of: word) != 0 { return nil }
      group = (group + 1) & mask
    }
  }

  /// Keeps a number, below 2³¹, for a key that has none yet.
  mutating func insert(_ key: Span<UInt8>, number: Int) {
    if (count + 1) * 8 > entries.count * 5 { grow() }
    var entry = Entry()
    entry.byteCount = UInt32(truncatingIfNeeded: key.count)
    entry.number = Int32(truncatingIfNeeded: number)
    if let short = ShortKey(key) {
      entry.low = short.low
      entry.high = short.high
    } else {
      entry.low = stableHash64(key, seed: seed)
      entry.high = UInt64(bytes.count)
      bytes.append(copying: key)
    }
    place(entry)
    count += 1
  }

  private mutating func grow() {
    let (oldMarks, oldEntries) = (marks, entries)
    marks = [UInt64](repeating: 0, count: 2 * oldMarks.count)
    entries = [Entry](repeating: Entry(), count: 2 * oldEntries.count)
    for index in oldEntries.indices where MarkWord.isTaken(index % 8, in: oldMarks[index / 8]) {
      place(oldEntries[index])
    }
  }

  private mutating func place(_ entry: Entry) {
    let short = ShortKey(low: entry.low, high: entry.high, byteCount: Int(entry.byteCount))
    let hash = short?.hash(seed: seed) ?? entry.low
    let mask = marks.count - 1
    var group = Self.group(hash) & mask
    while MarkWord.freePlaces(of: marks[group]) == 0 { group = (group + 1) & mask }
    let place = MarkWord.freePlaces(of: marks[group]).trailingZeroBitCount / 8
    marks[group] |= MarkWord.mark(hash) << UInt64(8 * place)
    entries[group * 8 + place] = entry
  }

  /// The marks take the upper bits of a hash.
  private static func group(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash & 0xFFFF_FFFF) }
}

/// Eight marks in one word, the lowest byte for the first place.
private enum MarkWord {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  /// What marks a key of a hash: never 0.
  @inline(__always)
  static func mark(_ hash: UInt64) -> UInt64 { hash >> 57 | 0x80 }

  /// A bit for each place that has a mark, its top one; rarely also one that has not, behind it.
  @inline(__always)
  static func places(of mark: UInt64, in word: UInt64) -> UInt64 {
    let rest = word ^ (ones &* mark)
    return (rest &- ones) & ~rest & tops
  }

  /// The top bit of each free place.
  @inline(__always)
  static func freePlaces(of word: UInt64) -> UInt64 { ~word & tops }

  static func isTaken(_ place: Int, in word: UInt64) -> Bool {
    freePlaces(of: word) & (0x80 << UInt64(8 * place)) == 0
  }
}
