internal import EventModel

extension RecordPlan {
  /// What events of each kind can carry.
  func capabilities(named name: String) -> [FormatCapability] {
    kinds.map { kind in
      var fields = FieldSet([.time, .source] + kind.steps.map(\.field))
      if kind.derivesOutcome { fields.insert(.outcome) }
      if kind.derivesTarget { fields.formUnion(FieldSet([.domain, .path, .tenant])) }
      if kind.kind == .file, fields.contains(.path) {
        fields.formUnion(FieldSet([.name, .fileExtension]))
      }
      if kind.kind == .file, fields.contains(.size) { fields.insert(.bytesOut) }
      if kind.kind == .mail {
        if !fields.isDisjoint(with: FieldSet([.to, .cc, .bcc])) { fields.insert(.recipient) }
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
}
