internal import ByteScan
package import EventModel

/// Whom an identity of a log means.
package enum ResolvedIdentity: Hashable, Sendable {
  /// A person of the roster: the index in ``PeopleDirectory/people``.
  case person(Int)
  /// Nobody of the roster; the folded identity stands for itself.
  case unknown([UInt8])
  /// More than one person; the folded identity stands for itself.
  case ambiguous([UInt8])

  /// The index of the person, if it is one.
  package var person: Int? {
    if case .person(let index) = self { index } else { nil }
  }
}

/// Everything a run knows about people: immutable once built, shared by every worker.
///
/// It answers who an identity, an address or a computer is, and where a person stands in leaving at
/// a moment of event time. Looking up is meant for distinct identities; the engine keeps answers.
package struct PeopleDirectory: Sendable {
  /// An entry of the watch list or the list of privileged users.
  package struct ListedUser: Hashable, Sendable {
    /// An identity as a log or the roster would write it.
    package var identity: String
    /// The first moment at which the entry no longer counts, if it ends.
    package var endsAt: Timestamp?

    package init(_ identity: String, endsAt: Timestamp? = nil) {
      self.identity = identity
      self.endsAt = endsAt
    }
  }

  /// The people of the roster, in its order.
  package let people: [Person]
  /// The zone in which the roster's days begin.
  package let zone: CivilZone
  let companyDomains: CompanyDomains
  let courses: DepartureCourses
  private let identities: IdentityTable
  private let emailDomains: Set<[UInt8]>
  let hosts: HostIndex
  private let departments: TextColumn
  var addressLeases: [IPAddress: LeaseTimeline] = [:]
  var hostLeases: [[UInt8]: LeaseTimeline] = [:]
  private var watched: [ListedKey: ListedSpan] = [:]
  private var privileged: [ListedKey: ListedSpan] = [:]

  /// The index that stands for more than one person.
  static let severalPeople = -1

  /// Creates a directory without leases; ``add(_:)`` takes them.
  ///
  /// - Parameters:
  ///   - roster: The people.
  ///   - index: The index of the roster, if it was made already.
  ///   - companyDomains: The domains whose addresses are identities of the company.
  ///   - zone: The civil zone.
  ///   - beforeNoticeMicroseconds: How long before the notice date a leaver counts as departing.
  ///   - watchlist: Identities that rules call `watched`.
  ///   - privilegedUsers: Identities that rules call `privileged`.
  package init(
    roster: Roster = Roster(), index: PeopleIndex? = nil,
    companyDomains: CompanyDomains = CompanyDomains([]), zone: CivilZone = .utc,
    beforeNoticeMicroseconds: Int64 = 90 * 86_400_000_000,
    watchlist: [ListedUser] = [], privilegedUsers: [ListedUser] = []
  ) {
    people = roster.people
    self.zone = zone
    self.companyDomains = companyDomains
    // By index, for a person who is handed over is copied, and most of them stay.
    let stays = DepartureCourse(
      of: Person(), zone: zone, beforeNoticeMicroseconds: beforeNoticeMicroseconds)
    var courses = DepartureCourses(of: people.count, staying: stays)
    for index in people.indices
    where people[index].noticeDate != nil || people[index].lastOfficeDay != nil
      || people[index].lastDay != nil
    {
      courses[index] = DepartureCourse(
        of: people[index], zone: zone, beforeNoticeMicroseconds: beforeNoticeMicroseconds)
    }
    self.courses = courses
    let index = index ?? PeopleIndex(of: roster)
    identities = index.identities
    emailDomains = index.emailDomains
    hosts = index.hosts
    departments = index.departments
    for user in watchlist {
      let identity = resolve(Array(user.identity.utf8).span)
      watched[ListedKey(identity), default: ListedSpan()].add(endingAt: user.endsAt)
    }
    for user in privilegedUsers {
      let identity = resolve(Array(user.identity.utf8).span)
      privileged[ListedKey(identity), default: ListedSpan()].add(endingAt: user.endsAt)
    }
  }

  /// Returns whom an identity means.
  ///
  /// The identity is folded and looked for among ids, logins, e-mail addresses and aliases; then
  /// what follows its last backslash; then that without its `@domain`, if the domain is the company's
  /// or one of the roster's addresses. So `EXAMPLE\yamada` and `yamada@example.co.jp` are yamada,
  /// and `yamada@gmail.com` is nobody.
  ///
  /// - Complexity: O(*n*) in the bytes.
  package func resolve(_ identity: Span<UInt8>) -> ResolvedIdentity {
    let folded = foldedIdentity(identity)
    var candidate = folded
    if let found = identities.person(of: candidate.span) { return resolved(found, folded) }
    if let backslash = candidate.lastIndex(of: UInt8(ascii: "\\")) {
      candidate = Array(candidate[(backslash + 1)...])
      if let found = identities.person(of: candidate.span) { return resolved(found, folded) }
    }
    if let parts = EmailAddress(candidate.span) {
      let domain = normalisedDomain(candidate.span.extracting(parts.domain))
      if companyDomains.contains(domain.span) || emailDomains.contains(domain),
        let found = identities.person(of: candidate.span.extracting(parts.local))
      {
        return resolved(found, folded)
      }
    }
    return .unknown(folded)
  }

  private func resolved(_ index: Int, _ folded: [UInt8]) -> ResolvedIdentity {
    index == Self.severalPeople ? .ambiguous(folded) : .person(index)
  }

  /// Returns whether a list of users names an identity at a moment.
  func isListed(_ flag: UserFlag, _ identity: ResolvedIdentity, at time: Timestamp) -> Bool {
    let key = ListedKey(identity)
    let listed = flag == .watched ? watched[key] : privileged[key]
    return listed?.contains(time) ?? false
  }

  /// Returns the department of a person in UTF-8; empty where the roster lacks it.
  package func department(of person: Int) -> ArraySlice<UInt8> { departments[person] }

  /// Returns the identity as findings name it: the roster's id, else the folded identity.
  package func userText(of identity: ResolvedIdentity) -> [UInt8] {
    switch identity {
    case .person(let index): Array(people[index].id.utf8)
    case .unknown(let folded), .ambiguous(let folded): folded
    }
  }
}

/// What a list names: a person, or an identity that stands for itself.
private enum ListedKey: Hashable, Sendable {
  case person(Int)
  case identity([UInt8])

  init(_ identity: ResolvedIdentity) {
    switch identity {
    case .person(let index): self = .person(index)
    case .unknown(let folded), .ambiguous(let folded): self = .identity(folded)
    }
  }
}

/// Until when a list names a user; several entries for one user are one.
private struct ListedSpan: Hashable, Sendable {
  /// `nil` before the first entry.
  private var endsAt: Timestamp?

  mutating func add(endingAt end: Timestamp?) {
    let end = end ?? Timestamp(microseconds: .max)
    endsAt = endsAt.map { max($0, end) } ?? end
  }

  func contains(_ time: Timestamp) -> Bool { endsAt.map { time < $0 } ?? false }
}

/// Returns an identity or a host name in the form in which they are compared, without outer blanks.
func foldedIdentity(_ bytes: Span<UInt8>) -> [UInt8] {
  var folded: [UInt8] = []
  TextFolding.fold(bytes, into: &folded)
  while folded.last?.isBlank == true { folded.removeLast() }
  return folded.first?.isBlank == true ? Array(folded.drop(while: \.isBlank)) : folded
}

/// Returns a domain in normal form.
func normalisedDomain(_ bytes: Span<UInt8>) -> [UInt8] {
  var domain: [UInt8] = []
  Domain.normalise(bytes, into: &domain)
  return domain
}
