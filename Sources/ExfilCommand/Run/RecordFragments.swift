internal import ByteScan
internal import Detection
internal import EventModel
internal import LogFormats
internal import SystemBoundary

/// Lines of one worker that wait for the other lines of their record, by how long they may wait.
///
/// What names a mail or a session names nothing else later. A bus of a machine has the same name for
/// ever, so that any night may go on with what was read of it; it stands apart, or all mails of a week
/// ago would be joined anew because somebody has put a stick in.
struct RecordFragments: Sendable {
  /// Lines of records that come to an end.
  var ofRecords: FragmentStore
  /// Lines about what is at one machine.
  var ofMachines: FragmentStore

  init(budgetByteCount: Int) {
    ofRecords = FragmentStore(budgetByteCount: budgetByteCount)
    ofMachines = FragmentStore(budgetByteCount: budgetByteCount / 4)
  }

  /// How many sorts there are; see ``subscript(sort:)``.
  static let sortCount = 2

  /// The lines of one sort.
  subscript(sort sort: Int) -> FragmentStore { sort == 0 ? ofRecords : ofMachines }

  /// The sort of the lines of a family.
  static func sort(of family: UInt8) -> Int {
    switch FragmentFamily(rawValue: family) {
    case .kernelUSB, .deviceStory: 1
    default: 0
    }
  }

  /// Adds one line of a record.
  ///
  /// - Throws: ``SystemError`` when the disk refuses to take what memory cannot.
  mutating func add(
    _ family: FragmentFamily, key: Span<UInt8>, time: Timestamp, line: Span<UInt8>,
    at place: SourcePlace
  ) throws(SystemError) {
    if Self.sort(of: family.rawValue) == 0 {
      try ofRecords.add(family: family.rawValue, key: key, time: time, line: line, at: place)
    } else {
      try ofMachines.add(family: family.rawValue, key: key, time: time, line: line, at: place)
    }
  }

  /// Adds lines of one record, which come to an end.
  ///
  /// - Parameters:
  ///   - family: What ties them together.
  ///   - key: What names the record.
  ///   - lines: The lines, at least one.
  ///   - block: What they stand in.
  ///   - place: The place of line 0 of the block.
  /// - Throws: ``SystemError`` when the disk refuses to take what memory cannot.
  mutating func add(
    _ family: FragmentFamily, key: Span<UInt8>, lines: Span<FragmentLine>, in block: Span<UInt8>,
    at place: SourcePlace
  ) throws(SystemError) {
    try ofRecords.add(family: family.rawValue, key: key, lines: lines, of: block, at: place)
  }

  /// Lets lines of records that come to an end take so much memory before something of them goes to disk.
  mutating func limit(ofRecords byteCount: Int) { ofRecords.limitByteCount = byteCount }

  /// Notes that a line names a message; only mails have one.
  mutating func noteMessage(_ messageID: Span<UInt8>, of family: FragmentFamily) {
    ofRecords.noteMessage(family: family.rawValue, messageID)
  }
}
