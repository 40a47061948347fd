internal import ByteScan
internal import Glibc

/// Where bytes are written: standard output, standard error, an open file.
package struct OutputDescriptor: Hashable, Sendable {
  /// Where results go.
  package static let standardOutput = OutputDescriptor(number: 1, name: "standard output")
  /// Where messages go.
  package static let standardError = OutputDescriptor(number: 2, name: "standard error")

  let number: Int32
  let name: RawPath

  /// Writes all bytes.
  ///
  /// - Throws: ``SystemError``; `isBrokenPipe` and `isNoSpace` tell the two usual reasons.
  /// - Complexity: O(*n*) in the bytes.
  package func write(_ bytes: Span<UInt8>) throws(SystemError) {
    var offset = 0
    while offset < bytes.count {
      let rest = bytes.extracting(offset..<bytes.count)
      // SAFETY: `write` reads at most the `count` bytes of the buffer.
      let byteCount = unsafe rest.withUnsafeBytes { buffer in
        unsafe Glibc.write(number, buffer.baseAddress, buffer.count)
      }
      if byteCount >= 0 {
        offset += byteCount
      } else if errno == EAGAIN || errno == EWOULDBLOCK {
        var waiting = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        // SAFETY: `poll` reads and writes the one structure.
        _ = unsafe poll(&waiting, 1, -1)
      } else if errno != EINTR {
        throw .last("write", name)
      }
    }
  }

  /// Writes a text as UTF-8.
  ///
  /// - Throws: ``SystemError`` as for bytes.
  package func write(_ text: String) throws(SystemError) {
    let bytes = Array(text.utf8)
    try write(bytes.span)
  }

  /// Whether a person is looking.
  package var isTerminal: Bool { isatty(number) == 1 }

  /// The width of the terminal in columns; `nil` if it is no terminal or does not say.
  package var columnCount: Int? {
    var size = winsize()
    // SAFETY: this request writes one `winsize`.
    guard unsafe ioctl(number, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
