internal import ByteScan
internal import EventModel

/// Where each identity and each computer of a roster leads.
///
/// It needs nothing but the roster, so it can be made while the rules are still being compiled.
package struct PeopleIndex: Sendable {
  /// The index in ``Roster/people`` of each folded id, login, address and alias.
  let identities: IdentityTable
  /// The domains of the addresses.
  let emailDomains: Set<[UInt8]>
  let hosts: HostIndex
  /// The department of each person; empty where the roster lacks it.
  let departments: TextColumn

  /// Makes the index of a roster.
  ///
  /// - Complexity: O(*n*) in the bytes of the roster.
  package init(of roster: Roster = Roster()) {
    let people = roster.people
    var claims = IdentityClaims()
    claims.identities.reserve(2 * people.count)
    var emailDomains: Set<[UInt8]> = []
    var hosts = HostIndex()
    var departments = TextColumn()
    departments.reserve(people.count)
    /// The last domain as it was written: most addresses share it.
    var lastDomain: [UInt8] = []
    for index in people.indices {
      claims.claim(people[index].id, for: index)
      for login in people[index].logins { claims.claim(login, for: index) }
      for email in people[index].emails {
        claims.claim(email, for: index)
        let bytes = email.utf8.span
        guard let parts = EmailAddress(bytes) else { continue }
        let domain = bytes.extracting(parts.domain)
        guard !lastDomain.span.hasSameBytes(as: domain) else { continue }
        lastDomain.removeAll(keepingCapacity: true)
        lastDomain.append(copying: domain)
        emailDomains.insert(normalisedDomain(domain))
      }
      for alias in people[index].aliases { claims.claim(alias, for: index) }
      for host in people[index].hosts { hosts.add(foldedIdentity(host.utf8.span), of: index) }
      departments.append(people[index].department ?? "")
    }
    identities = claims.identities
    self.departments = departments
    self.emailDomains = emailDomains
    self.hosts = hosts
  }
}

/// Identities as a roster writes them, on their way into the table.
private struct IdentityClaims {
  var identities = IdentityTable()

  /// Notes that an identity, not yet folded, means a person.
  mutating func claim(_ identity: String, for person: Int) {
    let bytes = identity.utf8.span
    guard !bytes.isEmpty else { return }
    let isFolded =
      TextFolding.isFoldedASCII(bytes) && !bytes[0].isBlank && !bytes[bytes.count - 1].isBlank
    if isFolded {
      identities.claim(bytes, for: person)
    } else {
      identities.claim(foldedIdentity(bytes).span, for: person)
    }
  }
}

extension [[UInt8]: Int] {
  /// Notes that a text means a person; one that means two people means nobody.
  mutating func claim(_ text: [UInt8], for person: Int) {
    guard !text.isEmpty else { return }
    if let holder = updateValue(person, forKey: text), holder != person {
      self[text] = PeopleDirectory.severalPeople
    }
  }
}
