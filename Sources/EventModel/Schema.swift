/// The type of a field's value.
package enum ValueType: Hashable, Sendable {
  case text, integer, size, duration, date, time, ip, domain, email, path, user, attachment
  /// One of a closed set of words.
  case word([Word])
}

extension ValueType: Codable {
  /// The types by their names; the words of a word are not kept.
  private static let named: [(name: String, type: ValueType)] = [
    ("text", .text), ("integer", .integer), ("size", .size), ("duration", .duration),
    ("date", .date), ("time", .time), ("ip", .ip), ("domain", .domain), ("email", .email),
    ("path", .path), ("user", .user), ("attachment", .attachment),
  ]

  /// Reads the name of a type; one that is not known is a text.
  package init(from decoder: any Decoder) throws {
    let name = try decoder.singleValueContainer().decode(String.self)
    self = Self.named.first { $0.name == name }?.type ?? .text
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Self.named.first { $0.type == self }?.name ?? "text")
  }
}

/// What the rule language may say about one field of one kind.
package struct FieldDeclaration: Hashable, Sendable {
  package var field: Field
  package var type: ValueType
  /// Whether an event of the kind may lack the field.
  package var isOptional: Bool
  /// Whether the field holds several values, so that a test needs a quantifier.
  package var isList: Bool
}

/// The closed table of kinds and fields; language.md section 6 is its source.
package enum Schema {
  /// Returns the fields an event of the kind may have, in the order reports print them.
  package static func declarations(of kind: EventKind) -> [FieldDeclaration] { table[kind] ?? [] }

  /// Returns how a kind declares a field, or `nil` if it has no such field.
  package static func declaration(of field: Field, in kind: EventKind) -> FieldDeclaration? {
    declarations(of: kind).first { $0.field == field }
  }

  /// Returns the word a field of a kind may hold under this name; case is ignored for methods only.
  package static func word(_ text: String, of field: Field, in kind: EventKind) -> Word? {
    guard case .word(let words)? = declaration(of: field, in: kind)?.type else { return nil }
    return words.first { $0.text == text }
      ?? (field == .method ? words.first { $0.text == text.uppercased() } : nil)
  }

  private static let table: [EventKind: [FieldDeclaration]] = {
    var table: [EventKind: [FieldDeclaration]] = [:]
    for kind in EventKind.allCases { table[kind] = everyKind + own(kind) }
    return table
  }()

  private static let everyKind: [FieldDeclaration] = [
    optional(.code, .text), one(.time, .time), optional(.user, .user), optional(.host, .text),
    optional(.srcIP, .ip), optional(.outcome, .word([.allowed, .blocked, .failed])),
    one(.source, .text),
  ]

  private static func own(_ kind: EventKind) -> [FieldDeclaration] {
    switch kind {
    case .web: web
    case .mail: mail
    case .file: file
    case .device: device
    case .mailRule:
      [
        one(.action, .word([.create, .change, .remove])), optional(.mailbox, .text),
        list(.forwardTo, .email),
      ]
    case .share:
      [
        one(.action, .word([.create, .change, .remove])), optional(.path, .path),
        one(.scope, .word([.publicScope, .external, .internalScope])), list(.target, .email),
      ]
    case .app:
      [
        one(.action, .word([.start, .stop, .install])), one(.name, .text), optional(.path, .path),
      ]
    case .query:
      [
        optional(.database, .text), optional(.table, .text), optional(.rows, .integer),
        optional(.statement, .text), optional(.action, .word([.select, .export])),
      ]
    case .login:
      [
        optional(.service, .text),
        optional(.kindOfLogin, .word([.interactive, .remote, .vpn, .networkLogin])),
        optional(.bytesOut, .size), optional(.bytesIn, .size),
      ]
    case .print:
      [
        optional(.document, .text), optional(.pages, .integer), optional(.size, .size),
        optional(.printer, .text),
      ]
    case .source:
      [
        one(.action, .word([.gap, .backwards, .missing, .volumeDrop])),
        optional(.duration, .duration),
      ]
    case .alert:
      [
        one(.rule, .text), one(.score, .integer),
        one(.severity, .word([.info, .low, .medium, .high, .critical])), one(.category, .text),
      ]
    }
  }

  private static let web: [FieldDeclaration] = [
    optional(.domain, .domain), optional(.url, .text), optional(.path, .text),
    optional(
      .method,
      .word([
        .get, .post, .put, .patch, .connect, .head, .delete, .options, .trace, .propfind,
        .proppatch, .mkcol, .copyMethod, .moveMethod, .lock, .unlock, .report, .search,
      ])),
    optional(.status, .integer), optional(.bytesOut, .size), optional(.bytesIn, .size),
    optional(.tenant, .text), optional(.account, .email), optional(.siteCategory, .text),
    optional(.contentType, .text), optional(.userAgent, .text),
  ]

  private static let mail: [FieldDeclaration] = [
    one(.sender, .email), list(.to, .email), list(.cc, .email), list(.bcc, .email),
    list(.recipient, .email), optional(.subject, .text), list(.attachment, .attachment),
    optional(.attachmentCount, .integer), optional(.size, .size), optional(.bytesOut, .size),
    optional(.direction, .word([.outbound, .inbound, .internalMail])),
  ]

  private static let file: [FieldDeclaration] = [
    one(
      .action,
      .word([
        .read, .create, .write, .copy, .move, .rename, .deleteFile, .archive, .upload, .download,
        .sync,
      ])),
    one(.path, .path), one(.name, .text), optional(.fileExtension, .text), optional(.size, .size),
    optional(.bytesOut, .size), optional(.targetPath, .path),
    optional(
      .volume,
      .word([.local, .network, .removable, .phone, .optical, .cloudSync, .cloud])),
    optional(.deviceSerial, .text), optional(.label, .text),
  ]

  private static let device: [FieldDeclaration] = [
    one(.action, .word([.attach, .disconnect, .mount])),
    optional(
      .deviceType,
      .word([.usbStorage, .mtp, .ptp, .sdCard, .opticalDrive, .bluetooth, .unknown])),
    optional(.deviceSerial, .text), optional(.deviceVendor, .text), optional(.deviceModel, .text),
  ]

  private static func one(_ field: Field, _ type: ValueType) -> FieldDeclaration {
    FieldDeclaration(field: field, type: type, isOptional: false, isList: false)
  }

  private static func optional(_ field: Field, _ type: ValueType) -> FieldDeclaration {
    FieldDeclaration(field: field, type: type, isOptional: true, isList: false)
  }

  private static func list(_ field: Field, _ type: ValueType) -> FieldDeclaration {
    FieldDeclaration(field: field, type: type, isOptional: true, isList: true)
  }
}
