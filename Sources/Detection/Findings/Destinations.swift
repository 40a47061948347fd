internal import ByteScan
internal import EventModel

/// Where data went: sums of bytes by destination.
struct Destinations {
  /// By the folded destination.
  private(set) var byteCounts: [[UInt8]: Int128] = [:]

  mutating func add(_ destination: [UInt8], byteCount: Int128) {
    var folded: [UInt8] = []
    TextFolding.fold(destination.span, into: &folded)
    add(folded: folded, byteCount: byteCount)
  }

  /// Adds bytes to a destination that is folded already.
  mutating func add(folded destination: [UInt8], byteCount: Int128) {
    byteCounts[destination, default: 0] += byteCount
  }

  /// Adds the bytes of other events.
  mutating func merge(_ other: Destinations) {
    byteCounts.merge(other.byteCounts, uniquingKeysWith: +)
  }

  /// The destinations, those with most bytes first; equal ones in the order of their bytes.
  var sorted: [String] {
    byteCounts.sorted { a, b in
      a.value != b.value ? a.value > b.value : a.key.lexicographicallyPrecedes(b.key)
    }.map { String(logBytes: $0.key) }
  }
}
