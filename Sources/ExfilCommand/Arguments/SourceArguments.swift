internal import ArgumentParser

/// How logs are read and who is in them; exactly what the user typed.
struct SourceArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The roster: people, aliases, dates of leaving.", valueName: "csv"))
  var people: String?

  @Option(help: ArgumentHelp("Who used which address or host, and when.", valueName: "csv"))
  var leases: String?

  @Option(
    help: ArgumentHelp(
      "The time zone of logs that name none, such as Asia/Tokyo.", valueName: "zone"))
  var timezone: String?

  @Option(help: ArgumentHelp("The year of logs whose times have none.", valueName: "yyyy"))
  var year: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Read files as this format, built in or declared. Repeats.", valueName: "[glob=]name"))
  var formats: [String] = []

  @Option(help: ArgumentHelp("Leave out files that match. Repeats.", valueName: "glob"))
  var ignore: [String] = []

  @Option(help: ArgumentHelp("Workers; all processors if not given.", valueName: "n"))
  var jobs: String?

  /// Whether none of them was given.
  var isEmpty: Bool {
    [people, leases, timezone, year, jobs].allSatisfy { $0 == nil } && formats.isEmpty
      && ignore.isEmpty
  }
}
