internal import SystemBoundary

/// Walks one sorted run of facts, in memory or on disk.
final class RunCursor {
  /// The key of the record that the cursor stands on.
  private(set) var key: FactKey
  /// A run in memory, and the number of the record after this one.
  private let buffer: FactBuffer
  private var next = 0
  private var file: FileRun?

  /// A run on disk, and the record that the cursor stands on.
  private struct FileRun {
    let file: SpilledFile
    var record: [UInt8] = []
    var window: [UInt8] = []
    var start = 0
    var next: UInt64
    let end: UInt64
  }

  /// How much of a spilled run is read at a time.
  private static let windowByteCount = 1 << 18

  /// Walks a sorted buffer; `nil` if it is empty.
  init?(_ buffer: FactBuffer) {
    guard let first = buffer.keys.first else { return nil }
    self.buffer = buffer
    key = first
    next = 1
  }

  /// Walks a stretch of a spill file; `nil` if it is empty.
  init?(_ file: SpilledFile, range: Range<UInt64>) throws(SystemError) {
    guard !range.isEmpty else { return nil }
    buffer = FactBuffer()
    key = FactKey(
      recordAt: 0, of: [UInt8](repeating: 0, count: FactRecord.headerByteCount).span)
    self.file = FileRun(file: file, next: range.lowerBound, end: range.upperBound)
    guard try advance() else { return nil }
  }

  /// Appends the record that the cursor stands on.
  func append(to records: inout SubjectRecords) {
    if let file { return records.append(file.record.span) }
    buffer.append(recordOf: key, to: &records)
  }

  /// Bytes that hold the record the cursor stands on, and where it begins in them.
  var place: (bytes: [UInt8], offset: Int) {
    if let file { return (file.record, 0) }
    let place = FactBuffer.Place(key)
    return (buffer.chunk(place), place.offset)
  }

  /// Steps to the next record; returns `false` at the end.
  func advance() throws(SystemError) -> Bool {
    guard var run = file.take() else {
      guard next < buffer.keys.count else { return false }
      key = buffer.keys[next]
      next += 1
      return true
    }
    defer { file = run }
    if run.window.count - run.start < 4 {
      guard run.window.count > run.start || run.next < run.end else { return false }
      try Self.refill(&run)
    }
    var reader = RecordReader(run.window.span, at: run.start)
    let byteCount = Int(reader.readUInt32())
    while run.window.count - run.start < byteCount { try Self.refill(&run) }
    run.record = Array(run.window[run.start..<(run.start + byteCount)])
    run.start += byteCount
    key = FactKey(recordAt: 0, of: run.record.span)
    return true
  }

  private static func refill(_ run: inout FileRun) throws(SystemError) {
    run.window.removeFirst(run.start)
    run.start = 0
    let byteCount = Int(min(UInt64(windowByteCount), run.end - run.next))
    var piece = [UInt8](repeating: 0, count: byteCount)
    var target = piece.mutableSpan
    let filled = try run.file.spool.read(at: run.next, into: &target)
    // The file is nameless and ours alone: a short read means that the disk lies.
    guard filled == byteCount else {
      throw SystemError(code: 5, operation: "read back spilled facts")
    }
    run.window += piece
    run.next += UInt64(byteCount)
  }
}
