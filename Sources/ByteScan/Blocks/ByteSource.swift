/// A stream of bytes that is read once, front to back.
///
/// A source keeps its own account of what went wrong; to its reader it only ends.
package protocol ByteSource: ~Copyable {
  /// Fills the front of `target` and returns how many bytes it wrote; zero means the end.
  ///
  /// `target` is never empty. Once the end was told, it is told again.
  mutating func read(into target: inout MutableSpan<UInt8>) -> Int

  /// Whether the stream ended before its real end, so that a last line without line feed is torn.
  ///
  /// Meaningful only after ``read(into:)`` has told the end.
  var isCut: Bool { get }

  /// The offset in the whole stream of a byte that was handed out as the `count`th.
  ///
  /// They differ where a source keeps bytes back, such as the mark of an encoding.
  func streamOffset(ofHandedOut count: UInt64) -> UInt64
}

extension ByteSource where Self: ~Copyable {
  /// The same offset: nothing is kept back.
  package func streamOffset(ofHandedOut count: UInt64) -> UInt64 { count }
}

/// A source over bytes in memory, which hands out at most `pieceByteCount` bytes at a time.
package struct MemorySource: ByteSource {
  private let bytes: [UInt8]
  private let pieceByteCount: Int
  private var offset = 0
  /// Whether the stream pretends to have ended before its real end.
  package let isCut: Bool

  /// Creates a source of the given bytes.
  package init(_ bytes: [UInt8], pieceByteCount: Int = .max, isCut: Bool = false) {
    self.bytes = bytes
    self.pieceByteCount = pieceByteCount
    self.isCut = isCut
  }

  /// Hands out the next bytes, at most one piece of them.
  package mutating func read(into target: inout MutableSpan<UInt8>) -> Int {
    let byteCount = min(target.count, pieceByteCount, bytes.count - offset)
    target.copy(bytes.span.extracting(offset..<(offset + byteCount)), at: 0)
    offset += byteCount
    return byteCount
  }
}

extension MutableSpan<UInt8> {
  /// Copies bytes into this span at an offset; they must fit.
  ///
  /// - Complexity: O(*n*) in the bytes copied.
  @_lifetime(self: copy self)
  package mutating func copy(_ bytes: Span<UInt8>, at offset: Int) {
    precondition(offset >= 0 && offset + bytes.count <= count, "the bytes do not fit")
    // SAFETY: the destination range was just checked, and a span never overlaps storage that is
    // being mutated.
    unsafe withUnsafeMutableBytes { target in
      unsafe bytes.withUnsafeBytes { source in
        guard let to = target.baseAddress, let from = source.baseAddress else { return }
        unsafe (to + offset).copyMemory(from: from, byteCount: source.count)
      }
    }
  }
}
