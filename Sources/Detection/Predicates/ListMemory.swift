internal import ByteScan
import EventModel

/// The sets of lists that hosts were found in, for hosts that a log names again and again.
///
/// It only saves work: a host that was looked up once is in the same lists for ever, unless one of
/// them holds entries that end. How many hosts are remembered is bounded; what comes after them is
/// looked up each time.
struct ListMemory: Sendable {
  /// How many hosts are remembered at most.
  static let limit = 4_096

  private var numbers = ByteInterner()
  /// The sets, `wordCount` words each.
  private var sets: [UInt64] = []
  private let wordCount: Int

  /// Creates the memory of a probe; `nil` for one whose answers do not repeat, or may change.
  init?(of probe: ListProbe, _ matcher: RuleMatcher) {
    let source = matcher.sources[probe.slot]
    guard probe.family == .domains, source.origin == .field(.domain), source.part == .whole,
      !matcher.lists.domains.lists.hasEnds
    else { return nil }
    wordCount = matcher.lists.wordCount(of: probe.family)
  }

  /// Copies the set of a remembered host, or returns false.
  ///
  /// It changes nothing, and is mutating so that a memory in an array is asked where it stands
  /// instead of being copied.
  ///
  /// - Complexity: O(*n*) in the bytes of the host and the words of the set.
  mutating func recall(_ host: Span<UInt8>, into bits: inout [UInt64], from start: Int) -> Bool {
    guard let number = numbers.number(of: host) else { return false }
    for word in 0..<wordCount { bits[start + word] = sets[number * wordCount + word] }
    return true
  }

  /// Keeps the set of a host, if there is room.
  mutating func keep(_ host: Span<UInt8>, _ bits: [UInt64], from start: Int) {
    guard numbers.count < Self.limit else { return }
    numbers.insert(host, number: numbers.count)
    sets += bits[start..<(start + wordCount)]
  }
}
