internal import ByteScan
internal import EventModel
internal import People

extension PeopleDirectory {
  /// Returns every name by which the roster or some log knows somebody, with the `user` of findings.
  ///
  /// - Parameter seen: The identities that logs name.
  /// - Returns: The names, some perhaps twice.
  /// - Complexity: O(*n*) in the people and the identities.
  func knownNames(andOf seen: Set<String>) -> [(name: String, user: String)] {
    var names: [(name: String, user: String)] = []
    for person in people {
      var own = [person.id] + person.logins + person.emails + person.aliases
      if let name = person.name { own += [name, name.filter { !$0.isWhitespace }] }
      if let romaji = person.romaji { own.append(romaji) }
      for name in own { names.append((name: name, user: person.id)) }
    }
    for identity in seen {
      let user = String(logBytes: userText(of: resolve(Array(identity.utf8).span)))
      names.append((name: identity, user: user))
    }
    return names
  }
}
