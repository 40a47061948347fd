internal import ByteScan
internal import Glibc

/// An open file that is only read.
///
/// The descriptor is closed at the end of the value's life. Access times are left alone where the
/// system lets us, for an archive may be evidence.
package struct InputFile: ~Copyable, Sendable {
  private let descriptor: Int32
  private let ownsDescriptor: Bool
  /// The path as given; `-` for standard input.
  package let path: RawPath
  /// Whether this is standard input, which may stand anywhere in a file.
  package var isStandardInput: Bool { !ownsDescriptor }

  /// Opens a file for reading; the way to it may lead over symbolic links.
  ///
  /// - Throws: ``SystemError`` when the file can't be opened.
  package init(opening path: RawPath) throws(SystemError) {
    let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY
    // SAFETY: `open` reads the C string.
    var opened = unsafe path.withCString { unsafe open($0, flags | Self.noAccessTime) }
    if opened < 0 && errno == EPERM {
      // Only the owner may ask for it.
      opened = unsafe path.withCString { unsafe open($0, flags) }
    }
    guard opened >= 0 else { throw .last("open", path) }
    descriptor = opened
    ownsDescriptor = true
    self.path = path
  }

  /// Standard input, which is not closed.
  package static var standardInput: InputFile { InputFile(descriptor: 0, path: "-") }

  private init(descriptor: Int32, path: RawPath) {
    self.descriptor = descriptor
    ownsDescriptor = false
    self.path = path
  }

  deinit { if ownsDescriptor { _ = close(descriptor) } }

  /// `O_NOATIME`, which the C library shows to GNU programs only.
  private static let noAccessTime: Int32 = 0o1_000_000

  /// What the open file is.
  ///
  /// - Throws: ``SystemError`` when the system can't tell.
  package func status() throws(SystemError) -> FileStatus {
    var raw = stat()
    // SAFETY: `fstat` writes one `stat`.
    guard unsafe fstat(descriptor, &raw) == 0 else { throw .last("look at", path) }
    return FileStatus(raw)
  }

  /// Reads on from where the last read ended.
  ///
  /// Zero bytes mean the end. While a pipe is silent, an ``Interruption`` is noticed within a
  /// fifth of a second.
  ///
  /// - Throws: ``SystemError`` when the system refuses the read, or when the process was asked to
  ///   stop while it waited.
  package func read(into target: inout MutableSpan<UInt8>) throws(SystemError) -> Int {
    try waitForInput()
    return try readWithoutWaiting(into: &target)
  }

  private func readWithoutWaiting(
    into target: inout MutableSpan<UInt8>
  ) throws(SystemError) -> Int {
    while true {
      // SAFETY: `read` writes at most the `count` bytes of the buffer.
      let byteCount = unsafe target.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      }
      if byteCount >= 0 { return byteCount }
      if errno != EINTR { throw .last("read", path) }
    }
  }

  private func waitForInput() throws(SystemError) {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    // SAFETY: `poll` reads and writes the one structure.
    while unsafe poll(&waiting, 1, 200) <= 0 {
      if Interruption.signalNumber != nil {
        throw SystemError(code: EINTR, operation: "read", path: path)
      }
    }
  }

  /// Reads at an offset without moving on; zero bytes mean that the file ends before it.
  ///
  /// - Throws: ``SystemError`` when the system refuses the read, as it does for a pipe.
  package func read(
    into target: inout MutableSpan<UInt8>, at offset: UInt64
  ) throws(SystemError) -> Int {
    while true {
      // SAFETY: `pread` writes at most the `count` bytes of the buffer.
      let byteCount = unsafe target.withUnsafeMutableBytes { buffer in
        unsafe pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      }
      if byteCount >= 0 { return byteCount }
      if errno != EINTR { throw .last("read", path) }
    }
  }

  /// Tells the system that the file will be read front to back, so that it may read ahead.
  package func expectSequentialReading() {
    _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
  }

  /// Reads a whole file.
  ///
  /// - Returns: The bytes, or `nil` if there are more than `limit`.
  /// - Throws: ``SystemError`` when the file can't be opened or read.
  package static func contents(
    of path: RawPath, limit: Int = 64 << 20
  ) throws(SystemError) -> [UInt8]? {
    let file = try InputFile(opening: path)
    var bytes: [UInt8] = []
    // What the file is said to hold, if it is said at all, so that the bytes are moved only once.
    let status = try file.status()
    let expected = min(Int(clamping: status.byteCount), limit)
    bytes.reserveCapacity(expected)
    var piece = [UInt8](repeating: 0, count: min(max(expected + 1, 4 << 10), 64 << 10))
    while true {
      var target = piece.mutableSpan
      let byteCount =
        status.kind == .regular
        ? try file.readWithoutWaiting(into: &target) : try file.read(into: &target)
      if byteCount == 0 { return bytes }
      if bytes.count + byteCount > limit { return nil }
      bytes.append(copying: piece.span.extracting(0..<byteCount))
    }
  }
}
