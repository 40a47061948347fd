internal import EventModel
internal import RuleProgram

/// What a field's name stands for at one place of a rule.
struct ResolvedField: Sendable {
  var operand: Operand
  var type: ValueType
  /// Whether the value may be missing.
  var isOptional: Bool
  /// Whether it holds several values, so that a test needs a quantifier.
  var isList: Bool
  var name: String
}

/// The kinds of events that a condition is about, and the element a quantifier looks at.
struct Scope: Sendable {
  var kinds: [EventKind]
  /// The type of the elements, inside `any recipient ( … )`.
  var element: ValueType?

  init(kinds: [EventKind], element: ValueType? = nil) {
    self.kinds = kinds
    self.element = element
  }

  /// Finds what a name stands for, or `nil` if nothing has that name here.
  func resolve(_ name: String) -> ResolvedField? {
    if let element, let part = Self.parts(of: element).first(where: { $0.name == name }) {
      return ResolvedField(
        operand: Operand(.element, part.part), type: part.type, isOptional: part.isOptional,
        isList: false, name: name)
    }
    if let field = Field(name: name), let found = resolve(field) { return found }
    guard let dot = name.lastIndex(of: "."),
      let field = Field(name: String(name[..<dot])), let base = resolve(field),
      let part = Self.parts(of: base.type).first(where: {
        $0.name == name[name.index(after: dot)...]
      })
    else { return nil }
    return ResolvedField(
      operand: Operand(.field(field), part.part), type: part.type,
      isOptional: part.isOptional || base.isOptional, isList: base.isList, name: name)
  }

  /// Finds a field; one that some of the kinds lack may be missing.
  private func resolve(_ field: Field) -> ResolvedField? {
    var merged: FieldDeclaration?
    var isLacking = false
    for kind in kinds {
      guard let declaration = Schema.declaration(of: field, in: kind) else {
        isLacking = true
        continue
      }
      guard var known = merged else {
        merged = declaration
        continue
      }
      known.isOptional = known.isOptional || declaration.isOptional
      known.type = Self.merged(known.type, declaration.type)
      merged = known
    }
    guard let merged else { return nil }
    return ResolvedField(
      operand: Operand(.field(field)), type: merged.type,
      isOptional: merged.isOptional || isLacking, isList: merged.isList, name: field.name)
  }

  private static func merged(_ a: ValueType, _ b: ValueType) -> ValueType {
    if case .word(let first) = a, case .word(let second) = b {
      return .word(first + second.filter { !first.contains($0) })
    }
    return b == .path ? b : a
  }

  struct NamedPart: Sendable {
    var name: String
    var part: Operand.Part
    var type: ValueType
    /// Whether a value that is there may lack the part.
    var isOptional: Bool
  }

  /// The parts of a compound value that a dot, or a quantifier's parentheses, reach.
  static func parts(of type: ValueType) -> [NamedPart] {
    switch type {
    case .email:
      [
        NamedPart(name: "domain", part: .domain, type: .domain, isOptional: false),
        NamedPart(name: "local", part: .local, type: .text, isOptional: false),
        NamedPart(name: "address", part: .whole, type: .email, isOptional: false),
      ]
    case .attachment:
      [
        NamedPart(name: "name", part: .name, type: .text, isOptional: false),
        NamedPart(name: "size", part: .size, type: .size, isOptional: true),
        NamedPart(name: "extension", part: .fileExtension, type: .text, isOptional: true),
      ]
    case .user:
      [
        NamedPart(name: "days_left", part: .daysLeft, type: .integer, isOptional: true),
        NamedPart(name: "department", part: .department, type: .text, isOptional: true),
        NamedPart(name: "phase", part: .phase, type: .text, isOptional: true),
      ]
    default: []
    }
  }

  /// Every name that may stand here, for suggestions.
  var names: [String] {
    var names = element.map { Self.parts(of: $0).map(\.name) } ?? []
    for kind in kinds {
      for declaration in Schema.declarations(of: kind) {
        names.append(declaration.field.name)
        names += Self.parts(of: declaration.type).map { "\(declaration.field.name).\($0.name)" }
      }
    }
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
