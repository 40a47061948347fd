internal import ByteScan
internal import Glibc
internal import Synchronization

/// Writes a file so that its readers see the old content or the new, never a part.
///
/// The bytes go to a temporary file beside the target, readable by its owner alone; ``commit()``
/// makes them durable and renames it into place. A device, a pipe, a socket or a symbolic link is
/// never renamed over: such a target is written directly. Without a commit nothing is left behind.
package struct AtomicFileWriter: ~Copyable {
  private let target: RawPath
  /// `nil` when the target is written directly.
  private let temporary: RawPath?
  private let output: OutputDescriptor
  private var buffer: [UInt8] = []
  private var isOpen = true
  private static let serial = Atomic<Int>(0)
  private static let bufferByteCount = 64 << 10

  /// Starts to write a file.
  ///
  /// - Throws: ``SystemError`` when the target is a directory or can't be written beside.
  package init(replacing target: RawPath) throws(SystemError) {
    let (descriptor, temporary) = try Self.open(target)
    self.init(target: target, temporary: temporary, descriptor: descriptor)
  }

  /// Starts to write a file that keeps its permissions and, where the system allows it, its owner.
  ///
  /// This is for texts that others read too; reports are for their owner. Symbolic links stay, and
  /// what they lead to is replaced.
  ///
  /// - Throws: ``SystemError`` when the target does not exist, is a directory or can't be written beside.
  package init(updating path: RawPath) throws(SystemError) {
    let target = try path.resolved()
    let status = try FileStatus.of(target)
    let (descriptor, temporary) = try Self.open(target)
    if let temporary {
      // Only the owner of both, or root, may; without it the writer becomes the owner.
      _ = fchown(descriptor, status.owner, status.group)
      guard fchmod(descriptor, status.permissions) == 0 else {
        let error = SystemError.last("set rights of", target)
        _ = close(descriptor)
        Self.remove(temporary)
        throw error
      }
    }
    self.init(target: target, temporary: temporary, descriptor: descriptor)
  }

  private init(target: RawPath, temporary: RawPath?, descriptor: Int32) {
    self.target = target
    self.temporary = temporary
    output = OutputDescriptor(number: descriptor, name: target)
  }

  private static func open(
    _ target: RawPath
  ) throws(SystemError) -> (descriptor: Int32, temporary: RawPath?) {
    var isReplaceable = true
    do throws(SystemError) {
      let status = try FileStatus.ofLink(target)
      if status.kind == .directory {
        throw .directory("write", target)
      }
      isReplaceable = status.kind == .regular
    } catch {
      guard error.isNotFound else { throw error }
    }
    let path: RawPath
    let flags: Int32
    if isReplaceable {
      let number = Self.serial.wrappingAdd(1, ordering: .relaxed).newValue
      path = target.directory.appending(".exfil-\(getpid())-\(number).partial")
      flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
    } else {
      path = target
      flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY
    }
    // SAFETY: `open` reads the C string.
    let descriptor = unsafe path.withCString { unsafe Glibc.open($0, flags, 0o600) }
    guard descriptor >= 0 else { throw .last("create", target) }
    return (descriptor, isReplaceable ? path : nil)
  }

  deinit {
    if isOpen {
      _ = close(output.number)
      if let temporary { Self.remove(temporary) }
    }
  }

  /// Appends bytes.
  ///
  /// - Throws: ``SystemError``; the target is untouched then.
  package mutating func write(_ bytes: Span<UInt8>) throws(SystemError) {
    if buffer.count + bytes.count > Self.bufferByteCount { try flush() }
    if bytes.count > Self.bufferByteCount {
      try output.write(bytes)
    } else {
      buffer.append(copying: bytes)
    }
  }

  /// Appends a text as UTF-8.
  ///
  /// - Throws: ``SystemError``; the target is untouched then.
  package mutating func write(_ text: String) throws(SystemError) {
    let bytes = Array(text.utf8)
    try write(bytes.span)
  }

  /// Makes the content durable and puts it into its place.
  ///
  /// - Throws: ``SystemError``; the previous content still stands then.
  package consuming func commit() throws(SystemError) { try finish(as: target) }

  /// Puts what there is into place beside the target, with `.partial` after its name.
  ///
  /// - Throws: ``SystemError``; nothing is left behind then.
  package consuming func commitPartial() throws(SystemError) {
    try finish(as: RawPath(target.bytes + Array(".partial".utf8)))
  }

  private consuming func finish(as name: RawPath) throws(SystemError) {
    try flush()
    let isDurable = fsync(output.number) == 0
    // Devices and pipes have nothing to make durable and say so.
    if !isDurable && temporary != nil { throw .last("make durable", target) }
    isOpen = false
    guard close(output.number) == 0 else {
      let error = SystemError.last("close", target)
      if let temporary { Self.remove(temporary) }
      throw error
    }
    guard let temporary else { return }
    // SAFETY: `rename` reads the two C strings.
    let result = unsafe temporary.withCString { from in
      unsafe name.withCString { to in unsafe rename(from, to) }
    }
    if result != 0 {
      let error = SystemError.last("rename", name)
      Self.remove(temporary)
      throw error
    }
    try Self.makeDurable(directory: name.directory)
  }

  private mutating func flush() throws(SystemError) {
    if buffer.isEmpty { return }
    try output.write(buffer.span)
    buffer.removeAll(keepingCapacity: true)
  }

  private static func remove(_ path: RawPath) {
    // SAFETY: `unlink` reads the C string.
    _ = unsafe path.withCString { unsafe unlink($0) }
  }

  private static func makeDurable(directory: RawPath) throws(SystemError) {
    // SAFETY: `open` reads the C string.
    let descriptor = unsafe directory.withCString {
      unsafe Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard descriptor >= 0 else { throw .last("open directory", directory) }
    defer { _ = close(descriptor) }
    // Some file systems can't do it for a directory (EINVAL); the rename itself has happened.
    if fsync(descriptor) != 0 && errno != EINVAL { throw .last("make durable", directory) }
  }
}
