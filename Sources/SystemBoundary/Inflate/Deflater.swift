internal import ByteScan
internal import CZlib

/// Makes raw deflate streams; for gzip that we write ourselves.
package enum Deflater {
  /// How the stream ends.
  package enum End: Hashable, Sendable {
    /// With the mark of the last block.
    case finished
    /// At a byte border, as a writer that is still alive leaves it.
    case flushed
  }

  /// Compresses bytes into one raw deflate stream.
  ///
  /// - Parameters:
  ///   - bytes: What to compress.
  ///   - level: 0 (stored) … 9 (small).
  ///   - end: Whether the stream is finished.
  /// - Returns: The stream.
  /// - Complexity: O(*n*) in the bytes.
  package static func deflate(
    _ bytes: Span<UInt8>, level: Int = 6, end: End = .finished
  ) -> [UInt8] {
    var stream = unsafe z_stream()
    // SAFETY: zlib reads `avail_in` and writes at most `avail_out` bytes, and the output array has
    // the room that `deflateBound` asks for, plus that of a flush marker.
    guard
      unsafe deflateInit2_(
        &stream, Int32(level), Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return [] }
    defer { unsafe _ = deflateEnd(&stream) }
    var output = unsafe [UInt8](
      repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 64)
    let byteCount = unsafe output.withUnsafeMutableBufferPointer { target in
      unsafe bytes.withUnsafeBufferPointer { source in
        unsafe stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        unsafe stream.avail_in = UInt32(source.count)
        unsafe stream.next_out = target.baseAddress
        unsafe stream.avail_out = UInt32(target.count)
        unsafe _ = CZlib.deflate(&stream, end == .finished ? Z_FINISH : Z_SYNC_FLUSH)
        return unsafe target.count - Int(stream.avail_out)
      }
    }
    return Array(output[..<byteCount])
  }
}
