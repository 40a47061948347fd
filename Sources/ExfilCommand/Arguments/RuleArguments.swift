internal import ArgumentParser

/// Where the rules come from.
struct RuleArguments: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Rules: an .exfil file, or a folder whose .exfil files are all taken. Repeats.",
      discussion: """
        Without it: $EXFIL_RULES, else ../share/exfil/Rules beside the program, else ./Rules.
        """,
      valueName: "dir|file"))
  var rules: [String] = []
}
