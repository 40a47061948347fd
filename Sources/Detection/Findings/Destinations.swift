internal import ByteScan
internal import EventModel

/// Where data went: sums of bytes by destination.
struct Destinations {
  private var byteCounts: [[UInt8]: Int128] = [:]

  mutating func add(_ destination: [UInt8], byteCount: Int64) {
    var folded: [UInt8] = []
    TextFolding.fold(destination.span, into: &folded)
    byteCounts[folded, default: 0] += Int128(byteCount)
  }

  /// The destinations, those with most bytes first; equal ones in the order of their bytes.
  var sorted: [String] {
    byteCounts.sorted { a, b in
      a.value != b.value ? a.value > b.value : a.key.lexicographicallyPrecedes(b.key)
    }.map { String(logBytes: $0.key) }
  }
}
