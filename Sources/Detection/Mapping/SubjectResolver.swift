internal import ByteScan
internal import EventModel
internal import People

/// What is known of one identity that logs name.
package struct KnownIdentity: Hashable, Sendable {
  /// What the roster says of it.
  package enum State: Hashable, Sendable { case known, unknown, ambiguous }
  /// The roster id, else the folded identity, and the person if the roster knows one.
  package var user: ResolvedUser
  package var state: State
  /// How many events named it.
  package var eventCount = 0
}

/// Finds out whose event it is, remembering every identity it has looked up.
///
/// It gives the answers of ``PeopleDirectory/identity(of:in:)``, which defines them.
struct SubjectResolver: Sendable {
  /// Who an event belongs to.
  enum Owner: Sendable {
    /// One of the identities, by its number.
    case identity(Int)
    /// No person and no identity is known.
    case nobody
  }

  private let people: PeopleDirectory
  private var users = ByteInterner()
  private var senders = ByteInterner()
  private var subjects: [ResolvedIdentity: Int] = [:]
  private var known: [KnownIdentity] = []
  /// What identities are called in facts, end to end, and where each ends: closer together than in
  /// ``known``, because nearly every fact needs one.
  private var names: [UInt8] = []
  private var nameEnds: [Int] = []
  /// The hash of each as the subject of facts.
  private var subjectHashes: [UInt64] = []
  /// How many events named each; apart from the rest, since it is written for every event.
  private var eventCounts: [Int] = []

  /// Stands for the user of an event that names nobody, where nothing else tells whose it is.
  static let nobody: Int32 = -2

  /// The numbers of the users announced last; −1 for one that is not known yet, or ``nobody``.
  private(set) var announced: [Int32] = []
  /// Of no meaning: it is there so that the counts of the announced users are fetched together,
  /// before each of them is needed.
  private var fetchedSum = 0

  init(people: PeopleDirectory) { self.people = people }

  /// Looks up the users of the events to come.
  ///
  /// One after the other, the look-ups of a thousand users wait for memory each; together they wait
  /// at the same time.
  ///
  /// - Complexity: O(*n*) in the bytes of the names; allocates nothing once it has grown.
  mutating func announce(users places: Span<TextPlace>, in block: Span<UInt8>) {
    users.findNumbers(of: places, in: block, into: &announced)
    fetchCounts()
  }

  /// Looks up the users of a batch; the number of a doubted line means nothing.
  mutating func announce(_ batch: borrowing EarlyBatch, in block: Span<UInt8>) {
    let lines = 0..<batch.count
    users.findNumbers(
      lows: batch.userLows.span.extracting(lines), highs: batch.userHighs.span.extracting(lines),
      byteCounts: batch.userCounts.span.extracting(lines), into: &announced)
    if batch.hasLongUsers {
      for line in lines
      where batch.userCounts[line] > UInt64(ShortKey.maximumByteCount) && batch.doubts[line] == 0 {
        let user = block.extracting(batch.longUsers[line].range)
        announced[line] = users.number(of: user).map { Int32(truncatingIfNeeded: $0) } ?? -1
      }
    }
    if batch.isWithoutHosts, !people.knowsAddresses {
      for line in lines where batch.userCounts[line] == 0 { announced[line] = Self.nobody }
    }
    fetchCounts()
  }

  private mutating func fetchCounts() {
    var sum = 0
    for number in announced where number >= 0 { sum &+= eventCounts[Int(number)] }
    fetchedSum = sum
  }

  /// The number of a user announced last, if it is known.
  @inline(__always)
  func number(ofAnnounced place: Int) -> Int? {
    guard place >= 0, place < announced.count, announced[place] >= 0 else { return nil }
    return Int(announced[place])
  }

  /// Counts an event of each of some announced users that are known, or nobody.
  mutating func count(announced lines: Range<Int>) {
    for line in lines where announced[line] >= 0 { eventCounts[Int(announced[line])] += 1 }
  }

  /// Counts an event of an identity.
  @inline(__always)
  mutating func count(_ index: Int) { eventCounts[index] += 1 }

  /// Returns whose event it is.
  ///
  /// - Complexity: O(*n*) in the bytes of the identity, once it is known; leases and hosts are
  ///   looked up anew each time.
  mutating func owner(of event: borrowing Event, in block: Span<UInt8>) -> Owner {
    if let known = number(ofAnnounced: event.announcedUser) { return counted(known) }
    if event.has(.user) {
      let name = event.text(.user, in: block)
      if let known = users.number(of: name) { return counted(known) }
      let answer = number(of: people.resolve(name))
      users.insert(name, number: answer)
      return counted(answer)
    }
    if event.kind == .mail, event.has(.sender) {
      let sender = event.text(.sender, in: block)
      if let known = senders.number(of: sender) {
        if known >= 0 { return counted(known) }
      } else {
        let answer = people.resolveSender(sender).map { number(of: $0) } ?? -1
        senders.insert(sender, number: answer)
        if answer >= 0 { return counted(answer) }
      }
    }
    guard let identity = people.identity(byPlaceOf: event, in: block) else { return .nobody }
    return counted(number(of: identity))
  }

  /// Every identity that was looked up, with its count.
  var identities: [KnownIdentity] {
    known.indices.map { index in
      var identity = known[index]
      identity.eventCount = eventCounts[index]
      return identity
    }
  }

  /// How many identities there are.
  var identityCount: Int { known.count }

  /// How many bytes ``ResolvedUser/identity`` of an identity has.
  func nameByteCount(_ index: Int) -> Int { nameRange(index).count }

  /// Writes ``ResolvedUser/identity`` of an identity as the subject of a fact.
  func appendName(_ index: Int, to encoder: inout FactEncoder) {
    encoder.append(subject: names.span.extracting(nameRange(index)))
  }

  /// Writes the same as the value of a field.
  func appendName(_ index: Int, as field: Field, to encoder: inout FactEncoder) {
    encoder.append(field, text: names.span.extracting(nameRange(index)))
  }

  /// Appends the same to other bytes.
  func appendName(_ index: Int, to bytes: inout [UInt8]) {
    bytes.append(copying: names.span.extracting(nameRange(index)))
  }

  private func nameRange(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : nameEnds[index - 1])..<nameEnds[index]
  }

  /// Returns the hash of an identity as the subject of facts.
  func subjectHash(_ index: Int) -> UInt64 { subjectHashes[index] }

  /// The hashes of all identities.
  var allSubjectHashes: [UInt64] { subjectHashes }

  /// Who an identity is.
  func user(_ index: Int) -> ResolvedUser { known[index].user }

  private mutating func counted(_ index: Int) -> Owner {
    count(index)
    return .identity(index)
  }

  private mutating func number(of identity: ResolvedIdentity) -> Int {
    if let index = subjects[identity] { return index }
    let state: KnownIdentity.State =
      switch identity {
      case .person: .known
      case .unknown: .unknown
      case .ambiguous: .ambiguous
      }
    let user = ResolvedUser(identity, in: people)
    known.append(KnownIdentity(user: user, state: state))
    names += user.identity
    nameEnds.append(names.count)
    subjectHashes.append(
      stableHash64(user.identity.span, seed: UInt64(SubjectCode.code(.user))))
    eventCounts.append(0)
    subjects[identity] = known.count - 1
    return known.count - 1
  }
}

extension PeopleDirectory {
  /// Returns who an event belongs to by its address, else its computer.
  fileprivate func identity(byPlaceOf event: borrowing Event, in block: Span<UInt8>)
    -> ResolvedIdentity?
  {
    if event.has(.srcIP) {
      let address = event.text(.srcIP, in: block)
      if let identity = leaseholder(ofAddress: address, at: event.time) { return identity }
    }
    guard event.has(.host) else { return nil }
    let host = event.text(.host, in: block)
    if let identity = leaseholder(ofHost: host, at: event.time) { return identity }
    return owner(ofHost: host).map { .person($0) }
  }
}
