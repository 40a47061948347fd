internal import EventModel

/// What events of some kinds can tell, as far as random rules ask for it.
struct TimelineFields {
  var kinds: [EventKind]

  static let kinds: [EventKind] = [.web, .file, .login, .query]

  private static let numbersByKind: [EventKind: [Field]] = [
    .web: [.bytesOut, .bytesIn, .status], .file: [.size, .bytesOut],
    .login: [.bytesOut, .bytesIn], .query: [.rows], .alert: [.score],
  ]
  private static let textsByKind: [EventKind: [Field]] = [
    .web: [.domain, .tenant], .file: [.path], .login: [.service], .query: [.table],
    .alert: [.rule, .category],
  ]
  private static let wordsByKind: [EventKind: [Field]] = [
    .web: [.method], .file: [.action, .volume], .alert: [.severity],
  ]

  /// The values that events have and rules ask for.
  static let texts: [Field: [String]] = [
    .domain: ["a.example", "A.example", "www.a.example", "b.example", "c.example"],
    .tenant: ["acme", "ＡＣＭＥ", "other"], .service: ["vpn1", "VPN1", "vpn2"],
    .table: ["customers", "Customers", "顧客"],
    .path: ["C:\\a\\x.zip", "c:\\A\\X.ZIP", "C:\\a\\y.txt", "C:\\b\\z.txt"],
  ]
  static let words: [Field: [Word]] = [
    .method: [.get, .post, .put], .action: [.copy, .read, .upload],
    .volume: [.removable, .local, .cloud],
  ]

  private func fields(_ byKind: [EventKind: [Field]]) -> [Field] {
    var seen: Set<Field> = []
    return kinds.flatMap { byKind[$0] ?? [] }.filter { seen.insert($0).inserted }
  }
  var numbers: [Field] { fields(Self.numbersByKind) }
  var texts: [Field] { fields(Self.textsByKind) }
  var words: [Field] { fields(Self.wordsByKind) }
  var isOfAlerts: Bool { kinds == [.alert] }

  /// Numbers of one unit, of which one may be held against another.
  var sizes: [Field] { numbers.filter { [.bytesOut, .bytesIn, .size].contains($0) } }
  /// Fields that `per` may group by and `distinct` may count.
  var values: [Field] { texts + words + numbers.filter { $0 != .bytesOut && $0 != .score } }
  /// Fields that an event of these kinds may lack.
  var optional: [Field] {
    isOfAlerts
      ? [.host]
      : (texts + numbers + [.method, .volume, .user, .host]).filter { field in
        field != .path && (words + numbers + texts + [.user, .host]).contains(field)
      }
  }

  /// A value of a number field.
  static func number(_ field: Field, using random: inout SeededRandom) -> Int64 {
    if field == .status { return random.pick([200, 204, 404]) }
    if random.oneIn(60) { return random.pick([.max, .max - 1, 1 << 62]) }
    return random.pick([0, 1, 1, 2, 3, 5, 8])
  }
}
