/// One property of an event, as rules name it.
@usableFromInline
package enum Field: UInt8, CaseIterable, Hashable, Sendable {
  // Every kind.
  case code, time, user, host, srcIP, outcome, source
  // Kinds through which data leaves.
  case bytesOut
  // Web.
  case domain, url, path, method, status, bytesIn, tenant, account, siteCategory, contentType
  case userAgent
  // Mail.
  case sender, to, cc, bcc, recipient, subject, attachment, attachmentCount, size, direction
  // Mail rules, files, shares, devices, applications.
  case action, mailbox, forwardTo, name, fileExtension, targetPath, volume, deviceSerial, label
  case scope, target, deviceType, deviceVendor, deviceModel
  // Queries, sign-ins, print.
  case database, table, rows, statement, service, kindOfLogin, document, pages, printer
  // The ledger and other rules.
  case duration, rule, score, severity, category

  /// The name that rules and reports use, such as `bytes_out` or `device.serial`.
  ///
  /// Written out, for a case that is printed is first looked for among the conformances of the program.
  package var name: String {
    switch self {
    case .code: "code"
    case .time: "time"
    case .user: "user"
    case .host: "host"
    case .srcIP: "src_ip"
    case .outcome: "outcome"
    case .source: "source"
    case .bytesOut: "bytes_out"
    case .domain: "domain"
    case .url: "url"
    case .path: "path"
    case .method: "method"
    case .status: "status"
    case .bytesIn: "bytes_in"
    case .tenant: "tenant"
    case .account: "account"
    case .siteCategory: "site_category"
    case .contentType: "content_type"
    case .userAgent: "user_agent"
    case .sender: "sender"
    case .to: "to"
    case .cc: "cc"
    case .bcc: "bcc"
    case .recipient: "recipient"
    case .subject: "subject"
    case .attachment: "attachment"
    case .attachmentCount: "attachment_count"
    case .size: "size"
    case .direction: "direction"
    case .action: "action"
    case .mailbox: "mailbox"
    case .forwardTo: "forward_to"
    case .name: "name"
    case .fileExtension: "extension"
    case .targetPath: "target_path"
    case .volume: "volume"
    case .deviceSerial: "device.serial"
    case .label: "label"
    case .scope: "scope"
    case .target: "target"
    case .deviceType: "device.type"
    case .deviceVendor: "device.vendor"
    case .deviceModel: "device.model"
    case .database: "database"
    case .table: "table"
    case .rows: "rows"
    case .statement: "statement"
    case .service: "service"
    case .kindOfLogin: "kind_of_login"
    case .document: "document"
    case .pages: "pages"
    case .printer: "printer"
    case .duration: "duration"
    case .rule: "rule"
    case .score: "score"
    case .severity: "severity"
    case .category: "category"
    }
  }

  /// Finds a field by the name that rules use.
  package init?(name: String) {
    guard let field = Self.byName[name] else { return nil }
    self = field
  }

  private static let byName = Dictionary(
    uniqueKeysWithValues: Self.allCases.map { ($0.name, $0) })
}

extension FieldSet {
  /// The fields that a format sets before it asks whether anybody is concerned: who, when, what came
  /// of it and how much, but not where to.
  package static let early: FieldSet = {
    var fields = FieldSet()
    for field: Field in [
      .time, .user, .srcIP, .host, .outcome, .method, .status, .bytesOut, .bytesIn,
    ] { fields.insert(field) }
    return fields
  }()
}

/// A set of fields, one bit each.
@usableFromInline
package struct FieldSet: OptionSet, Hashable, Sendable {
  @usableFromInline package var rawValue: UInt64

  @inlinable
  package init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The set that holds just one field.
  @inlinable
  package init(_ field: Field) { rawValue = 1 << UInt64(field.rawValue) }

  /// Returns whether the field belongs to the set.
  @inlinable
  package func contains(_ field: Field) -> Bool {
    rawValue & (1 << UInt64(field.rawValue)) != 0
  }

  /// Puts a field into the set.
  @inlinable
  package mutating func insert(_ field: Field) { rawValue |= 1 << UInt64(field.rawValue) }

  /// Takes a field out of the set.
  @inlinable
  package mutating func remove(_ field: Field) { rawValue &= ~(1 << UInt64(field.rawValue)) }

  /// How many fields belong to the set.
  @inlinable
  package var count: Int { rawValue.nonzeroBitCount }

  /// The fields of the set in the order of their declaration.
  package var fields: [Field] { Field.allCases.filter(contains) }

  /// Takes the field that was declared first out of the set and returns it.
  @inlinable
  @inline(__always)
  package mutating func popFirst() -> Field? {
    let field = Field(rawValue: UInt8(truncatingIfNeeded: rawValue.trailingZeroBitCount))
    rawValue &= rawValue &- 1
    return field
  }
}
