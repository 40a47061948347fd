internal import EventModel

extension BuiltInFormat {
  /// Events of Box as its API gives them, one object a line.
  ///
  /// Sources: <https://developer.box.com/reference/resources/event/>; a published event of a download and the
  /// list of types in elastic/integrations, `packages/box_events` (read 2026-11).
  static let boxEvents = BuiltInFormat(
    "box", kind: .file, marks: ["\"event_type\"", "\"created_by\"", "\"event_id\""],
    RecordDeclaration(
      syntax: .json, kindPlace: .path(["event_type"]),
      kindMapping: RecordDeclaration.Mapping(
        fileActions.map { ($0.type, .word("file")) } + signIns.map { ($0, .word("login")) },
        otherwise: .ignored),
      values: [
        value(.time, ["created_at"], timeForm: .iso), value(.user, ["created_by", "login"]),
        value(.srcIP, ["ip_address"]), value(.code, ["event_type"]),
        value(
          .action, ["event_type"],
          mapping: RecordDeclaration.Mapping(
            fileActions.map { ($0.type, .word($0.action)) }, otherwise: nil)),
        value(
          .outcome, ["event_type"],
          mapping: RecordDeclaration.Mapping(
            [("FAILED_LOGIN", .word("failed"))], otherwise: .word("allowed"))),
        value(.path, ["source", "name"]), value(.size, ["source", "size"]),
        RecordDeclaration.Value(field: .volume, origin: .constant(.word(.cloud))),
        RecordDeclaration.Value(field: .service, origin: .constant(.text("box"))),
      ]))

  private static let fileActions: [(type: String, action: String)] = [
    ("ITEM_DOWNLOAD", "download"), ("DOWNLOAD", "download"), ("ITEM_PREVIEW", "read"),
    ("PREVIEW", "read"), ("ITEM_OPEN", "read"), ("ITEM_UPLOAD", "upload"), ("UPLOAD", "upload"),
    ("ITEM_COPY", "copy"), ("COPY", "copy"), ("ITEM_MOVE", "move"), ("MOVE", "move"),
    ("ITEM_RENAME", "rename"), ("RENAME", "rename"), ("ITEM_CREATE", "create"),
    ("ITEM_TRASH", "delete"), ("DELETE", "delete"), ("ITEM_SYNC", "sync"),
    ("ITEM_MODIFY", "write"), ("EDIT", "write"),
  ]

  private static let signIns = ["LOGIN", "ADMIN_LOGIN", "FAILED_LOGIN"]

  private static func value(
    _ field: Field, _ path: [String], timeForm: TimeForm? = nil,
    mapping: RecordDeclaration.Mapping? = nil
  ) -> RecordDeclaration.Value {
    RecordDeclaration.Value(
      field: field, origin: .places([.path(path)]), timeForm: timeForm, mapping: mapping)
  }
}
