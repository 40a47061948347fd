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
  case externalRecipientCount
  // Mail rules, files, shares, devices, applications.
  case action, mailbox, forwardTo, name, fileExtension, targetPath, volume, deviceSerial, label
  case scope, target, deviceType, deviceVendor, deviceModel
  // Queries, sign-ins, print.
  case database, table, rows, statement, service, kindOfLogin, document, pages, printer
  // The ledger and other rules.
  case duration, rule, score, severity, category

  /// The name that rules and reports use, such as `bytes_out` or `device.serial`.
  package var name: String { Self.names[Int(rawValue)] }

  /// The names in the order of the cases: printing a case costs a thousand times a look-up.
  private static let names = allCases.map(\.writtenName)

  private var writtenName: String {
    switch self {
    case .srcIP: "src_ip"
    case .bytesOut: "bytes_out"
    case .bytesIn: "bytes_in"
    case .siteCategory: "site_category"
    case .contentType: "content_type"
    case .userAgent: "user_agent"
    case .attachmentCount: "attachment_count"
    case .externalRecipientCount: "external_recipient_count"
    case .forwardTo: "forward_to"
    case .fileExtension: "extension"
    case .targetPath: "target_path"
    case .deviceSerial: "device.serial"
    case .deviceType: "device.type"
    case .deviceVendor: "device.vendor"
    case .deviceModel: "device.model"
    case .kindOfLogin: "kind_of_login"
    default: "\(self)"
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
