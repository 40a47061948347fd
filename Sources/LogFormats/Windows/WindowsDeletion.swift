internal import ByteScan
internal import EventModel

/// Ties the deletion of an object (4660), which names only a handle, to the access that named the object.
///
/// Security 4660 has the computer, the process and the handle. The 4663 or 4656 that the same process made
/// with the same handle just before says which file it was and who did it
/// (<https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/event-4660>).
/// Only accesses with the right to delete can be followed by a 4660, so only these wait for one.
enum WindowsDeletion {
  /// How long a handle may be open with the right to delete, in microseconds: a day.
  private static let limit: Int64 = 86_400_000_000

  /// Which lines wait for others of their handle.
  static func waits(
    _ id: Int64, _ cells: borrowing RecordCells, _ block: Span<UInt8>
  ) -> Bool {
    guard id == 4660 || id == 4663 || id == 4656, !cells[.processID].range.isEmpty else {
      return false
    }
    let handle = block.extracting(cells[.handleID].range)
    // A handle of nothing is that of a request that was refused.
    guard handle.count > 0, !handle.equals("0x0"), !handle.equals("-") else { return false }
    if id == 4660 { return true }
    return WindowsAccess(block.extracting(cells[.accessMask].range))?.mayDelete ?? false
  }

  /// Names the handle: `computer NUL process NUL handle`.
  static func appendKey(
    _ cells: borrowing RecordCells, _ block: Span<UInt8>, to key: inout [UInt8]
  ) {
    let computer = !cells[.computer].range.isEmpty ? cells[.computer] : cells[.hostname]
    key.append(copying: block.extracting(computer.range))
    key.append(0)
    key.append(copying: block.extracting(cells[.processID].range))
    key.append(0)
    key.append(copying: block.extracting(cells[.handleID].range))
  }

  private struct Access {
    var index: Int
    var isUse: Bool
    /// The lines that ask for the handle and use it.
    var lines: [Int]
  }

  /// Makes one event of each deletion, and of each use of the right to delete that no deletion follows.
  ///
  /// The lines are those of one handle in the order of (time, hash of the line).
  static func records(of lines: [JoinedLine], in wrapping: WindowsWrapping) -> [LineRecord] {
    var reader = JoinedWindowsReader(wrapping)
    // Most handles, and all where a policy does not log 4660, are told by their accesses alone.
    guard lines.contains(where: mayDelete) else {
      return lines.indices.map { index in
        LineRecord(lines: [index], outcome: reader.event(of: lines[index]))
      }
    }
    var records: [LineRecord] = []
    var open: Access?
    func end(_ access: Access, with deletion: Int? = nil) {
      let outcome = reader.event(
        of: lines[access.index], isUse: access.isUse, isDeleted: deletion != nil)
      // The line that names the file comes first: time and place of the event are its own.
      let others = access.lines.filter { $0 != access.index }
      guard let deletion else {
        records.append(LineRecord(lines: [access.index], outcome: outcome))
        records += others.map { LineRecord(lines: [$0], outcome: .ignored(.irrelevant)) }
        return
      }
      records.append(LineRecord(lines: [access.index] + others + [deletion], outcome: outcome))
    }
    let ids = lines.map { reader.number(of: $0) }
    // Stamps may be equal, and then the order of lines says nothing: accesses come before deletions.
    let order = lines.indices.sorted { first, second in
      let (one, other) = (lines[first].time, lines[second].time)
      if one != other { return one < other }
      return (rank(ids[first]), first) < (rank(ids[second]), second)
    }
    for index in order {
      if ids[index] != 4660 {
        let isUse = ids[index] == 4663
        // The request of a handle and its use are one access; a second use is another one.
        if isUse, var access = open, !access.isUse {
          access.index = index
          access.isUse = true
          access.lines.append(index)
          open = access
          continue
        }
        if let access = open { end(access) }
        open = Access(index: index, isUse: isUse, lines: [index])
        continue
      }
      if let access = open,
        lines[index].time.microseconds - lines[access.index].time.microseconds <= limit
      {
        end(access, with: index)
        open = nil
      } else {
        records.append(LineRecord(lines: [index], outcome: .ignored(.incompleteRecord)))
      }
    }
    if let access = open { end(access) }
    return records
  }

  /// Whether a line may be a 4660, by its digits anywhere.
  private static func mayDelete(_ line: JoinedLine) -> Bool {
    let bytes = line.bytes.span
    var start = 0
    while let at = bytes.firstOffset(of: UInt8(ascii: "4"), from: start) {
      if bytes.extracting(at..<bytes.count).starts(with: "4660") { return true }
      start = at + 1
    }
    return false
  }

  private static func rank(_ id: Int64) -> Int { id == 4656 ? 0 : id == 4663 ? 1 : 2 }
}

/// Reads lines that waited for others of their handle once more.
private struct JoinedWindowsReader {
  private let wrapping: WindowsWrapping
  private var json: JSONCutter
  private let xml = WindowsXMLCutter()
  private var cells = RecordCells(count: WindowsValue.allCases.count)
  private var events: WindowsEventReader

  init(_ wrapping: WindowsWrapping) {
    self.wrapping = wrapping
    json = wrapping.cutter
    events = WindowsEventReader(named: wrapping.sourceName, zone: nil, wanted: .all)
  }

  private mutating func cut(_ bytes: Span<UInt8>) -> Bool {
    let range = 0..<bytes.count
    guard wrapping == .xml else { return json.cut(bytes, line: range, into: &cells) == .record }
    guard case .event(let event, _) = XMLEventLines.find(bytes, from: range, isLast: true) else {
      return false
    }
    return xml.cut(bytes, event, into: &cells) == .record
  }

  /// The number of the event in a line.
  mutating func number(of line: JoinedLine) -> Int64 {
    let bytes = line.bytes.span
    guard cut(bytes) else { return 0 }
    return (try? bytes.extracting(cells[.eventID].range).decimalCount()) ?? 0
  }

  /// What an access came to that no deletion follows.
  mutating func event(of line: JoinedLine) -> LineRecord.Outcome {
    let bytes = line.bytes.span
    // What was only asked for, nobody did.
    guard cut(bytes), bytes.extracting(cells[.eventID].range).equals("4663") else {
      return .ignored(.irrelevant)
    }
    return event(of: line, bytes, isDeleted: false)
  }

  /// What an access came to.
  mutating func event(of line: JoinedLine, isUse: Bool, isDeleted: Bool) -> LineRecord.Outcome {
    let bytes = line.bytes.span
    guard isUse || isDeleted, cut(bytes) else { return .ignored(.irrelevant) }
    return event(of: line, bytes, isDeleted: isDeleted)
  }

  private mutating func event(
    of line: JoinedLine, _ bytes: Span<UInt8>, isDeleted: Bool
  ) -> LineRecord.Outcome {
    var event = Event()
    let outcome = events.readAccess(
      cells, in: bytes, at: line.time, isDeleted: isDeleted, into: &event)
    guard outcome == .event else { return .ignored(.irrelevant) }
    event.ownTexts(in: bytes)
    return .event(event)
  }
}

extension WindowsWrapping {
  /// The name that `source` shows for events in this wrapping.
  fileprivate var sourceName: String {
    switch self {
    case .winlogbeat: "winlogbeat"
    case .flat: "windows_json"
    case .xml: "windows_xml"
    case .table: "windows_csv"
    }
  }
}
