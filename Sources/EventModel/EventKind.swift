/// What happened, in the words of the rule language.
@usableFromInline
package enum EventKind: UInt8, CaseIterable, Codable, Hashable, Sendable {
  case web, mail, mailRule, file, share, device, app, query, login, print, source, alert

  /// The name that rules and reports use.
  package var name: String { Self.names[Int(rawValue)] }

  // Asking the runtime for the name of a case costs thousands of instructions.
  private static let names = allCases.map(\.writtenName)

  private var writtenName: String {
    switch self {
    case .web: "web"
    case .mail: "mail"
    case .mailRule: "mail_rule"
    case .file: "file"
    case .share: "share"
    case .device: "device"
    case .app: "app"
    case .query: "query"
    case .login: "login"
    case .print: "print"
    case .source: "source"
    case .alert: "alert"
    }
  }

  /// Finds a kind by the name that rules use.
  ///
  /// - Complexity: O(*k*) in the number of kinds.
  package init?(name: String) {
    guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = kind
  }
}

/// A set of event kinds.
package struct EventKindSet: OptionSet, Hashable, Sendable {
  package var rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The set that holds just one kind.
  package init(_ kind: EventKind) { rawValue = 1 << UInt16(kind.rawValue) }

  /// Returns whether the kind belongs to the set.
  package func contains(_ kind: EventKind) -> Bool {
    rawValue & (1 << UInt16(kind.rawValue)) != 0
  }

  /// The kinds of the set in the order of their declaration.
  package var kinds: [EventKind] { EventKind.allCases.filter(contains) }
}
