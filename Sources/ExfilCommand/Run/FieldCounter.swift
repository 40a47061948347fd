internal import Detection
internal import EventModel
internal import People
internal import SystemBoundary

/// How many events of one kind of one input have each field.
struct FieldTally: Sendable {
  private(set) var events = 0
  private var counts = [64 of Int](repeating: 0)

  /// Notes an event with these fields.
  mutating func add(_ fields: FieldSet) {
    events += 1
    var rest = fields
    while let field = rest.popFirst() { counts[Int(field.rawValue)] += 1 }
  }

  /// Adds the counts of another worker.
  mutating func add(_ other: FieldTally) {
    events += other.events
    for index in counts.indices { counts[index] += other.counts[index] }
  }

  /// How many events have a field.
  func count(of field: Field) -> Int { counts[Int(field.rawValue)] }

  /// The fields that some event has.
  var filled: FieldSet {
    Field.allCases.reduce(into: FieldSet()) { if count(of: $1) > 0 { $0.insert($1) } }
  }
}

/// Counts the fields of every event, for `exfil identify`.
struct FieldCounter: EventTaker, ~Copyable {
  /// An input, in the numbering of the run, and a kind.
  struct Key: Hashable, Sendable {
    var source: UInt32
    var kind: EventKind
  }

  private let context: RunContext
  private var places: [Key: Int] = [:]
  private var tallies: [FieldTally] = []
  /// The key of the event before, and where its tally is.
  private var last: (key: Key, place: Int)?

  init(_ context: RunContext) { self.context = context }

  mutating func begin(source: SourceFields) {}

  mutating func isConcerned(by event: borrowing Event, in block: Span<UInt8>) -> Bool { true }

  mutating func take(
    _ event: inout Event, in block: Span<UInt8>, line: FactLine
  ) throws(SystemError) {
    count(&event, in: block, of: line.place.source)
  }

  mutating func take(
    joined event: inout Event, in block: Span<UInt8>, lines: [FactLine]
  ) throws(SystemError) {
    count(&event, in: block, of: lines[0].place.source)
  }

  /// Nothing that grows with the events is kept.
  var heldByteCount: Int { 0 }

  mutating func spill() throws(SystemError) {}

  consuming func finish() -> [Key: FieldTally] { places.mapValues { tallies[$0] } }

  private mutating func count(_ event: inout Event, in block: Span<UInt8>, of source: UInt32) {
    event.complete(companyDomains: context.companyDomains, in: block)
    var fields = event.present
    // Whose event it is may stand in the roster or the leases only.
    if !fields.contains(.user), context.people.identity(of: event, in: block) != nil {
      fields.insert(.user)
    }
    let key = Key(source: source, kind: event.kind)
    if last?.key != key {
      let place = places[key] ?? tallies.count
      if place == tallies.count {
        tallies.append(FieldTally())
        places[key] = place
      }
      last = (key, place)
    }
    if let last { tallies[last.place].add(fields) }
  }
}
