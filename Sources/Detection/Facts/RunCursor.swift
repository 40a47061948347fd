internal import SystemBoundary

/// Walks one sorted run of facts, in memory or on disk.
final class RunCursor {
  /// Bytes that hold the record the cursor stands on, and where it begins in them.
  private(set) var bytes: [UInt8] = []
  private(set) var offset = 0
  /// The key of that record.
  private(set) var key: FactKey
  private var source: Source

  private enum Source {
    case memory(FactBuffer, next: Int)
    case file(SpilledFile, window: [UInt8], start: Int, next: UInt64, end: UInt64)
  }

  /// How much of a spilled run is read at a time.
  private static let windowByteCount = 1 << 18

  /// Walks a sorted buffer; `nil` if it is empty.
  init?(_ buffer: FactBuffer) {
    guard let first = buffer.keys.first else { return nil }
    key = first
    source = .memory(buffer, next: 0)
    guard (try? advance()) == true else { return nil }
  }

  /// Walks a stretch of a spill file; `nil` if it is empty.
  init?(_ file: SpilledFile, range: Range<UInt64>) throws(SystemError) {
    guard !range.isEmpty else { return nil }
    key = FactKey(
      recordAt: 0, of: [UInt8](repeating: 0, count: FactRecord.headerByteCount).span)
    source = .file(file, window: [], start: 0, next: range.lowerBound, end: range.upperBound)
    guard try advance() else { return nil }
  }

  /// Steps to the next record; returns `false` at the end.
  func advance() throws(SystemError) -> Bool {
    switch source {
    case .memory(let buffer, let next):
      guard next < buffer.keys.count else { return false }
      key = buffer.keys[next]
      let place = FactBuffer.Place(key)
      bytes = buffer.chunk(place)
      offset = place.offset
      source = .memory(buffer, next: next + 1)
    case .file(let file, var window, var start, var next, let end):
      // The window is taken out of `source` for the time of the change, so that it is not copied.
      source = .file(file, window: [], start: 0, next: next, end: end)
      if window.count - start < 4 {
        guard window.count > start || next < end else { return false }
        try Self.refill(&window, from: start, with: file, next: &next, end: end)
        start = 0
      }
      var reader = RecordReader(window.span, at: start)
      let byteCount = Int(reader.readUInt32())
      while window.count - start < byteCount {
        try Self.refill(&window, from: start, with: file, next: &next, end: end)
        start = 0
      }
      bytes = Array(window[start..<(start + byteCount)])
      source = .file(file, window: window, start: start + byteCount, next: next, end: end)
      key = FactKey(recordAt: 0, of: bytes.span)
    }
    return true
  }

  private static func refill(
    _ window: inout [UInt8], from start: Int, with file: SpilledFile, next: inout UInt64,
    end: UInt64
  ) throws(SystemError) {
    window.removeFirst(start)
    let byteCount = Int(min(UInt64(windowByteCount), end - next))
    var piece = [UInt8](repeating: 0, count: byteCount)
    var target = piece.mutableSpan
    let filled = try file.spool.read(at: next, into: &target)
    // The file is nameless and ours alone: a short read means that the disk lies.
    guard filled == byteCount else {
      throw SystemError(code: 5, operation: "read back spilled facts")
    }
    window += piece
    next += UInt64(byteCount)
  }
}
