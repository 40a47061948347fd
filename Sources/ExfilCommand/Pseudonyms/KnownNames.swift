/// The names by which a run knows people, to find them inside texts.
///
/// Letters of ASCII match in either case. A name that begins or ends with a letter or digit of ASCII
/// only counts where none stands before or after it, so that `ito` is not found in `mitohana`.
struct KnownNames: Sendable {
  /// Whom each name stands for, names in lower case.
  private var users: [String: String] = [:]
  /// How many characters the names have that begin with a character, the longest first.
  private var lengths: [Character: [Int]] = [:]

  /// Creates the names; each stands for the `user` beside it.
  ///
  /// - Complexity: O(*n* log *n*).
  init(_ pairs: [(name: String, user: String)]) {
    var counts: [Character: Set<Int>] = [:]
    for (name, user) in pairs {
      let folded = name.lowercased()
      guard let first = folded.first, folded.count > 1 else { continue }
      // Where a name stands for two, one of them is as good; which one must not depend on the order.
      users[folded] = min(users[folded] ?? user, user)
      counts[first, default: []].insert(folded.count)
    }
    lengths = counts.mapValues { $0.sorted(by: >) }
  }

  /// Returns the text with every name in it replaced; mail addresses of others go as a whole.
  ///
  /// - Complexity: O(*n* · *k*) in the characters and the lengths of names that begin alike.
  func replaced(
    in text: String, person: (String) -> String, mailAddress: (String) -> String
  ) -> String {
    let characters = Array(text)
    let folded = characters.map { Character($0.lowercased().first.map(String.init) ?? String($0)) }
    var result = ""
    var index = 0
    while index < characters.count {
      if let end = address(in: folded, at: index) {
        let whole = String(folded[index..<end])
        result += user(of: whole).map(person) ?? mailAddress(whole)
        index = end
      } else if let (end, user) = match(in: folded, at: index) {
        result += person(user)
        index = end
      } else {
        result.append(characters[index])
        index += 1
      }
    }
    return result
  }

  private func user(of name: String) -> String? { users[name] }

  private func match(in text: [Character], at start: Int) -> (end: Int, user: String)? {
    let isInside = start > 0 && Self.joins(text[start - 1]) && Self.joins(text[start])
    guard !isInside, let lengths = lengths[text[start]] else { return nil }
    for length in lengths where start + length <= text.count {
      let end = start + length
      if end < text.count, Self.joins(text[end]), Self.joins(text[end - 1]) { continue }
      if let user = users[String(text[start..<end])] { return (end, user) }
    }
    return nil
  }

  /// The end of a mail address that begins here.
  private func address(in text: [Character], at start: Int) -> Int? {
    func belongs(_ character: Character) -> Bool {
      Self.joins(character) || [".", "_", "-", "+", "%"].contains(character)
    }
    guard belongs(text[start]), start == 0 || !belongs(text[start - 1]) else { return nil }
    var at = start
    while at < text.count, belongs(text[at]) { at += 1 }
    guard at < text.count, text[at] == "@", at + 1 < text.count, Self.joins(text[at + 1]) else {
      return nil
    }
    var end = at + 1
    while end < text.count, Self.joins(text[end]) || text[end] == "." || text[end] == "-" {
      end += 1
    }
    while text[end - 1] == "." || text[end - 1] == "-" { end -= 1 }
    return end
  }

  private static func joins(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber)
  }
}
