internal import ByteScan
internal import SystemBoundary

/// The whole lines of one part of a plain regular file.
///
/// The part [start, end) of bytes is moved to line borders in a way that any partition of a file
/// gives each line to exactly one part: it begins after the first line feed at or beyond
/// `start - 1` (or at 0) and goes on to the first line feed at or beyond `end - 1`.
struct SegmentSource: ByteSource, ~Copyable, Sendable {
  private let file: InputFile
  private let end: UInt64
  private let size: UInt64
  private var offset: UInt64
  private var isAtEnd = false
  private let progress: ReadProgress?
  private(set) var notes: [InputNote] = []
  private(set) var isCut = false
  /// The offset in the file of the first byte of the part.
  let firstOffset: UInt64

  /// Opens a part of a file whose first `markByteCount` bytes are the mark of its encoding.
  init(
    _ file: consuming InputFile, segment: Range<UInt64>, skipping markByteCount: UInt64,
    progress: ReadProgress?
  ) throws(SystemError) {
    let size = try file.status().byteCount
    let border = try Self.lineBorder(in: file, from: segment.lowerBound, size: size)
    self.init(
      file: file, end: segment.upperBound, size: size, firstOffset: max(border, markByteCount),
      isEmpty: border >= segment.upperBound, progress: progress)
  }

  private init(
    file: consuming InputFile, end: UInt64, size: UInt64, firstOffset: UInt64, isEmpty: Bool,
    progress: ReadProgress?
  ) {
    self.file = file
    self.end = end
    self.size = size
    self.firstOffset = firstOffset
    self.progress = progress
    offset = firstOffset
    isAtEnd = isEmpty
  }

  /// How many bytes were handed out.
  var byteCount: UInt64 { offset - firstOffset }

  mutating func read(into target: inout MutableSpan<UInt8>) -> Int {
    if isAtEnd { return 0 }
    let wanted = Int(min(UInt64(target.count), size - min(offset, size)))
    if wanted == 0 {
      isAtEnd = true
      return 0
    }
    var byteCount = 0
    do throws(SystemError) {
      var room = target._mutatingExtracting(0..<wanted)
      byteCount = try file.read(into: &room, at: offset)
      if byteCount == 0 {
        fail(.shrankWhileReading, "\(size - offset) bytes were gone")
        return 0
      }
    } catch {
      fail(.readFailed, InputDiscovery.note(for: error).detail)
      return 0
    }
    let after = offset + UInt64(byteCount)
    if after >= end {
      let from = Int(max(offset, end - 1) - offset)
      if let lineFeed = target.span.extracting(0..<byteCount).firstOffset(of: 0x0A, from: from) {
        byteCount = lineFeed + 1
        isAtEnd = true
      }
    }
    offset += UInt64(byteCount)
    progress?.add(byteCount)
    return byteCount
  }

  private mutating func fail(_ code: InputCode, _ detail: String) {
    notes.append(InputNote(code, detail, storedOffset: offset))
    isCut = true
    isAtEnd = true
  }

  private static func lineBorder(
    in file: borrowing InputFile, from start: UInt64, size: UInt64
  ) throws(SystemError) -> UInt64 {
    guard start > 0 else { return 0 }
    var offset = start - 1
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while offset < size {
      var room = piece.mutableSpan
      let byteCount = try file.read(into: &room, at: offset)
      if byteCount == 0 { break }
      if let lineFeed = piece.span.extracting(0..<byteCount).firstOffset(of: 0x0A) {
        return offset + UInt64(lineFeed) + 1
      }
      offset += UInt64(byteCount)
    }
    return max(size, start)
  }
}
