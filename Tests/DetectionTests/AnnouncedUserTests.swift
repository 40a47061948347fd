import EventModel
import People
import Testing

@testable import Detection

struct AnnouncedUserTests {
  @Test func `an announced user is the one that the event names`() {
    var resolver = SubjectResolver(people: PeopleDirectory())
    var alone = SubjectResolver(people: PeopleDirectory())
    let names = ["sato.k", "u1", "a login of more than sixteen bytes", "u1", "sato.k"]
    for round in 0..<3 {
      // Known from the second round on; one name more in each.
      let users = names + ["late\(round)"]
      let block = Array(users.joined(separator: " ").utf8)
      var places: [TextPlace] = []
      for name in users {
        let start = places.last.map { $0.range.upperBound + 1 } ?? 0
        places.append(TextPlace(start: start, count: name.utf8.count, isOwned: false))
      }
      resolver.announce(users: places.span, in: block.span)
      for number in places.indices {
        var event = Event()
        event.begin(
          EarlyEvent(
            .web, at: Timestamp(microseconds: 0), user: places[number].range,
            announcedUser: number,
            numbers: EarlyNumbers(
              outcome: .allowed, method: nil, status: 200, bytesOut: -1, bytesIn: -1)))
        let owner = resolver.owner(of: event, in: block.span)
        event.begin(.web, at: Timestamp(microseconds: 0))
        event.set(.user, toBlockRange: places[number].range)
        let expected = alone.owner(of: event, in: block.span)
        #expect(name(of: owner, in: resolver) == name(of: expected, in: alone))
      }
    }
    #expect(resolver.identities == alone.identities)
    #expect(resolver.identities.first?.eventCount == 6)
  }

  private func name(of owner: SubjectResolver.Owner, in resolver: SubjectResolver) -> [UInt8]? {
    guard case .identity(let number) = owner else { return nil }
    return resolver.user(number).identity
  }
}
