internal import ArgumentParser

/// Which findings are published and where; exactly what the user typed.
struct PublicationArguments: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Also write a report to a file. Repeats.",
      discussion: "FORMAT is terminal, jsonl or summary. Regular files are replaced atomically.",
      valueName: "format=file"))
  var output: [String] = []

  @Option(help: ArgumentHelp("The format of standard output: terminal, jsonl or summary."))
  var format: String = "terminal"

  @Option(
    help: ArgumentHelp(
      "Publish findings from this time on.",
      discussion: """
        A date (2026-10-01), a time (2026-10-01T09:00, or with an offset), or a duration back from \
        the newest event (60d). What is evaluated stays the same.
        """, valueName: "t"))
  var since: String?

  @Option(help: ArgumentHelp("Publish findings that begin before this time.", valueName: "t"))
  var until: String?

  @Option(help: ArgumentHelp("Publish findings about this person. Repeats.", valueName: "user"))
  var user: [String] = []

  @Option(help: ArgumentHelp("Publish findings of this rule. Repeats.", valueName: "id"))
  var rule: [String] = []

  @Option(
    help: ArgumentHelp(
      "End with status 1 if a published finding is at least this severe.",
      discussion: "info, low, medium, high or critical.", valueName: "severity"))
  var failOn: String?

  @Option(help: ArgumentHelp("The language of text for people: en or ja."))
  var lang: String = "en"
}
