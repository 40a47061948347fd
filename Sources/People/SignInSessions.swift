package import EventModel

/// A person who signed in from an address, or at a computer.
package struct SignIn: Hashable, Sendable {
  /// Where: one of the two.
  package enum Place: Hashable, Sendable {
    case address(IPAddress)
    /// The name of the computer, folded.
    case host(String)
  }

  package var place: Place
  /// The user, as leases name them.
  package var user: String
  package var time: Timestamp
  /// Where the log says so, for people.
  package var basis: String

  /// Creates a sign-in.
  package init(_ user: String, at place: Place, time: Timestamp, basis: String) {
    self.place = place
    self.user = user
    self.time = time
    self.basis = basis
  }
}

/// Makes leases of sign-ins: who had an address or a computer, as far as sign-ins can tell.
///
/// A sign-in tells when somebody came and not when they left. So it counts for a given time, which each further
/// sign-in of the same person prolongs; and while two people's times at one place overlap, it is nobody's: a
/// shared computer, a terminal server and an office behind one address tell of no one. Nothing depends on the
/// order in which sign-ins were read.
package struct SignInSessions: Sendable {
  /// How long a sign-in counts, in microseconds.
  private let length: Int64
  private var signIns: [SignIn.Place: [SignIn]] = [:]

  /// - Parameter lengthInMicroseconds: How long a sign-in counts; more than 0.
  package init(lengthInMicroseconds: Int64) { length = lengthInMicroseconds }

  /// Adds a sign-in.
  package mutating func add(_ signIn: SignIn) { signIns[signIn.place, default: []].append(signIn) }

  /// What all sign-ins come to.
  package struct Outcome: Hashable, Sendable {
    /// One span of one person at one place.
    package struct Span: Hashable, Sendable {
      package var place: SignIn.Place
      package var user: String
      package var from: Timestamp
      /// The first moment after it.
      package var to: Timestamp
      /// Where the sign-in stands that it begins with, or that came before its beginning.
      package var basis: String
    }

    /// In the order of addresses, then computers, and of time.
    package var spans: [Span] = []
    /// At how many places people's times overlap.
    package var sharedPlaceCount = 0
  }

  /// Returns the spans in which a place is one person's.
  ///
  /// - Complexity: O(*n* log *n*) in the sign-ins.
  package var outcome: Outcome {
    var outcome = Outcome()
    for place in signIns.keys.sorted(by: Self.precedes) {
      let own = spans(of: signIns[place] ?? [])
      let alone = Self.alone(own)
      if alone.isShared { outcome.sharedPlaceCount += 1 }
      outcome.spans += alone.spans
    }
    return outcome
  }

  /// The times of each person at one place, in the order of their beginning; those of one person do not
  /// overlap.
  private func spans(of signIns: [SignIn]) -> [Outcome.Span] {
    var spans: [Outcome.Span] = []
    var last: [String: Int] = [:]
    let sorted = signIns.sorted { ($0.time, $0.user, $0.basis) < ($1.time, $1.user, $1.basis) }
    for signIn in sorted {
      let (sum, overflows) = signIn.time.microseconds.addingReportingOverflow(length)
      let end = Timestamp(microseconds: overflows ? .max : sum)
      if let index = last[signIn.user], spans[index].to >= signIn.time {
        spans[index].to = end
      } else {
        last[signIn.user] = spans.count
        spans.append(
          Outcome.Span(
            place: signIn.place, user: signIn.user, from: signIn.time, to: end,
            basis: signIn.basis))
      }
    }
    return spans
  }

  /// The parts of spans in which there is no other.
  private static func alone(_ spans: [Outcome.Span]) -> (spans: [Outcome.Span], isShared: Bool) {
    let edges = spans.indices.flatMap { index in
      [(time: spans[index].from, index: index), (spans[index].to, index)]
    }.sorted { ($0.time, $0.index) < ($1.time, $1.index) }
    var alone: [Outcome.Span] = []
    var open: Set<Int> = []
    var isShared = false
    var start = Timestamp(microseconds: .min)
    for edge in edges {
      if open.count == 1, let index = open.first, start < edge.time {
        var span = spans[index]
        (span.from, span.to) = (start, edge.time)
        if let last = alone.last, last.user == span.user, last.to == span.from {
          alone[alone.count - 1].to = span.to
        } else {
          alone.append(span)
        }
      }
      isShared = isShared || (open.count > 1 && start < edge.time)
      if open.remove(edge.index) == nil { open.insert(edge.index) }
      start = edge.time
    }
    return (alone, isShared)
  }

  private static func precedes(_ one: SignIn.Place, _ other: SignIn.Place) -> Bool {
    switch (one, other) {
    case (.address(let one), .address(let other)): one < other
    case (.host(let one), .host(let other)): one.utf8.lexicographicallyPrecedes(other.utf8)
    case (.address, .host): true
    case (.host, .address): false
    }
  }
}
