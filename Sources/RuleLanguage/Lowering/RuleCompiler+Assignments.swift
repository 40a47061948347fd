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
    report(.fieldOfOtherKind(name.text, of: kind.name, known: names), at: name.range)
    return nil
  }
}
