internal import ByteScan
internal import Glibc

/// Why bytes could not be brought into UTF-8.
package enum TranscodeError: Error, Hashable, Sendable {
  /// The C library does not know the encoding.
  case unknownEncoding(String)
  /// The bytes at an offset are not text of the encoding, or end within a character.
  case invalid(byteOffset: Int)
}

/// Brings text of one encoding into UTF-8.
///
/// Names are those of the C library: `CP932` (not the strict `SHIFT_JIS`), `EUC-JP-MS`,
/// `ISO-2022-JP`, `UTF-16LE`. One value is for one thread at a time, and may be used again.
@safe
package struct Transcoder: ~Copyable {
  private let descriptor: iconv_t
  private static var failure: iconv_t? { unsafe iconv_t(bitPattern: -1) }

  /// Creates a transcoder.
  ///
  /// - Throws: ``TranscodeError`` `unknownEncoding`.
  package init(from encoding: String) throws(TranscodeError) {
    // SAFETY: `iconv_open` reads the two C strings.
    guard let opened = unsafe iconv_open("UTF-8", encoding), unsafe opened != Self.failure else {
      throw .unknownEncoding(encoding)
    }
    unsafe descriptor = opened
  }

  deinit { unsafe _ = iconv_close(descriptor) }

  /// Returns the text as UTF-8.
  ///
  /// - Throws: ``TranscodeError`` `invalid` at the first byte that is no text; nothing is replaced.
  /// - Complexity: O(*n*) in the bytes.
  package func transcode(_ bytes: Span<UInt8>) throws(TranscodeError) -> [UInt8] {
    // SAFETY: a call without buffers puts the descriptor back to its first state.
    unsafe _ = iconv(descriptor, nil, nil, nil, nil)
    var text: [UInt8] = []
    var piece = [CChar](repeating: 0, count: max(64, bytes.count * 2))
    var done = 0
    while true {
      let (code, consumed, produced) = step(bytes.extracting(done..<bytes.count), into: &piece)
      done += consumed
      text.append(contentsOf: piece[..<produced].lazy.map { UInt8(bitPattern: $0) })
      if code == 0 { return text }
      if code != E2BIG { throw .invalid(byteOffset: done) }
    }
  }

  private func step(
    _ bytes: Span<UInt8>, into piece: inout [CChar]
  ) -> (code: Int32, consumed: Int, produced: Int) {
    // SAFETY: `iconv` reads `inLeft` bytes (never writes them, whatever its type says) and writes
    // at most `outLeft`.
    unsafe bytes.withUnsafeBytes { source in
      unsafe piece.withUnsafeMutableBufferPointer { target in
        var input = unsafe UnsafeMutableRawPointer(mutating: source.baseAddress)?
          .assumingMemoryBound(to: CChar.self)
        var output = target.baseAddress
        var inLeft = source.count
        var outLeft = target.count
        if unsafe source.isEmpty { return (0, 0, 0) }
        let result = unsafe iconv(descriptor, &input, &inLeft, &output, &outLeft)
        return (result == -1 ? errno : 0, source.count - inLeft, target.count - outLeft)
      }
    }
  }

  /// Returns text of a named encoding as UTF-8, for a single use.
  ///
  /// - Throws: ``TranscodeError``.
  package static func transcode(
    _ bytes: Span<UInt8>, from encoding: String
  ) throws(TranscodeError) -> [UInt8] {
    try Transcoder(from: encoding).transcode(bytes)
  }
}
