internal import EventModel
internal import RuleProgram

@testable internal import RuleLanguage

extension ReferenceTables {
  /// The fields that every kind has, then each kind with its own, then the parts of values.
  var fields: String {
    let kinds = EventKind.allCases
    let common = Schema.declarations(of: kinds[0]).filter { declaration in
      kinds.allSatisfy { Schema.declarations(of: $0).contains(declaration) }
    }
    var text = "**" + say("every kind", "すべての種類") + "**\n\n" + rows(of: common, in: kinds)
    for kind in kinds {
      let own = Schema.declarations(of: kind).filter { !common.contains($0) }
      let name = language == .english ? EnglishNames.kind(kind) : JapaneseNames.kind(kind)
      text += "\n**\(code(kind.name))** – \(name)\n\n" + rows(of: own, in: [kind])
    }
    return text + "\n" + parts
  }

  private func rows(of declarations: [FieldDeclaration], in kinds: [EventKind]) -> String {
    let rows = declarations.map { declaration in
      let field = declaration.field
      let mark = declaration.isOptional && !declaration.isList ? "?" : ""
      let name =
        language == .english
        ? EnglishNames.field(field, in: kinds) : JapaneseNames.field(field, in: kinds)
      let ecs = kinds.first.flatMap { Schema.ecsName(of: field, in: $0) } ?? ""
      return [code(field.name) + mark, name, value(of: declaration), ecs.isEmpty ? "" : code(ecs)]
    }
    return table([say("field", "項目"), say("what", "内容"), say("value", "値"), "ECS"], rows)
  }

  private func value(of declaration: FieldDeclaration) -> String {
    guard case .word(let words) = declaration.type else {
      let type = declaration.type.typeName(language)
      return declaration.isList ? say("several: ", "複数: ") + type : type
    }
    return words.map { word in
      let name = JapaneseNames.word(word.text)
      return language == .japanese && name != word.text
        ? "\(code(word.text))(\(name))" : code(word.text)
    }.joined(separator: say(", ", "、"))
  }

  /// What a dot reaches inside of a value.
  private var parts: String {
    let types: [ValueType] = [.email, .attachment]
    let rows = types.flatMap { type in
      Scope.parts(of: type).map { part in
        let name =
          language == .english
          ? EnglishNames.part(part.part) ?? "address"
          : JapaneseNames.part(part.part) ?? "アドレス全体"
        return [
          code(".\(part.name)") + (part.isOptional ? "?" : ""),
          say("of ", "") + type.typeName(language) + say("", "の")
            + (language == .japanese ? name : ": \(name)"),
          part.type.typeName(language),
        ]
      }
    }
    let encrypted = [
      code("is encrypted"), say("of an attachment: marked as encrypted", "添付ファイルが暗号化されている"), "",
    ]
    return table(
      [say("part", "部分"), say("what", "内容"), say("value", "値")], rows + [encrypted])
  }
}
