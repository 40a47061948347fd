internal import ArgumentParser
internal import RuleLanguage

/// `exfil explain`: tells what a code of the rule compiler means.
struct ExplainCommand: ExfilSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a code such as E-missing, with an example.",
    discussion: "Without a code: the list of all codes.")

  @Argument(help: ArgumentHelp("The code, with or without E-, in any case.", valueName: "code"))
  var subject: String?

  @OptionGroup var languageArgument: LanguageArgument

  func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
    var mistakes = Mistakes()
    guard let language = languageArgument.language(mistakes: &mistakes) else {
      throw .usage(mistakes.lines)
    }
    guard let subject else {
      console.write(Explanation.index(language: language))
      return .complete
    }
    guard let code = DiagnosticCode(written: subject) else {
      throw .usage([Self.unknown(subject)(language)])
    }
    console.write(Explanation.text(of: code, language: language))
    return .complete
  }

  private static func unknown(_ subject: String) -> Phrase {
    let shown = ArgumentText.visible(subject)
    let near = DiagnosticCode.nearest(to: subject).map { code in
      Phrase("; did you mean \(code.text)?", "。\(code.text) のことですか?")
    }
    return Phrase(
      "there is no code `\(shown)`\(near?.english ?? "; `exfil explain` lists all")",
      "コード `\(shown)` はありません\(near?.japanese ?? "。`exfil explain` で一覧を表示します")")
  }
}
