extension Schema {
  /// Returns the name of a field in the Elastic Common Schema, or `nil` if it has none there.
  ///
  /// The names are those of the field reference of the Elastic Common Schema,
  /// https://www.elastic.co/docs/reference/ecs/ecs-field-reference, whose source is `schemas/*.yml` of
  /// https://github.com/elastic/ecs (read 2026-11). The values stay those of this program. A field
  /// that the schema has no name for, or one of another meaning or unit, is printed as `exfil.NAME`. One name
  /// is not the schema's: `device.vendor.name`, where it has `device.manufacturer`, for the vendor of a
  /// device that was plugged in is not the maker of the device that a program runs on.
  package static func ecsName(of field: Field, in kind: EventKind) -> String? {
    guard declaration(of: field, in: kind) != nil else { return nil }
    return common[field] ?? byKind[kind]?[field]
  }

  private static let common: [Field: String] = [
    .code: "event.code", .time: "@timestamp", .user: "user.id", .host: "host.name",
    .srcIP: "source.ip", .outcome: "event.outcome", .source: "event.dataset",
    .action: "event.action",
  ]

  private static let byKind: [EventKind: [Field: String]] = [
    .web: [
      .domain: "url.domain", .url: "url.full", .path: "url.path", .method: "http.request.method",
      .status: "http.response.status_code", .bytesOut: "http.request.bytes",
      .bytesIn: "http.response.bytes", .tenant: "cloud.account.id",
      .account: "destination.user.email", .contentType: "http.response.mime_type",
      .userAgent: "user_agent.original",
    ],
    .mail: [
      .sender: "email.from.address", .to: "email.to.address", .cc: "email.cc.address",
      .bcc: "email.bcc.address", .attachment: "email.attachments.file",
      .subject: "email.subject", .direction: "email.direction",
    ],
    .file: [
      .path: "file.path", .name: "file.name", .fileExtension: "file.extension",
      .size: "file.size", .targetPath: "file.target_path", .volume: "volume.bus_type",
      .deviceSerial: "device.serial_number",
    ],
    .device: [
      .deviceType: "volume.bus_type", .deviceSerial: "device.serial_number",
      .deviceVendor: "device.vendor.name", .deviceModel: "device.model.name",
    ],
    .share: [.path: "file.path"],
    .app: [.name: "process.name", .path: "process.executable"],
    .login: [.bytesOut: "source.bytes", .bytesIn: "destination.bytes"],
    .alert: [.rule: "rule.id", .score: "event.risk_score", .category: "rule.category"],
  ]
}
