internal import ByteScan
internal import Glibc

/// A nameless temporary file for what does not fit into memory: appended to, and read anywhere.
///
/// It lies in `$TMPDIR`, else in `/tmp`, readable by its owner alone, and is gone with the process.
package struct SpoolFile: ~Copyable, Sendable {
  private let descriptor: Int32
  private let directory: RawPath
  private var buffer: [UInt8] = []
  private var writtenByteCount: UInt64 = 0
  private let bufferByteCount: Int

  /// Creates an empty spool; writes are gathered into pieces of `bufferByteCount` bytes.
  ///
  /// - Throws: ``SystemError`` when no file can be made there.
  package init(bufferByteCount: Int = 256 << 10) throws(SystemError) {
    let directory = ProcessEnvironment.value(of: "TMPDIR").map { RawPath($0) } ?? "/tmp"
    // `O_TMPFILE`, which the C library shows to GNU programs only.
    let nameless: Int32 = 0o20_000_000 | O_DIRECTORY
    // SAFETY: `open` reads the C string.
    var opened = unsafe directory.withCString {
      unsafe open($0, nameless | O_RDWR | O_CLOEXEC, 0o600)
    }
    if opened < 0 {
      // Some file systems can't do that: make a name and take it away at once.
      var template =
        directory.appending("exfil-XXXXXX").bytes.map { CChar(bitPattern: $0) } + [0]
      // SAFETY: `mkstemp` writes into the template, which ends with NUL; `unlink` reads it.
      opened = unsafe template.withUnsafeMutableBufferPointer { name in
        guard let base = name.baseAddress else { return -1 }
        let made = unsafe mkstemp(base)
        if made >= 0 {
          unsafe _ = unlink(base)
          _ = fcntl(made, F_SETFD, FD_CLOEXEC)
        }
        return made
      }
    }
    guard opened >= 0 else { throw .last("create temporary file", directory) }
    self.init(descriptor: opened, directory: directory, bufferByteCount: bufferByteCount)
  }

  private init(descriptor: Int32, directory: RawPath, bufferByteCount: Int) {
    self.descriptor = descriptor
    self.directory = directory
    self.bufferByteCount = bufferByteCount
  }

  deinit { _ = close(descriptor) }

  /// How many bytes the spool holds.
  package var byteCount: UInt64 { writtenByteCount + UInt64(buffer.count) }

  /// Appends bytes and returns the offset at which they stand.
  ///
  /// - Throws: ``SystemError``, `isNoSpace` when the disk is full.
  package mutating func append(_ bytes: Span<UInt8>) throws(SystemError) -> UInt64 {
    let offset = byteCount
    if buffer.count + bytes.count > bufferByteCount { try flush() }
    if bytes.count > bufferByteCount {
      try OutputDescriptor(number: descriptor, name: directory).write(bytes)
      writtenByteCount += UInt64(bytes.count)
    } else {
      buffer.append(copying: bytes)
    }
    return offset
  }

  /// Writes out what is still gathered in memory, so that ``read(at:into:)`` finds it.
  ///
  /// - Throws: ``SystemError``, `isNoSpace` when the disk is full.
  package mutating func flush() throws(SystemError) {
    if buffer.isEmpty { return }
    try OutputDescriptor(number: descriptor, name: directory).write(buffer.span)
    writtenByteCount += UInt64(buffer.count)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes out what is still gathered, and gives back the memory in which it was: what was written
  /// is only read from now on.
  ///
  /// - Throws: ``SystemError``, `isNoSpace` when the disk is full.
  package mutating func finish() throws(SystemError) {
    try flush()
    buffer = []
  }

  /// Fills the front of `target` from an offset and returns how many bytes there were.
  ///
  /// Only flushed bytes are found. Several threads may read at once.
  ///
  /// - Throws: ``SystemError`` when the system refuses the read.
  package func read(
    at offset: UInt64, into target: inout MutableSpan<UInt8>
  ) throws(SystemError) -> Int {
    var filled = 0
    let wanted = target.count
    while filled < wanted {
      let start = filled
      // SAFETY: `pread` writes at most `wanted - start` bytes, the rest of the buffer.
      let byteCount = unsafe target.withUnsafeMutableBytes { buffer in
        unsafe pread(
          descriptor, buffer.baseAddress.map { unsafe $0 + start }, wanted - start,
          off_t(offset) + off_t(start))
      }
      if byteCount == 0 { break }
      if byteCount > 0 {
        filled += byteCount
      } else if errno != EINTR {
        throw .last("read temporary file", directory)
      }
    }
    return filled
  }

  /// Appends values as they lie in memory.
  ///
  /// - Throws: ``SystemError``, `isNoSpace` when the disk is full.
  package mutating func append<Value: BitwiseCopyable>(
    values: Span<Value>
  ) throws(SystemError) {
    // SAFETY: the bytes are those of the values, and are only read while they are there.
    let failure: SystemError? = unsafe values.withUnsafeBytes { bytes in
      do throws(SystemError) {
        _ = try append(unsafe Span<UInt8>(_unsafeBytes: bytes))
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  /// Reads values back that were appended and flushed.
  ///
  /// - Parameters:
  ///   - type: What they are.
  ///   - count: How many there are.
  ///   - offset: Where they begin; afterwards where they end.
  /// - Returns: So many values.
  /// - Throws: ``SystemError`` when the system refuses the read, or there are not so many.
  package func values<Value: BitwiseCopyable>(
    _ type: Value.Type, _ count: Int, at offset: inout UInt64
  ) throws(SystemError) -> [Value] {
    var failure: SystemError?
    let byteCount = count * MemoryLayout<Value>.stride
    // SAFETY: the storage is filled whole before it counts as values, which any bytes are that were values.
    let values = unsafe [Value](unsafeUninitializedCapacity: count) { storage, filled in
      var target = unsafe MutableSpan<UInt8>(
        _unsafeBytes: UnsafeMutableRawBufferPointer(storage))
      do throws(SystemError) {
        guard try read(at: offset, into: &target) == byteCount else {
          throw SystemError(code: 5, operation: "read back spilled facts")
        }
        filled = count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    offset += UInt64(byteCount)
    return values
  }
}
