internal import ByteScan
internal import EventModel

extension RecordPlan.Kind {
  /// The same without what nobody looks at; whether a record is an event never depends on it.
  func reduced(to wanted: FieldSet) -> RecordPlan.Kind {
    var needed = wanted
    for field: Field in [.time, .user, .host, .srcIP, .outcome] { needed.insert(field) }
    if !wanted.isDisjoint(with: [FieldSet(.bytesOut), FieldSet(.name), FieldSet(.fileExtension)]) {
      for field: Field in [.path, .name, .size, .volume, .action] { needed.insert(field) }
    }
    if derivesOutcome { needed.insert(.status) }
    if derivesTarget,
      !wanted.isDisjoint(with: [FieldSet(.domain), FieldSet(.path), FieldSet(.tenant)])
    {
      for field: Field in [.url, .method, .domain] { needed.insert(field) }
    }
    if kind == .mail {
      for field: Field in [.sender, .to, .cc, .bcc, .size] { needed.insert(field) }
    }
    var kind = self
    // Words, numbers and sizes may reject a record, so they are always read, and first.
    let kept = steps.filter { $0.mayReject || needed.contains($0.field) }
    func isFirst(_ step: RecordPlan.Step) -> Bool {
      step.mayReject || FieldSet.early.contains(step.field)
    }
    kind.steps = kept.filter(isFirst) + kept.filter { !isFirst($0) }
    kind.firstCount = kept.count(where: isFirst)
    kind.derivesTarget =
      derivesTarget && kept.contains { $0.field == .url || $0.field == .domain }
    return kind
  }
}

extension RecordPlan.Step {
  /// Whether its value may show that a record is no event.
  var mayReject: Bool {
    switch action {
    case .word, .number, .size, .condition: true
    case .text, .encodedText, .domain, .url, .list, .constantText, .constantNumber, .envelopeHost:
      false
    }
  }
}
