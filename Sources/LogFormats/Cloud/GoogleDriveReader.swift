internal import ByteScan
internal import EventModel

/// Reads the Drive activities of Google Workspace's Reports API, one object a line.
///
///     {"id":{"time":"2026-11-21T15:00:00Z","applicationName":"drive",…},"actor":{"email":"sato@example.co.jp"},
///      "ipAddress":"10.0.0.5","events":[{"name":"download","parameters":[{"name":"doc_title","value":"…"},…]}]}
///
/// Of several events in one object the first is told. `events` may also be that one event itself, as
/// collectors split them.
struct GoogleDriveReader: Sendable {
  /// How many parameters of an event are looked at.
  private static let parameterCount = 14
  /// Where the values of the split form and of the array begin among the cells.
  private static let firsts = [5, 6 + 2 * parameterCount]

  private static let values = {
    var paths = [
      ["id", "time"], ["id", "applicationName"], ["actor", "email"], ["ipAddress"], [],
    ]
    for start in [["events"], ["events", "0"]] {
      paths.append(start + ["name"])
      for number in 0..<parameterCount {
        paths.append(start + ["parameters", "\(number)", "name"])
        paths.append(start + ["parameters", "\(number)", "value"])
      }
    }
    return JSONCutter(paths.map { $0.isEmpty ? nil : $0 })
  }()

  private var cutter = Self.values
  private var cells = RecordCells(count: 7 + 4 * parameterCount)
  private var texts = CellText()

  mutating func read(
    _ block: Span<UInt8>, _ line: Range<Int>, into event: inout Event
  ) -> LineOutcome {
    guard cutter.cut(block, line: line, into: &cells) == .record, cells.isSet(0), cells.isSet(1),
      let first = Self.firsts.first(where: { cells.isSet($0) })
    else { return .rejected(.malformed) }
    guard block.extracting(cells[1].range).equals("drive") else { return .ignored(.irrelevant) }
    guard let scanned = try? block.extracting(cells[0].range).scanInternetTime(),
      let microseconds = scanned.microsecondsSince1970
    else { return .rejected(.badTime) }
    let name = block.extracting(cells[first].range)
    let isShare = name.equals("change_document_visibility") || name.equals("change_user_access")
    let action = isShare ? nil : Self.action(name)
    guard isShare || action != nil else { return .ignored(.irrelevant) }
    guard let title = parameter("doc_title", first, block), !cells[title].range.isEmpty else {
      return .rejected(.missingValue)
    }
    event.begin(isShare ? .share : .file, at: Timestamp(microseconds: microseconds))
    event.set(.code, toBlockRange: cells[first].range)
    texts.set(.user, of: &event, to: cells[2], in: block)
    if cells.isSet(3) { event.setPeer(cells[3].range, in: block) }
    event.set(.outcome, to: .allowed)
    texts.set(.path, of: &event, to: cells[title], in: block)
    if let action {
      event.set(.action, to: action)
      event.set(.volume, to: .cloud)
      return .event
    }
    event.set(.action, to: .change)
    event.set(.scope, to: scope(first, block))
    if let target = parameter("target_user", first, block) {
      texts.append(.target, of: &event, cells[target], in: block)
    }
    return .event
  }

  /// Names of events: developers.google.com/workspace/admin/reports/v1/appendix/activity/drive.
  private static func action(_ name: Span<UInt8>) -> Word? {
    if name.equals("download") { return .download }
    if name.equals("upload") { return .upload }
    if name.equals("view") || name.equals("preview") { return .read }
    if name.equals("create") { return .create }
    if name.equals("edit") { return .write }
    if name.equals("delete") || name.equals("trash") { return .deleteFile }
    if name.equals("copy") || name.equals("source_copy") { return .copy }
    if name.equals("move") { return .move }
    return name.equals("rename") ? .rename : nil
  }

  /// Whom a document can be seen by, as the parameter `visibility` says.
  private func scope(_ first: Int, _ block: Span<UInt8>) -> Word {
    guard let visibility = parameter("visibility", first, block) else { return .internalScope }
    let text = block.extracting(cells[visibility].range)
    if text.equals("people_with_link") || text.equals("public_on_the_web") { return .publicScope }
    return text.equals("shared_externally") ? .external : .internalScope
  }

  /// Returns the place of the value of a parameter by its name.
  private func parameter(_ name: StaticString, _ first: Int, _ block: Span<UInt8>) -> Int? {
    for number in 0..<Self.parameterCount {
      let slot = first + 1 + 2 * number
      guard cells.isSet(slot) else { return nil }
      if block.extracting(cells[slot].range).equals(name) { return slot + 1 }
    }
    return nil
  }
}
