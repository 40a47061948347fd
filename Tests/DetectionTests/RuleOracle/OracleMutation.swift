/// Changes one or two tokens of a rule text, the same way in every run.
struct OracleMutation {
  private struct Piece {
    var gap: Substring
    var token: Substring
  }

  private var generator: SplitMix
  private let names: [Substring]

  private static let operators = ["=", "!=", "<", "<=", ">", ">="]
  private static let literals = [
    "0", "1", "3", "50", "0B", "5KB", "50MB", "1GiB", "50Mb", "30m", "24h", "7d", "1h30m",
    "2025-04-10", "09:00", "24:00", "10.0.0.0/8", "\"gmail.com\"", "\"秘密\"",
  ]
  private static let exchanges = [
    "and": "or", "or": "and", "where": "unless", "unless": "where", "any": "no", "no": "every",
    "every": "any", "within": "each", "each": "within", "during": "outside",
    "outside": "during", "contains": "in", "in": "contains", "starts": "ends", "ends": "like",
    "sum": "largest", "largest": "count", "count": "distinct", "distinct": "sum", "is": "in",
    "add": "subtract", "must": "when", "first": "when", "then": "first", "when": "first",
  ]

  /// What may stand for each other without making a rule wrong.
  private static let kin: [[String]] = [
    operators, ["and", "or"], ["where", "unless"], ["any", "every", "no"],
    ["contains", "starts", "ends", "like"], ["sum", "largest", "smallest"], ["add", "subtract"],
    ["during", "outside"], ["bytes_out", "bytes_in", "size"], ["path", "name", "extension"],
    ["domain", "tenant", "url"], ["to", "cc", "bcc", "recipient"], ["copy", "move", "read"],
    ["departing", "departed", "contractor", "temp"], ["hour", "day", "week"],
    ["POST", "PUT", "GET", "CONNECT"], ["removable", "phone", "local"],
    ["business_sites", "business_cloud", "free_mail", "competitors"],
    ["low", "medium", "high", "critical"], ["web", "upload", "file", "mail", "copy_out"],
  ]

  init(seed: UInt64, vocabulary: [String]) {
    generator = SplitMix(state: seed)
    names = vocabulary.flatMap { Self.pieces(of: $0).map(\.token) }.filter {
      $0.first.map { $0.isLetter || $0 == "_" } ?? false
    }
  }

  /// Returns a changed copy and what was changed.
  mutating func mutate(_ text: String) -> (text: String, change: String) {
    var pieces = Self.pieces(of: text)
    var changes: [String] = []
    for _ in 0..<(Int.random(in: 0..<4, using: &generator) == 0 ? 2 : 1) {
      changes.append(change(&pieces))
    }
    return (pieces.map { $0.gap + $0.token }.joined(), changes.joined(separator: ", "))
  }

  private mutating func change(_ pieces: inout [Piece]) -> String {
    if Bool.random(using: &generator), let change = gentleChange(&pieces) { return change }
    // The first two tokens say what it is; without them everything is an error to both.
    let index = Int.random(in: min(2, pieces.count - 1)..<pieces.count, using: &generator)
    let token = pieces[index].token
    switch Int.random(in: 0..<8, using: &generator) {
    case 0:
      pieces.remove(at: index)
      return "without `\(token)`"
    case 1:
      pieces.insert(Piece(gap: " ", token: token), at: index)
      return "`\(token)` twice"
    case 2 where index + 1 < pieces.count:
      let other = pieces[index + 1].token
      pieces[index].token = other
      pieces[index + 1].token = token
      return "`\(token)` after `\(other)`"
    default:
      let other = replacement(for: token)
      pieces[index].token = other
      return "`\(other)` for `\(token)`"
    }
  }

  /// Replaces a token by one of its kin, so that the rule is often still right.
  private mutating func gentleChange(_ pieces: inout [Piece]) -> String? {
    let places = pieces.indices.dropFirst(2).filter { index in
      let token = pieces[index].token
      return token.first.map(\.isNumber) == true || Self.kin.contains { $0.contains(String(token)) }
    }
    guard let index = places.randomElement(using: &generator) else { return nil }
    let token = pieces[index].token
    let other: Substring
    if token.first.map(\.isNumber) == true {
      other = scaled(token)
    } else {
      let family = Self.kin.first { $0.contains(String(token)) } ?? []
      other = pick(family.filter { $0 != token })
    }
    pieces[index].token = other
    return "`\(other)` for `\(token)`"
  }

  /// Changes the number at the start of a quantity, so that it stays one of its kind.
  private mutating func scaled(_ token: Substring) -> Substring {
    let digits = token.prefix(while: \.isNumber)
    let rest = token.dropFirst(digits.count)
    guard !rest.hasPrefix(":"), !rest.hasPrefix("-"), let number = Int(digits) else {
      return pick(["00:30", "09:00", "12:10", "21:00", "23:59"])
    }
    let other = [
      number + 1, number * 10, number / 10, number * 2, number / 2, 1, max(0, number - 1),
    ]
    return Substring("\(other.randomElement(using: &generator) ?? number)\(rest)")
  }

  private mutating func replacement(for token: Substring) -> Substring {
    guard let first = token.first else { return token }
    if Self.operators.contains(String(token)) { return pick(Self.operators) }
    if let other = Self.exchanges[String(token)], Bool.random(using: &generator) {
      return Substring(other)
    }
    if first.isNumber || first == "\"" {
      return pick(Self.literals)
    }
    if first.isLetter || first == "_" { return names.randomElement(using: &generator) ?? token }
    return pick(["(", ")", ",", "{", "}"] + Self.operators)
  }

  private mutating func pick(_ texts: [String]) -> Substring {
    Substring(texts.randomElement(using: &generator) ?? "")
  }

  private static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text[...]
    while !rest.isEmpty {
      let gap = rest.prefix(while: \.isWhitespace)
      rest = rest[gap.endIndex...]
      let token = token(at: rest)
      rest = rest[token.endIndex...]
      pieces.append(Piece(gap: gap, token: token))
    }
    return pieces
  }

  private static func token(at rest: Substring) -> Substring {
    guard let first = rest.first else { return rest }
    if first == "\"" {
      let end = rest.dropFirst().firstIndex { $0 == "\"" || $0.isNewline }
      return end.map { rest[...$0] } ?? rest
    }
    if first.isLetter || first.isNumber || first == "_" {
      let word = rest.prefix { $0.isLetter || $0.isNumber || "_.:".contains($0) }
      // The two dots of a range belong to neither side.
      if let dots = word.firstRange(of: ".."), dots.lowerBound > word.startIndex {
        return word[..<dots.lowerBound]
      }
      return word
    }
    for operation in ["..", "!=", "<=", ">="] where rest.hasPrefix(operation) {
      return rest.prefix(2)
    }
    return rest.prefix(1)
  }
}

/// A small generator whose numbers are the same on every machine (splitmix64).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
