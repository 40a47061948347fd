internal import EventModel
internal import Reports
internal import RuleProgram
internal import SystemBoundary

extension PublicationArguments {
  /// Returns what the options say, noting every mistake.
  func plan(mistakes: inout Mistakes) -> PublicationPlan {
    var plan = PublicationPlan()
    if let format = mistakes.value("--format", format, ReportFormat.named(format)) {
      plan.standardOutput = format
    }
    plan.targets = output.compactMap { text in
      mistakes.value("--output", text, Self.target(text))
    }
    plan.csvForm.hasMark = csvBom
    plan.csvForm.isGuarded = !csvRaw
    if csvBom || csvRaw, !plan.formats.contains(.csv) {
      mistakes.note("\(csvBom ? "--csv-bom" : "--csv-raw"): no report is in CSV")
    }
    var seen: Set<RawPath> = []
    for target in plan.targets where !seen.insert(target.file).inserted {
      mistakes.note("--output: two reports go to the same file `\(target.file.display)`")
    }
    plan.since = bound("--since", since, &mistakes)
    plan.until = bound("--until", until, &mistakes)
    if case .time? = plan.since, case .time? = plan.until,
      let since = plan.since?.moment(in: .utc, newestEvent: nil),
      let until = plan.until?.moment(in: .utc, newestEvent: nil), until <= since
    {
      mistakes.note("--until: it is not later than --since, so nothing could be published")
    }
    plan.users = user.map { ArgumentText.visible($0) }
    for name in user where name.isEmpty { mistakes.note("--user", name, "is empty") }
    plan.rules = rule
    plan.failOn = failOn.flatMap { name in
      let severity = Severity(name: name)
      if severity == nil {
        mistakes.note("--fail-on", name, "is not info, low, medium, high or critical")
      }
      return severity
    }
    if let pseudonyms {
      plan.keyFile = ArgumentText.path(pseudonyms)
      if pseudonyms.isEmpty { mistakes.note("--pseudonyms: the path is empty") }
    }
    if let language = ReportLanguage(rawValue: lang) {
      plan.language = language
    } else {
      mistakes.note("--lang", lang, "is not en or ja")
    }
    return plan
  }

  private func bound(_ option: String, _ text: String?, _ mistakes: inout Mistakes) -> TimeBound? {
    guard let text else { return nil }
    if let bound = TimeBound(text) { return bound }
    mistakes.note(
      option, text, "is not a date (2026-10-01), a time (2026-10-01T09:00) or a duration (60d)")
    return nil
  }

  private static func target(_ text: String) -> Result<PublicationPlan.Target, ArgumentMistake> {
    guard let divider = text.firstIndex(of: "=") else {
      return .failure("is not FORMAT=FILE; write one like jsonl=findings.jsonl")
    }
    let file = ArgumentText.path(String(text[text.index(after: divider)...]))
    if file.bytes.isEmpty { return .failure("names no file after `=`") }
    if file == "-" { return .failure("names standard output; use --format for that") }
    return ReportFormat.named(String(text[..<divider])).map { format in
      PublicationPlan.Target(format: format, file: file)
    }
  }
}
