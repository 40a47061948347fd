internal import EventModel
internal import SystemBoundary

extension SourceArguments {
  /// Returns what the options say as a plan without rules, noting every mistake.
  func plan(paths: [String], mistakes: inout Mistakes) -> RunPlan {
    var plan = RunPlan()
    plan.inputs = paths.map(ArgumentText.path)
    if plan.inputs.count(where: { $0 == "-" }) > 1 {
      mistakes.note("PATH: `-` (standard input) can be read only once")
    }
    if paths.contains("") { mistakes.note("PATH: a path is empty") }
    plan.people = file("--people", people, &mistakes)
    plan.leases = file("--leases", leases, &mistakes)
    plan.timezone = timezone.flatMap { name in
      mistakes.value("--timezone", name, Self.zone(name))
    }
    plan.year = year.flatMap { mistakes.number("--year", $0, in: 1990...2099) }
    plan.formatChoices = formats.compactMap { choice in
      mistakes.value("--as", choice, Self.formatChoice(choice))
    }
    for glob in ignore where glob.isEmpty { mistakes.note("--ignore", glob, "is empty") }
    plan.ignoredGlobs = ignore.map(ArgumentText.bytes)
    plan.jobCount = Machine.processorCount
    if let jobs, let count = mistakes.number("--jobs", jobs, in: 1...1024) { plan.jobCount = count }
    return plan
  }

  private func file(_ option: String, _ text: String?, _ mistakes: inout Mistakes) -> RawPath? {
    guard let text else { return nil }
    if text.isEmpty { mistakes.note(option, text, "is empty") }
    return ArgumentText.path(text)
  }

  /// `[GLOB=]NAME`; a name has no `=`, so the last one divides.
  private static func formatChoice(_ text: String) -> Result<FormatChoice, ArgumentMistake> {
    let name: Substring
    var glob: [UInt8]?
    if let divider = text.lastIndex(of: "=") {
      name = text[text.index(after: divider)...]
      glob = ArgumentText.bytes(of: String(text[..<divider]))
      if glob?.isEmpty == true { return .failure("has an empty glob before `=`") }
    } else {
      name = text[...]
    }
    return name.isEmpty
      ? .failure("names no format") : .success(FormatChoice(glob: glob, name: String(name)))
  }

  /// A name that tzdata has; the abbreviations of zones are ambiguous and not among them.
  private static func zone(_ name: String) -> Result<String, ArgumentMistake> {
    guard (try? CivilZone(named: name)) != nil else {
      return .failure("is not a zone of the tz database; write one like Asia/Tokyo or UTC")
    }
    return .success(name)
  }
}
