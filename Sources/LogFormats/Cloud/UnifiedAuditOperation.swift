internal import ByteScan
internal import EventModel

/// What the operation of an audit record means.
///
/// Source: the activities of the audit log,
/// <https://learn.microsoft.com/en-us/purview/audit-log-activities>.
enum UnifiedAuditOperation: Hashable {
  case file(Word)
  /// A link that anybody can use, one for the company, and one for people who are named.
  case publicLink(Word), companyLink(Word), sharing(Word)
  case inboxRule(Word)
  /// A command that may turn on forwarding, and one that makes a rule for all mail of the company.
  case mailbox, transportRule(Word)
  case login(Word)

  /// The operation with a name; `nil` if it says nothing of what is looked at.
  init?(_ name: Span<UInt8>) {
    guard let found = Self.table[Key(name)] else { return nil }
    self = found
  }

  /// A name as its length and hash: a look-up allocates nothing.
  private struct Key: Hashable {
    var count: Int
    var hash: UInt64

    init(_ name: Span<UInt8>) {
      count = name.count
      hash = 0xCBF2_9CE4_8422_2325
      for offset in name.indices { hash = (hash ^ UInt64(name[offset])) &* 0x100_0000_01B3 }
    }
  }

  /// Every operation that is read.
  static let names: [(name: String, meaning: UnifiedAuditOperation)] = [
    ("FileAccessed", .file(.read)), ("FileAccessedExtended", .file(.read)),
    ("FilePreviewed", .file(.read)),
    ("FileModified", .file(.write)), ("FileModifiedExtended", .file(.write)),
    ("FileUploaded", .file(.upload)), ("FileDownloaded", .file(.download)),
    ("FileSyncDownloadedFull", .file(.download)), ("FileSyncDownloadedPartial", .file(.download)),
    ("FileSyncUploadedFull", .file(.sync)), ("FileSyncUploadedPartial", .file(.sync)),
    ("FileCopied", .file(.copy)), ("FileMoved", .file(.move)), ("FileRenamed", .file(.rename)),
    ("FileDeleted", .file(.deleteFile)), ("FileRecycled", .file(.deleteFile)),
    ("FileDeletedFirstStageRecycleBin", .file(.deleteFile)),
    ("FileDeletedSecondStageRecycleBin", .file(.deleteFile)),
    ("AnonymousLinkCreated", .publicLink(.create)), ("AnonymousLinkUpdated", .publicLink(.change)),
    ("AnonymousLinkRemoved", .publicLink(.remove)),
    ("CompanyLinkCreated", .companyLink(.create)), ("CompanyLinkRemoved", .companyLink(.remove)),
    ("SharingSet", .sharing(.create)), ("SharingInvitationCreated", .sharing(.create)),
    ("AddedToSecureLink", .sharing(.create)), ("SecureLinkCreated", .sharing(.create)),
    ("SecureLinkUpdated", .sharing(.change)), ("SharingRevoked", .sharing(.remove)),
    ("RemovedFromSecureLink", .sharing(.remove)), ("SecureLinkDeleted", .sharing(.remove)),
    ("New-InboxRule", .inboxRule(.create)), ("Set-InboxRule", .inboxRule(.change)),
    ("Remove-InboxRule", .inboxRule(.remove)), ("Set-Mailbox", .mailbox),
    ("New-TransportRule", .transportRule(.create)), ("Set-TransportRule", .transportRule(.change)),
    ("UserLoggedIn", .login(.allowed)), ("UserLoginFailed", .login(.failed)),
  ]

  private static let table: [Key: UnifiedAuditOperation] = {
    var table: [Key: UnifiedAuditOperation] = [:]
    for (name, meaning) in names { table[Key(Array(name.utf8).span)] = meaning }
    precondition(table.count == names.count, "two operations share a key")
    return table
  }()

  /// The kind of event it becomes.
  var kind: EventKind {
    switch self {
    case .file: .file
    case .publicLink, .companyLink, .sharing: .share
    case .inboxRule, .mailbox, .transportRule: .mailRule
    case .login: .login
    }
  }
}
