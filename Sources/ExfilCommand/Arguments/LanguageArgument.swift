internal import ArgumentParser
internal import Reports
internal import RuleLanguage

/// The language of what a command says to people.
struct LanguageArgument: ParsableArguments {
  @Option(help: ArgumentHelp("The language of text for people: en or ja."))
  var lang: String = "en"

  /// Returns the language that was asked for, or notes that there is no such language.
  func language(mistakes: inout Mistakes) -> DiagnosticLanguage? {
    let language = DiagnosticLanguage(rawValue: lang)
    if language == nil { mistakes.note("--lang", lang, "is not en or ja") }
    return language
  }
}

extension DiagnosticLanguage {
  /// The language of diagnostics beside reports in a language.
  init(_ language: ReportLanguage) { self = language == .japanese ? .japanese : .english }
}
