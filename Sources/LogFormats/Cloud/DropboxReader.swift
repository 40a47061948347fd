internal import ByteScan
internal import EventModel

/// Reads events of Dropbox's team log as `team_log/get_events` gives them, one object a line.
///
///     {"timestamp":"2026-11-21T09:05:07Z","event_category":{".tag":"file_operations"},
///      "actor":{".tag":"user","user":{".tag":"team_member","email":"sato@example.co.jp",…}},
///      "origin":{"geo_location":{"ip_address":"203.0.113.7",…},…},"involve_non_team_member":false,
///      "assets":[{".tag":"file","path":{"contextual":"/営業/a.xlsx",…},"file_size":700,…}],
///      "event_type":{".tag":"file_download",…},"details":{…}}
///
/// Sources: the specification [dropbox/dropbox-api-spec](https://github.com/dropbox/dropbox-api-spec) (`team_log.stone`) and the
/// event of <https://www.dropbox.com/developers/reference/events-migration-guide>.
struct DropboxReader: Sendable {
  private enum Slot: Int, CaseIterable {
    case time, type, user, admin, context, address, path, name, size, target, audience, involves
    case participant, invitee, hostName

    var path: [String] {
      switch self {
      case .time: ["timestamp"]
      case .type: ["event_type", ".tag"]
      case .user: ["actor", "user", "email"]
      case .admin: ["actor", "admin", "email"]
      case .context: ["context", "email"]
      case .address: ["origin", "geo_location", "ip_address"]
      case .path: ["assets", "0", "path", "contextual"]
      case .name: ["assets", "0", "display_name"]
      case .size: ["assets", "0", "file_size"]
      case .target: ["assets", "1", "path", "contextual"]
      case .audience: ["details", "new_value", ".tag"]
      case .involves: ["involve_non_team_member"]
      case .participant: ["participants", "0", "user", "email"]
      case .invitee: ["details", "invitees", "0"]
      case .hostName: ["details", "device_session_info", "host_name"]
      }
    }
  }

  private static let values = JSONCutter(Slot.allCases.map(\.path))

  private var cutter = Self.values
  private var cells = RecordCells(count: Slot.allCases.count)
  private var texts = CellText()

  mutating func read(
    _ block: Span<UInt8>, _ line: Range<Int>, into event: inout Event
  ) -> LineOutcome {
    guard cutter.cut(block, line: line, into: &cells) == .record, has(.time), has(.type) else {
      return .rejected(.malformed)
    }
    guard let type = DropboxEventType(block.extracting(range(.type))) else {
      return .ignored(.irrelevant)
    }
    let stamp = block.extracting(range(.time))
    guard let scanned = try? stamp.scanInternetTime(), scanned.byteCount == stamp.count,
      let microseconds = scanned.microsecondsSince1970
    else { return .rejected(.badTime) }
    event.begin(type.kind, at: Timestamp(microseconds: microseconds))
    event.set(.code, toBlockRange: range(.type))
    event.set(.outcome, to: .allowed)
    if let user = first(of: .user, .admin, .context) {
      texts.set(.user, of: &event, to: user, in: block)
    }
    if has(.address) { event.setPeer(range(.address), in: block) }
    switch type {
    case .file(let action): return readFile(action, block, &event)
    case .share(let action): return readShare(action, block, &event)
    case .signIn(let isAllowed):
      if !isAllowed { event.set(.outcome, to: .failed) }
      texts.set(.host, of: &event, to: cells[Slot.hostName.rawValue], in: block)
      event.set(.service, copying: "dropbox")
      return .event
    }
  }

  /// Of several files in one event the first is told; copies, moves and renamings name the second as their aim.
  private mutating func readFile(
    _ action: Word, _ block: Span<UInt8>, _ event: inout Event
  ) -> LineOutcome {
    guard let path = first(of: .path, .name) else { return .rejected(.missingValue) }
    event.set(.action, to: action)
    texts.set(.path, of: &event, to: path, in: block)
    event.set(.volume, to: .cloud)
    if action == .copy || action == .move || action == .rename {
      texts.set(.targetPath, of: &event, to: cells[Slot.target.rawValue], in: block)
    }
    guard has(.size) else { return .event }
    do throws(RecordFault) {
      event.set(.size, to: try RecordNumber.read(block, range(.size), factor: 1))
    } catch {
      return .rejected(error.reason)
    }
    return .event
  }

  private mutating func readShare(
    _ action: Word, _ block: Span<UInt8>, _ event: inout Event
  ) -> LineOutcome {
    event.set(.action, to: action)
    event.set(.scope, to: scope(block))
    if let path = first(of: .path, .name) {
      texts.set(.path, of: &event, to: path, in: block)
    }
    if let target = first(of: .participant, .invitee),
      block.extracting(target.range).firstOffset(of: UInt8(ascii: "@")) != nil
    {
      texts.append(.target, of: &event, target, in: block)
    }
    return .event
  }

  /// Who can see what was shared.
  ///
  /// A link that was made is open to everybody unless the team has another default, which the event does not tell;
  /// what it is restricted to later, another event does.
  private func scope(_ block: Span<UInt8>) -> Word {
    let audience = block.extracting(range(.audience))
    if audience.equals("public") || audience.equals("password") { return .publicScope }
    let isOutside = block.extracting(range(.involves)).equals("true")
    if audience.equals("team") || audience.equals("team_only") || audience.equals("no_one")
      || audience.equals("members")
    {
      return isOutside ? .external : .internalScope
    }
    let type = block.extracting(range(.type))
    let isLink =
      type.starts(with: "shared_link_") || type.starts(with: "file_transfers_")
    return isLink ? .publicScope : isOutside ? .external : .internalScope
  }

  private func has(_ slot: Slot) -> Bool { cells.isSet(slot.rawValue) }

  private func range(_ slot: Slot) -> Range<Int> { cells[slot.rawValue].range }

  /// The first of several values that is there and not empty.
  private func first(of slots: Slot...) -> RecordCells.Cell? {
    for slot in slots where !range(slot).isEmpty { return cells[slot.rawValue] }
    return nil
  }
}

/// What an event of Dropbox's team log is about; types that say nothing about data or people are none.
///
/// Types: `EventType` in the specification,
/// <https://dropbox.github.io/dropbox-sdk-java/api-docs/v5.2.0/com/dropbox/core/v2/teamlog/EventType.Tag.html>.
enum DropboxEventType: Hashable {
  case file(Word), share(Word), signIn(isAllowed: Bool)

  private static let types: [(name: String, type: DropboxEventType)] = [
    ("file_add", .file(.upload)), ("file_edit", .file(.write)),
    ("file_download", .file(.download)), ("file_preview", .file(.read)),
    ("file_copy", .file(.copy)), ("file_move", .file(.move)), ("file_rename", .file(.rename)),
    ("file_delete", .file(.deleteFile)), ("file_permanently_delete", .file(.deleteFile)),
    ("shared_link_download", .file(.download)), ("shared_content_download", .file(.download)),
    ("shared_link_view", .file(.read)), ("shared_content_view", .file(.read)),
    ("shared_link_copy", .file(.copy)), ("shared_content_copy", .file(.copy)),
    ("shared_link_create", .share(.create)), ("shared_link_share", .share(.create)),
    ("file_transfers_transfer_send", .share(.create)),
    ("shared_content_add_member", .share(.create)),
    ("shared_content_add_invitees", .share(.create)),
    ("shared_link_change_visibility", .share(.change)),
    ("shared_link_settings_change_audience", .share(.change)),
    ("shared_content_change_link_audience", .share(.change)),
    ("shared_link_disable", .share(.remove)), ("shared_content_remove_member", .share(.remove)),
    ("shared_content_remove_invitees", .share(.remove)),
    ("login_success", .signIn(isAllowed: true)), ("login_fail", .signIn(isAllowed: false)),
    ("sso_error", .signIn(isAllowed: false)),
    ("device_link_success", .signIn(isAllowed: true)),
    ("device_link_fail", .signIn(isAllowed: false)),
  ]

  private static let names = SlotNames(types.map(\.name))

  init?(_ name: Span<UInt8>) {
    guard let index = Self.names.slot(of: name) else { return nil }
    self = Self.types[index].type
  }

  var kind: EventKind {
    switch self {
    case .file: .file
    case .share: .share
    case .signIn: .login
    }
  }
}
