package import ByteScan
internal import Digests
internal import Synchronization
internal import SystemBoundary

/// A source of stored bytes that may be gone back in.
package protocol StoredBytes: ByteSource, ~Copyable {
  /// Goes back to an offset that was read before; false if that can't be done.
  mutating func rewind(to offset: UInt64) -> Bool
  /// The offset of the next byte.
  var offset: UInt64 { get }
}

/// The bytes of a file or of standard input as they are stored.
///
/// A regular file is read to the size it had when it was opened, with offsets of our own: what is
/// appended meanwhile is left to the next run, and said.
struct StoredSource: StoredBytes, ~Copyable, Sendable {
  private let file: InputFile
  /// The size at the time of opening; `nil` for a stream.
  let sizeAtOpening: UInt64?
  /// Whether the end is known from elsewhere, so that growing past it says nothing.
  private let isLimited: Bool
  private(set) var offset: UInt64 = 0
  private(set) var notes: [InputNote] = []
  private(set) var isCut = false
  private var isAtEnd = false
  private var hasher: SHA256Hasher?
  private var hashedByteCount: UInt64 = 0
  private let progress: ReadProgress?
  /// The first bytes, once read to see what the content is; kept to be read again.
  private var prefix: [UInt8] = []

  /// Opens stored bytes; of a limited file those behind the limit are not ours.
  init(
    _ file: consuming InputFile, limit: UInt64? = nil, hashes: Bool, progress: ReadProgress?
  ) throws(SystemError) {
    let status = try file.status()
    if status.kind == .directory {
      throw .directory("read", file.path)
    }
    let isSized = status.kind == .regular && !file.isStandardInput
    let size = isSized ? status.byteCount : nil
    self.init(
      file: file, sizeAtOpening: limit ?? size, isLimited: limit != nil, hashes: hashes,
      progress: progress)
  }

  private init(
    file: consuming InputFile, sizeAtOpening: UInt64?, isLimited: Bool, hashes: Bool,
    progress: ReadProgress?
  ) {
    if sizeAtOpening != nil { file.expectSequentialReading() }
    self.file = file
    self.sizeAtOpening = sizeAtOpening
    self.isLimited = isLimited
    hasher = hashes ? SHA256Hasher() : nil
    self.progress = progress
  }

  /// The digest of all bytes; `nil` if it was not asked for or if some were not read.
  var digest: SHA256Digest? { isAtEnd && !isCut ? hasher?.digest : nil }

  /// The first bytes of the stream, at most `byteCount`; reading starts with them all the same.
  mutating func peek(_ byteCount: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: byteCount)
    var filled = 0
    while filled < byteCount {
      var all = bytes.mutableSpan
      var rest = all._mutatingExtracting(filled..<byteCount)
      let count = fetch(into: &rest)
      if count == 0 { break }
      filled += count
      offset += UInt64(count)
    }
    offset = 0
    isAtEnd = false
    prefix = Array(bytes[..<filled])
    return prefix
  }

  mutating func read(into target: inout MutableSpan<UInt8>) -> Int {
    var byteCount: Int
    if offset < UInt64(prefix.count) {
      let start = Int(offset)
      byteCount = min(target.count, prefix.count - start)
      target.copy(prefix.span.extracting(start..<(start + byteCount)), at: 0)
    } else {
      byteCount = fetch(into: &target)
      if byteCount == 0 {
        if !isAtEnd { closeAccount() }
        return 0
      }
    }
    hash(target.span, byteCount)
    offset += UInt64(byteCount)
    progress?.add(byteCount)
    return byteCount
  }

  mutating func rewind(to offset: UInt64) -> Bool {
    guard sizeAtOpening != nil, offset <= self.offset else { return false }
    self.offset = offset
    isAtEnd = false
    return true
  }

  /// Goes on behind bytes that nobody wants to see.
  ///
  /// They are not hashed: there is a digest of all bytes only where that of these is known, and no other
  /// ones stand before them.
  mutating func pass(_ byteCount: UInt64, after begun: BegunDigest?) {
    if byteCount == 0 { return }
    hasher = offset == 0 && hasher != nil ? begun?.hasher : nil
    offset += byteCount
    hashedByteCount = offset
  }

  private mutating func fetch(into target: inout MutableSpan<UInt8>) -> Int {
    if isCut { return 0 }
    do throws(SystemError) {
      guard let sizeAtOpening else { return try file.read(into: &target) }
      let left = sizeAtOpening - min(offset, sizeAtOpening)
      if left == 0 { return 0 }
      let wanted = Int(min(UInt64(target.count), left))
      var room = target._mutatingExtracting(0..<wanted)
      return try file.read(into: &room, at: offset)
    } catch {
      isCut = true
      let note = InputDiscovery.note(for: error)
      notes.append(InputNote(.readFailed, note.detail, storedOffset: offset))
      return 0
    }
  }

  private mutating func closeAccount() {
    isAtEnd = true
    guard let sizeAtOpening, !isCut else { return }
    if offset < sizeAtOpening {
      isCut = true
      notes.append(
        InputNote(
          .shrankWhileReading, "\(sizeAtOpening - offset) bytes were gone", storedOffset: offset))
    } else if !isLimited, let now = try? file.status().byteCount, now > sizeAtOpening {
      notes.append(
        InputNote(.grew, "\(now - sizeAtOpening) bytes were appended", storedOffset: sizeAtOpening))
    }
  }

  /// Hashes what was not hashed before: after a rewind the same bytes come again.
  private mutating func hash(_ bytes: Span<UInt8>, _ byteCount: Int) {
    guard hasher != nil, offset + UInt64(byteCount) > hashedByteCount else { return }
    let known = Int(hashedByteCount - min(offset, hashedByteCount))
    hasher?.add(bytes.extracting(known..<byteCount))
    hashedByteCount = offset + UInt64(byteCount)
  }
}

/// How many stored bytes were read so far, for a display that looks from another thread.
package final class ReadProgress: Sendable {
  private let count = Atomic<UInt64>(0)
  /// Creates a count of zero.
  package init() {}

  /// The bytes so far.
  package var storedByteCount: UInt64 { count.load(ordering: .relaxed) }

  func add(_ byteCount: Int) { count.wrappingAdd(UInt64(byteCount), ordering: .relaxed) }
}
