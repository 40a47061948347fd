internal import SystemBoundary

/// Walks one sorted run of facts, in memory or on disk.
final class RunCursor {
  /// The key of the record that the cursor stands on.
  private(set) var key: FactKey
  /// A run in memory, its keys in order, and the number of the key after this one.
  private let buffer: FactBuffer
  private let keys: [FactKey]
  private var next = 0
  /// The numbers of the keys with which another subject begins, and how many of them were passed.
  private let subjectStarts: [Int]
  private var subjectCount = 0
  /// Whether the record may be of another subject than the one before it; not known on disk.
  private(set) var mayBeginSubject = true
  private var file: FileRun?

  /// A run on disk.
  private struct FileRun {
    let file: SpilledFile
    /// Bytes of the run: the record that the cursor stands on, and after it those in `ahead`.
    var window: [UInt8]
    var record = 0..<0
    var ahead = 0..<0
    /// What of the run has not been read yet.
    var unread: Range<UInt64>
  }

  /// How much of a spilled run is read at a time if `runCount` of them are walked together: many
  /// runs must not take more memory than few.
  static func windowByteCount(runCount: Int) -> Int {
    min(max((2 << 20) / max(runCount, 1), 16 << 10), 256 << 10)
  }

  /// Walks a buffer in order; `nil` if it is empty.
  ///
  /// - Parameters:
  ///   - buffer: The records.
  ///   - choice: Of whom.
  /// - Complexity: O(*n* log *n*) in its records, which are sorted here.
  init?(_ buffer: FactBuffer, of choice: SubjectChoice = .everybody) {
    (keys, subjectStarts) = buffer.sortedSubjects(of: choice)
    guard let first = keys.first else { return nil }
    self.buffer = buffer
    key = first
    next = 1
    subjectCount = 1
  }

  /// Walks a stretch of a spill file, `windowByteCount` at a time; `nil` if it is empty.
  init?(
    _ file: SpilledFile, range: Range<UInt64>, windowByteCount: Int
  ) throws(SystemError) {
    guard !range.isEmpty else { return nil }
    buffer = FactBuffer()
    keys = []
    subjectStarts = []
    key = FactKey(
      recordAt: 0, of: [UInt8](repeating: 0, count: FactRecord.headerByteCount).span)
    self.file = FileRun(
      file: file, window: [UInt8](repeating: 0, count: windowByteCount), unread: range)
    guard try advance() else { return nil }
  }

  /// Appends the record that the cursor stands on.
  func append(to records: inout SubjectRecords) {
    if let file { return records.append(file.window.span.extracting(file.record)) }
    buffer.append(recordOf: key, to: &records)
  }

  /// Appends the records of the subject that the cursor stands on, and steps behind them.
  ///
  /// - Returns: Whether a record is left; `nil` for a run on disk, which does not know its subjects, and
  ///   then nothing was done.
  func takeSubject(into records: inout SubjectRecords) -> Bool? {
    guard file == nil, mayBeginSubject else { return nil }
    let end = subjectCount < subjectStarts.count ? subjectStarts[subjectCount] : keys.count
    buffer.append(recordsOf: keys[(next - 1)..<end], to: &records)
    guard end < keys.count else { return false }
    key = keys[end]
    next = end + 1
    subjectCount += 1
    return true
  }

  /// Bytes that hold the record the cursor stands on, and where it begins in them; to be let go
  /// before the cursor steps on, which would have to copy them.
  var place: (bytes: [UInt8], offset: Int) {
    if let file { return (file.window, file.record.lowerBound) }
    let place = FactBuffer.Place(key)
    return (buffer.chunk(place), place.offset)
  }

  /// Steps to the next record; returns `false` at the end.
  func advance() throws(SystemError) -> Bool {
    guard var run = file.take() else {
      guard next < keys.count else { return false }
      key = keys[next]
      mayBeginSubject = subjectCount < subjectStarts.count && subjectStarts[subjectCount] == next
      if mayBeginSubject { subjectCount += 1 }
      next += 1
      return true
    }
    defer { file = run }
    if run.ahead.count < 4 {
      guard !run.ahead.isEmpty || !run.unread.isEmpty else { return false }
      try Self.fill(&run, atLeast: 4)
    }
    var reader = RecordReader(run.window.span, at: run.ahead.lowerBound)
    let byteCount = Int(reader.readUInt32())
    if run.ahead.count < byteCount { try Self.fill(&run, atLeast: byteCount) }
    let start = run.ahead.lowerBound
    run.record = start..<(start + byteCount)
    run.ahead = (start + byteCount)..<run.ahead.upperBound
    key = FactKey(recordAt: start, of: run.window.span)
    return true
  }

  /// Moves what is still to be handed out to the front of the window, and reads on behind it.
  private static func fill(_ run: inout FileRun, atLeast byteCount: Int) throws(SystemError) {
    let left = run.ahead.count
    for index in 0..<left { run.window[index] = run.window[run.ahead.lowerBound + index] }
    if run.window.count < byteCount {
      run.window.reserveCapacity(byteCount)
      run.window += [UInt8](repeating: 0, count: byteCount - run.window.count)
    }
    let wanted = min(run.window.count - left, run.unread.count)
    let (file, start) = (run.file, run.unread.lowerBound)
    var window = run.window.mutableSpan
    var target = window._mutatingExtracting(left..<(left + wanted))
    let filled = try file.spool.read(at: start, into: &target)
    // The file is nameless and ours alone: a short read means that the disk lies.
    guard filled == wanted, left + wanted >= byteCount else {
      throw SystemError(code: 5, operation: "read back spilled facts")
    }
    run.ahead = 0..<(left + wanted)
    run.unread = (run.unread.lowerBound + UInt64(wanted))..<run.unread.upperBound
  }
}
