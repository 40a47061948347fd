internal import Detection
internal import EventModel
internal import Reports

extension Pseudonyms {
  /// Puts keyed names in the place of people in everything that a run publishes.
  ///
  /// Names, romaji and the texts of lines go; departments, dates of leaving, times, paths and digests
  /// stay, with the names of people in paths and messages replaced.
  ///
  /// - Complexity: O(*n*) in the texts of the findings.
  mutating func hide(_ run: PublishedRun, knowing names: KnownNames) -> PublishedRun {
    var hidden = run
    hidden.isPseudonymous = true
    for index in hidden.findings.indices { hide(&hidden.findings[index], names) }
    hidden.leaving = [:]
    for (user, course) in run.leaving { hidden.leaving[name(of: user, .person)] = course }
    hide(&hidden.summary, names)
    return hidden
  }

  private mutating func text(_ text: String, _ names: KnownNames) -> String {
    var found: [(String, Sort)] = []
    let replaced = names.replaced(in: text) { user in
      found.append((user, .person))
      return key.name(of: user, sort: .person)
    } mailAddress: { address in
      found.append((address, .mailAddress))
      return key.name(of: address, sort: .mailAddress)
    }
    for (text, sort) in found { _ = name(of: text, sort) }
    return replaced
  }

  private mutating func subject(_ subject: Subject) -> Subject {
    let sort: Sort? =
      switch subject.kind {
      case .user: .person
      case .address: .address
      case .host: .host
      case .source: nil
      }
    guard let sort else { return subject }
    return Subject(kind: subject.kind, value: name(of: subject.value, sort))
  }

  private mutating func hide(_ finding: inout Finding, _ names: KnownNames) {
    finding.id = name(of: finding.id, .finding)
    for index in finding.grounds.indices {
      finding.grounds[index].id = name(of: finding.grounds[index].id, .finding)
    }
    finding.message = hiding(finding.subject, in: text(finding.message, names))
    finding.subject = subject(finding.subject)
    finding.user = finding.user.map { name(of: $0, .person) }
    finding.name = nil
    finding.destinations = finding.destinations.map { text($0, names) }
    for index in finding.evidence.indices {
      finding.evidence[index].file = text(finding.evidence[index].file, names)
    }
    for index in finding.shown.indices {
      finding.shown[index].texts = []
      finding.shown[index].storedAs = ""
      finding.shown[index].object = text(finding.shown[index].object, names)
      finding.shown[index].destination = text(finding.shown[index].destination, names)
    }
  }

  /// Machines and addresses are known from the finding itself.
  private mutating func hiding(_ subject: Subject, in message: String) -> String {
    guard subject.kind == .host || subject.kind == .address, !subject.value.isEmpty else {
      return message
    }
    return message.replacing(subject.value, with: self.subject(subject).value)
  }

  private mutating func hide(_ summary: inout RunSummary, _ names: KnownNames) {
    summary.unknownIdentities = people(summary.unknownIdentities)
    summary.ambiguousIdentities = people(summary.ambiguousIdentities)
    summary.silentPeople = summary.silentPeople.map { name(of: $0, .person) }.sorted()
    // Those of whom too little is known may be machines too; nobody needs to tell which.
    summary.stillLearning = summary.stillLearning.map { name(of: $0, .person) }.sorted()
    for index in summary.unjudged.indices {
      summary.unjudged[index].subjects =
        summary.unjudged[index].subjects.map { name(of: $0, .person) }.sorted()
    }
    for index in summary.allowed.indices { hide(&summary.allowed[index], names) }
    for index in summary.disabled.indices { hide(&summary.disabled[index], names) }
    for index in summary.inputs.indices {
      summary.inputs[index].name = text(summary.inputs[index].name, names)
      summary.inputs[index].details = summary.inputs[index].details.map { text($0, names) }
      for reject in summary.inputs[index].lines.firstRejects.indices {
        summary.inputs[index].lines.firstRejects[reject].sample = []
      }
    }
    for index in summary.notEvaluable.indices {
      summary.notEvaluable[index].source = text(summary.notEvaluable[index].source, names)
    }
    summary.warnings = summary.warnings.map { warning in
      Wording(text(warning.english, names), text(warning.japanese, names))
    }
  }

  private mutating func hide(_ account: inout ExceptionAccount, _ names: KnownNames) {
    account.events.users = people(account.events.users)
    account.reason = text(account.reason, names)
    account.approver = account.approver.map { text($0, names) }
  }

  private mutating func people(_ counts: [String: Int]) -> [String: Int] {
    var hidden: [String: Int] = [:]
    for (user, count) in counts { hidden[name(of: user, .person), default: 0] += count }
    return hidden
  }
}
