import EventModel
import RuleProgram

extension MatchContext {
  /// Asks a test about the user; of somebody the roster lacks, most words are simply not true.
  func ask(_ flag: UserFlag, at time: Timestamp) -> Outcome {
    guard let user else { return .unknown }
    return Outcome(matcher.people.has(flag, user, at: time))
  }

  /// Asks whether the user's phase is one of some, given as bits by ``DeparturePhase/ordinal``.
  func ask(phases: UInt8, at time: Timestamp) -> Outcome {
    guard let person = user?.person else { return .unknown }
    let phase = matcher.people.phase(ofPerson: person, at: time)
    return Outcome(phases & 1 << UInt8(phase.ordinal) != 0)
  }

  /// Asks whether the text of a slot resembles the user's name.
  func askResemblance(ofSlot slot: Int) -> Outcome {
    guard let person = user?.person else { return .unknown }
    let text = arena.span.extracting(textRanges[slot])
    return matcher.people.resembles(text, person: person).map { Outcome($0) } ?? .unknown
  }
}
