/// A value of a closed vocabulary, such as an action, a method or an outcome.
///
/// One numbering serves all vocabularies; ``Schema`` says which words a field of a kind may hold.
@usableFromInline
package enum Word: UInt8, CaseIterable, Hashable, Sendable {
  // Outcomes.
  case allowed, blocked, failed
  // Request methods (RFC 9110, RFC 5789, RFC 4918).
  case get, post, put, patch, connect, head, delete, options, trace
  case propfind, proppatch, mkcol, copyMethod, moveMethod, lock, unlock, report, search
  // Mail directions.
  case outbound, inbound, internalMail
  // File actions; `delete` has its own word, for a request method is no file action.
  case read, create, write, copy, move, rename, deleteFile, archive, upload, download, sync
  // Shares and mail rules (with `create`).
  case change, remove
  // Devices.
  case attach, disconnect, mount
  // Applications.
  case start, stop, install
  // Queries.
  case select, export
  // Sources.
  case gap, backwards, missing, volumeDrop
  // Volumes.
  case local, network, removable, phone, optical, cloudSync, cloud
  // Device types.
  case usbStorage, mtp, ptp, sdCard, opticalDrive, bluetooth, unknown
  // Scopes of a share.
  case publicScope, external, internalScope
  // Kinds of sign-in.
  case interactive, remote, vpn, networkLogin
  // Severities.
  case info, low, medium, high, critical

  /// The word as rules and reports write it.
  ///
  /// Written out, for a case that is printed is first looked for among the conformances of the program.
  package var text: String {
    switch self {
    case .allowed: "allowed"
    case .blocked: "blocked"
    case .failed: "failed"
    case .get: "GET"
    case .post: "POST"
    case .put: "PUT"
    case .patch: "PATCH"
    case .connect: "CONNECT"
    case .head: "HEAD"
    case .delete: "DELETE"
    case .options: "OPTIONS"
    case .trace: "TRACE"
    case .propfind: "PROPFIND"
    case .proppatch: "PROPPATCH"
    case .mkcol: "MKCOL"
    case .copyMethod: "COPY"
    case .moveMethod: "MOVE"
    case .lock: "LOCK"
    case .unlock: "UNLOCK"
    case .report: "REPORT"
    case .search: "SEARCH"
    case .outbound: "out"
    case .inbound: "in"
    case .internalMail: "internal"
    case .read: "read"
    case .create: "create"
    case .write: "write"
    case .copy: "copy"
    case .move: "move"
    case .rename: "rename"
    case .deleteFile: "delete"
    case .archive: "archive"
    case .upload: "upload"
    case .download: "download"
    case .sync: "sync"
    case .change: "change"
    case .remove: "remove"
    case .attach: "connect"
    case .disconnect: "disconnect"
    case .mount: "mount"
    case .start: "start"
    case .stop: "stop"
    case .install: "install"
    case .select: "select"
    case .export: "export"
    case .gap: "gap"
    case .backwards: "backwards"
    case .missing: "missing"
    case .volumeDrop: "volume_drop"
    case .local: "local"
    case .network: "network"
    case .removable: "removable"
    case .phone: "phone"
    case .optical: "optical"
    case .cloudSync: "cloud_sync"
    case .cloud: "cloud"
    case .usbStorage: "usb_storage"
    case .mtp: "mtp"
    case .ptp: "ptp"
    case .sdCard: "sd_card"
    case .opticalDrive: "optical"
    case .bluetooth: "bluetooth"
    case .unknown: "unknown"
    case .publicScope: "public"
    case .external: "external"
    case .internalScope: "internal"
    case .interactive: "interactive"
    case .remote: "remote"
    case .vpn: "vpn"
    case .networkLogin: "network"
    case .info: "info"
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    case .critical: "critical"
    }
  }
}

/// A set of words, one bit each.
package struct WordSet: Hashable, Sendable {
  package var bits: UInt128 = 0
  package init() {}

  /// Creates the set of the given words.
  package init(_ words: some Sequence<Word>) {
    for word in words { insert(word) }
  }

  /// Puts a word into the set.
  package mutating func insert(_ word: Word) { bits |= 1 << UInt128(word.rawValue) }

  /// Returns whether the word belongs to the set.
  package func contains(_ word: Word) -> Bool { bits & (1 << UInt128(word.rawValue)) != 0 }
}
