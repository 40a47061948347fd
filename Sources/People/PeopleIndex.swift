internal import ByteScan
internal import EventModel

/// Where each identity and each computer of a roster leads.
///
/// It needs nothing but the roster, so it can be made while the rules are still being compiled.
package struct PeopleIndex: Sendable {
  /// The index in ``Roster/people`` of each folded id, login, address and alias.
  let identities: [[UInt8]: Int]
  /// The domains of the addresses.
  let emailDomains: Set<[UInt8]>
  let hosts: HostIndex
  /// The department of each person in UTF-8; empty where the roster lacks it.
  let departments: [[UInt8]]

  /// Makes the index of a roster.
  ///
  /// - Complexity: O(*n*) in the bytes of the roster.
  package init(of roster: Roster = Roster()) {
    let people = roster.people
    var identities: [[UInt8]: Int] = [:]
    identities.reserveCapacity(2 * people.count)
    var emailDomains: Set<[UInt8]> = []
    var hosts = HostIndex()
    /// The last domain as it was written: most addresses share it.
    var lastDomain: [UInt8] = []
    for index in people.indices {
      identities.claim(people[index].id, for: index)
      for login in people[index].logins { identities.claim(login, for: index) }
      for email in people[index].emails {
        identities.claim(email, for: index)
        let bytes = Array(email.utf8)
        guard let parts = EmailAddress(bytes.span) else { continue }
        let domain = bytes.span.extracting(parts.domain)
        guard !lastDomain.span.hasSameBytes(as: domain) else { continue }
        lastDomain = Array(bytes[parts.domain])
        emailDomains.insert(normalisedDomain(domain))
      }
      for alias in people[index].aliases { identities.claim(alias, for: index) }
      for host in people[index].hosts {
        hosts.add(foldedIdentity(Array(host.utf8).span), of: index)
      }
    }
    departments = people.indices.map { Array((people[$0].department ?? "").utf8) }
    self.identities = identities
    self.emailDomains = emailDomains
    self.hosts = hosts
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

  /// Notes that an identity, not yet folded, means a person.
  fileprivate mutating func claim(_ identity: String, for person: Int) {
    let bytes = Array(identity.utf8)
    let isFolded = TextFolding.isFoldedASCII(bytes.span)
    if isFolded, bytes.first?.isBlank == false, bytes.last?.isBlank == false {
      claim(bytes, for: person)
    } else {
      claim(foldedIdentity(bytes.span), for: person)
    }
  }
}
