import EventModel
import Testing

@testable import People

/// Who had an address, as far as sign-ins tell; a sign-in counts for an hour here.
struct SignInSessionsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Sign-ins as `TIME USER`.
    var signIns: [String]
    /// Spans as `FROM-TO USER`.
    var spans: [String]
    var shared = 0
  }

  static let cases = [
    Case(testDescription: "one sign-in", signIns: ["09:00 ann"], spans: ["09:00-10:00 ann"]),
    Case(
      testDescription: "the same person again", signIns: ["09:00 ann", "09:40 ann", "10:40 ann"],
      spans: ["09:00-11:40 ann"]),
    Case(
      testDescription: "the same person later", signIns: ["09:00 ann", "12:00 ann"],
      spans: ["09:00-10:00 ann", "12:00-13:00 ann"]),
    Case(
      testDescription: "one after the other", signIns: ["09:00 ann", "10:00 ben"],
      spans: ["09:00-10:00 ann", "10:00-11:00 ben"]),
    Case(
      testDescription: "two at once", signIns: ["09:00 ann", "09:30 ben"],
      spans: ["09:00-09:30 ann", "10:00-10:30 ben"], shared: 1),
    Case(
      testDescription: "two at the same moment", signIns: ["09:00 ann", "09:00 ben"], spans: [],
      shared: 1),
    Case(
      testDescription: "one within the other's time",
      signIns: ["09:00 ann", "09:10 ben", "09:50 ann", "10:30 ann"],
      spans: ["09:00-09:10 ann", "10:10-11:30 ann"], shared: 1),
    Case(testDescription: "nobody", signIns: [], spans: []),
  ]

  private static let address = SignIn.Place.address(IPAddress(bits: 0xFFFF_0A00_0001))

  private static func time(_ text: Substring) throws -> Timestamp {
    try moment("2026-10-12T\(text):00Z")
  }

  private static func outcome(_ signIns: [String]) throws -> SignInSessions.Outcome {
    var sessions = SignInSessions(lengthInMicroseconds: 3_600_000_000)
    for text in signIns {
      let parts = text.split(separator: " ")
      sessions.add(
        SignIn(String(parts[1]), at: address, time: try time(parts[0]), basis: "a.log:1"))
    }
    return sessions.outcome
  }

  @Test(arguments: cases)
  func `an address is whose alone it is`(_ row: Case) throws {
    for signIns in [row.signIns, row.signIns.reversed()] {
      let outcome = try Self.outcome(signIns)
      let spans = outcome.spans.map { span in
        let times = [span.from, span.to].map { $0.textInUTC.dropFirst(11).prefix(5) }
        return "\(times[0])-\(times[1]) \(span.user)"
      }
      #expect(spans == row.spans)
      #expect(outcome.sharedPlaceCount == row.shared)
    }
  }

  @Test func `every minute is whose sign-ins reach it and nobody else's`() throws {
    var state: UInt64 = 20_261_122
    func next(_ limit: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % limit)
    }
    for _ in 0..<200 {
      let signIns = (0..<next(12)).map { _ in
        (minute: next(600), user: ["ann", "ben", "cho"][next(3)])
      }
      var sessions = SignInSessions(lengthInMicroseconds: 3_600_000_000)
      for signIn in signIns {
        sessions.add(
          SignIn(
            signIn.user, at: Self.address,
            time: Timestamp(microseconds: Int64(signIn.minute) * 60_000_000), basis: ""))
      }
      let spans = sessions.outcome.spans
      for minute in 0..<700 {
        let present = Set(
          signIns.filter { $0.minute <= minute && minute < $0.minute + 60 }.map(\.user))
        let time = Int64(minute) * 60_000_000
        let told = spans.filter {
          $0.from.microseconds <= time && time < $0.to.microseconds
        }.map(\.user)
        #expect(told == (present.count == 1 ? Array(present) : []), "minute \(minute): \(signIns)")
      }
    }
  }
}
