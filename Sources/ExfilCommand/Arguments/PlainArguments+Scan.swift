extension ScanCommand {
  /// Reads the arguments of a scan that are plain; `nil` leaves them to the parser.
  ///
  /// - Parameter arguments: Those behind `scan`.
  init?(plain arguments: ArraySlice<String>) {
    guard let plain = PlainArguments(arguments, arity: Self.arity), !plain.paths.isEmpty else {
      return nil
    }
    self.init()
    paths = plain.paths
    ruleArguments = RuleArguments(plain)
    sources = SourceArguments(plain)
    publication = PublicationArguments(plain)
    memory = plain.value("--memory") ?? Self.usualMemory
    state = plain.value("--state")
    hashInputs = plain.has("--hash-inputs")
    stageTimes = plain.has("--stage-times")
  }

  private static func arity(of option: String) -> PlainArguments.Arity? {
    switch option {
    case "--hash-inputs", "--stage-times", "--csv-bom", "--csv-raw": .flag
    case "--rules", "--as", "--ignore", "--output", "--user", "--rule": .repeated
    case "--people", "--leases", "--timezone", "--year", "--jobs", "--memory", "--state",
      "--format", "--since", "--until", "--fail-on", "--pseudonyms", "--lang":
      .once
    default: nil
    }
  }
}

extension RuleArguments {
  fileprivate init(_ plain: PlainArguments) {
    self.init()
    rules = plain.values("--rules")
  }
}

extension SourceArguments {
  fileprivate init(_ plain: PlainArguments) {
    self.init()
    people = plain.value("--people")
    leases = plain.value("--leases")
    timezone = plain.value("--timezone")
    year = plain.value("--year")
    formats = plain.values("--as")
    ignore = plain.values("--ignore")
    jobs = plain.value("--jobs")
  }
}

extension PublicationArguments {
  fileprivate init(_ plain: PlainArguments) {
    self.init()
    output = plain.values("--output")
    format = plain.value("--format") ?? Self.usualFormat
    csvBom = plain.has("--csv-bom")
    csvRaw = plain.has("--csv-raw")
    since = plain.value("--since")
    until = plain.value("--until")
    user = plain.values("--user")
    rule = plain.values("--rule")
    failOn = plain.value("--fail-on")
    pseudonyms = plain.value("--pseudonyms")
    lang = plain.value("--lang") ?? Self.usualLanguage
  }
}
