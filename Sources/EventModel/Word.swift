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
  package var text: String { Self.texts[Int(rawValue)] }

  // Asking the runtime for the name of a case costs thousands of instructions.
  private static let texts = allCases.map(\.writtenText)

  private var writtenText: String {
    switch self {
    case .get, .post, .put, .patch, .connect, .head, .delete, .options, .trace, .propfind,
      .proppatch, .mkcol, .lock, .unlock, .report, .search:
      "\(self)".uppercased()
    case .copyMethod: "COPY"
    case .moveMethod: "MOVE"
    case .outbound: "out"
    case .inbound: "in"
    case .internalMail, .internalScope: "internal"
    case .deleteFile: "delete"
    case .attach: "connect"
    case .volumeDrop: "volume_drop"
    case .cloudSync: "cloud_sync"
    case .usbStorage: "usb_storage"
    case .sdCard: "sd_card"
    case .opticalDrive: "optical"
    case .publicScope: "public"
    case .networkLogin: "network"
    default: "\(self)"
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
