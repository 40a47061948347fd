internal import EventModel

extension RecordPlan {
  /// What events of each kind can carry.
  func capabilities(named name: String) -> [FormatCapability] {
    var found: [FormatCapability] = []
    for own in kinds.map({ capability(of: $0, named: name) }) {
      // Variants of one kind are one source.
      if let index = found.firstIndex(where: { $0.kind == own.kind }) {
        found[index].fields.formUnion(own.fields)
        found[index].partialFields.formUnion(own.partialFields)
      } else {
        found.append(own)
      }
    }
    return found
  }

  private func capability(of kind: Kind, named name: String) -> FormatCapability {
    var fields = FieldSet([.time, .source] + kind.steps.map(\.field))
    if kind.derivesOutcome { fields.insert(.outcome) }
    if kind.derivesTarget {
      fields.insert(.tenant)
      if fields.contains(.url) { fields.formUnion(FieldSet([.domain, .path])) }
    }
    if kind.kind == .file, fields.contains(.path) {
      fields.formUnion(FieldSet([.name, .fileExtension]))
    }
    if kind.kind == .file, fields.contains(.size) { fields.insert(.bytesOut) }
    if kind.kind == .mail {
      if !fields.isDisjoint(with: FieldSet([.to, .cc, .bcc])) {
        fields.formUnion(FieldSet([.recipient, .externalRecipientCount]))
      }
      if fields.contains(.attachment) { fields.insert(.attachmentCount) }
      if fields.contains(.size) { fields.insert(.bytesOut) }
      fields.insert(.direction)
    }
    return FormatCapability(
      source: name, kind: kind.kind, fields: fields,
      partialFields: kind.derivesTarget && !kind.steps.contains { $0.field == .tenant }
        ? FieldSet([.tenant]) : FieldSet(),
      advice: nil)
  }
}
