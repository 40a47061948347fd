internal import ByteScan
internal import Digests
internal import SystemBoundary

/// Text that is stored as it is.
struct PlainSource: ByteSource, ~Copyable, Sendable {
  private(set) var stored: StoredSource

  init(_ stored: consuming StoredSource) { self.stored = stored }

  var isCut: Bool { stored.isCut }

  /// Goes on behind bytes that nobody wants to see, and whose digest may be known.
  mutating func pass(_ byteCount: UInt64, after begun: BegunDigest?) {
    stored.pass(byteCount, after: begun)
  }

  mutating func read(into target: inout MutableSpan<UInt8>) -> Int { stored.read(into: &target) }

  /// Reads past a byte order mark at the start.
  mutating func skip(_ byteCount: Int) {
    var dropped = [UInt8](repeating: 0, count: byteCount)
    var left = byteCount
    while left > 0 {
      var all = dropped.mutableSpan
      var room = all._mutatingExtracting(0..<left)
      let count = stored.read(into: &room)
      if count == 0 { return }
      left -= count
    }
  }
}
