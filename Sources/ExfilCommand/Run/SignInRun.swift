internal import ByteScan
internal import Detection
internal import EventModel
internal import LogArchive
internal import People
internal import Reports
internal import SystemBoundary

/// Keeps who signed in from where.
struct SignInTaker: EventTaker, ~Copyable {
  private let context: RunContext
  private var signIns: [SignIn] = []

  init(context: RunContext) { self.context = context }

  mutating func begin(source: SourceFields) {}

  mutating func isConcerned(by event: borrowing Event, in block: Span<UInt8>) -> Bool {
    event.kind == .login
  }

  mutating func take(
    _ event: inout Event, in block: Span<UInt8>, line: FactLine
  ) throws(SystemError) { add(event, in: block, at: line.place) }

  mutating func take(
    joined event: inout Event, in block: Span<UInt8>, lines: [FactLine]
  ) throws(SystemError) { add(event, in: block, at: lines[0].place) }

  var heldByteCount: Int { 0 }

  mutating func spill() throws(SystemError) {}

  consuming func finish() -> [SignIn] { signIns }

  private mutating func add(
    _ event: borrowing Event, in block: Span<UInt8>, at place: SourcePlace
  ) {
    guard event.kind == .login, event.time.isPlausible, event.has(.user),
      event.word(.outcome) == nil || event.word(.outcome) == .allowed
    else { return }
    let identity = context.people.resolve(event.text(.user, in: block))
    // With a roster, services and machines are left out: they sign in at everybody's computer.
    guard identity.person != nil || context.people.people.isEmpty else { return }
    let user = String(decoding: context.people.userText(of: identity), as: UTF8.self)
    let basis = "\(context.inputs[Int(place.source)].path.display):\(place.line)"
    guard !user.isEmpty, !user.hasSuffix("$"), let origin = Self.place(of: event, in: block)
    else { return }
    signIns.append(SignIn(user, at: origin, time: event.time, basis: basis))
  }

  /// The address that somebody came from, else the computer that they sat down at.
  private static func place(of event: borrowing Event, in block: Span<UInt8>) -> SignIn.Place? {
    if event.has(.srcIP), let address = IPAddress(event.text(.srcIP, in: block)) {
      // A machine that signs in at itself tells nothing of an address.
      return address.isOwn ? nil : .address(address)
    }
    guard event.word(.kindOfLogin) == .interactive, event.has(.host) else { return nil }
    var folded: [UInt8] = []
    TextFolding.fold(event.text(.host, in: block), into: &folded)
    return folded.isEmpty ? nil : .host(String(decoding: folded, as: UTF8.self))
  }
}

/// What sign-ins in logs tell of who had an address.
package struct SignInReport: Sendable {
  var outcome: SignInSessions.Outcome
  var signInCount: Int
  /// The account of the run.
  var run: RunOutcome
}

/// Makes leases of the sign-ins in everything the plan names.
///
/// - Parameters:
///   - plan: What is read, and with which roster.
///   - lengthInMicroseconds: How long a sign-in counts.
/// - Returns: Who had which address or computer, and the account of the run.
/// - Throws: ``RunFailure`` when nothing can be read as asked for.
func findSessions(
  _ plan: RunPlan, lengthInMicroseconds: Int64
) throws(RunFailure) -> SignInReport {
  let context = try RunContext(
    plan,
    wanted: [.time, .user, .host, .srcIP, .outcome, .kindOfLogin].reduce(into: FieldSet()) {
      $0.insert($1)
    })
  let reading = try context.readInputs(.silent, tellsFaults: false) {
    SignInTaker(context: context)
  }
  var sessions = SignInSessions(lengthInMicroseconds: lengthInMicroseconds)
  let signIns = reading.yields.flatMap { $0 }
  for signIn in signIns { sessions.add(signIn) }
  var summary = RunSummary()
  summary.inputs = reading.accounts
  summary.warnings = context.warnings
  var run = RunOutcome(
    findings: [], summary: summary, zone: context.zone, newestEvent: reading.newestEvent,
    resolveUser: { $0 })
  run.signalNumber = Interruption.signalNumber
  return SignInReport(outcome: sessions.outcome, signInCount: signIns.count, run: run)
}
