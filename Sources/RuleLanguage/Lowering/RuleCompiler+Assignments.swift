internal import EventModel

extension RuleCompiler {
  /// Returns the field that a test event or a format's sample assigns, or reports that the kind has
  /// none of that name.
  mutating func assignedField(_ name: NameSyntax, of kind: EventKind) -> FieldDeclaration? {
    if let field = Field(name: name.text),
      let declaration = Schema.declaration(of: field, in: kind)
    {
      return declaration
    }
    let names = Schema.declarations(of: kind).map(\.field.name)
    report(
      "E-unknown-field", "a \(kind.name) event has no field `\(name.text)`", at: name.range,
      label: names.didYouMean(name.text, else: "unknown field"),
      help: "fields: \(names.joined(separator: ", "))")
    return nil
  }
}
