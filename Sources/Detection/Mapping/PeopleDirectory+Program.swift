package import EventModel
package import People
package import RuleProgram

extension PeopleDirectory {
  /// Builds the directory that a program asks for: its lists, its civil zone, its look-back.
  ///
  /// - Parameters:
  ///   - roster: The people.
  ///   - index: The index of the roster, if it was made already.
  ///   - program: The rules, for `company_domains`, `watchlist`, `privileged_users`.
  ///   - zone: The civil zone.
  package init(
    roster: Roster, index: PeopleIndex? = nil, program: RuleProgram, zone: CivilZone
  ) {
    self.init(
      roster: roster, index: index,
      companyDomains: CompanyDomains(program.entries(of: program.companyDomains)),
      zone: zone, beforeNoticeMicroseconds: program.beforeNoticeMicroseconds,
      watchlist: Self.listed(program.watchlist, in: program),
      privilegedUsers: Self.listed(program.privilegedUsers, in: program))
  }

  private static func listed(_ list: ListID?, in program: RuleProgram) -> [ListedUser] {
    list.map { list in
      program.lists[list.index].entries.map { ListedUser($0.value, endsAt: $0.endsAt) }
    } ?? []
  }

  /// Returns the person whose roster id this is.
  ///
  /// - Complexity: O(*n*) in the bytes of the id.
  func person(id: String) -> Int? {
    let found = resolve(Array(id.utf8).span).person
    return found.flatMap { people[$0].id == id ? $0 : nil }
  }
}
