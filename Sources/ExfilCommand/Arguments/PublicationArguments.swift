internal import ArgumentParser

/// Which findings are published and where; exactly what the user typed.
struct PublicationArguments: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Also write a report to a file. Repeats.",
      discussion: """
        FORMAT is terminal, jsonl, csv, html, sarif, ocsf, timesketch, navigator or summary. Regular \
        files are replaced atomically and are for their owner only.
        """,
      valueName: "format=file"))
  var output: [String] = []

  @Option(help: ArgumentHelp("The format of standard output, as for --output."))
  var format: String = usualFormat

  @Flag(help: "Begin CSV with a byte order mark, by which Excel knows UTF-8.")
  var csvBom = false

  @Flag(
    help: ArgumentHelp(
      "Leave cells of CSV as they are.",
      discussion: "Without it, a text that a spreadsheet would calculate begins with an apostrophe."
    ))
  var csvRaw = false

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

  @Option(
    help: ArgumentHelp(
      "Give people keyed names in every output.",
      discussion: """
        KEYFILE is a file of at least 32 random bytes that only its owner may read. The names are the \
        same in every run; KEYFILE.names, which is sealed, lets `exfil unseal` turn them back.
        """, valueName: "keyfile"))
  var pseudonyms: String?

  @Option(help: ArgumentHelp("The language of text for people: en or ja."))
  var lang: String = usualLanguage

  /// What standard output is if nothing else is asked for.
  static let usualFormat = "terminal"
  /// The language of text for people if no other is asked for.
  static let usualLanguage = "en"
}
