internal import ArgumentParser
internal import Reports
internal import RuleLanguage
internal import SystemBoundary

/// `exfil fmt`: writes rule files in their canonical form.
struct FmtCommand: ExfilSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Write rule files in the form in which all rule files are written.",
    discussion: """
      Orders clauses, aligns columns, breaks long lines, and makes full-width input ASCII outside of
      texts; comments are kept, and what the rules mean never changes. Prints the names of the
      files that were changed. A file with mistakes is left as it is.
      Exit status: 0 all is well, 1 --check found files to change, 3 a file has mistakes or cannot
      be read, 4 a file could not be written.
      """)

  @Argument(
    help: ArgumentHelp(
      "Rule files, folders whose .exfil files are all taken, or - for standard input to standard output.",
      valueName: "path"))
  var paths: [String]

  @Flag(help: "Change nothing; print the names of the files that are not in their form.")
  var check = false

  @OptionGroup var languageArgument: LanguageArgument

  func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
    var mistakes = Mistakes()
    guard let language = languageArgument.language(mistakes: &mistakes) else {
      throw .usage(mistakes.lines)
    }
    var status = ExitStatus.complete
    for source in try sources() {
      status = status.worst(try format(source, language, on: &console))
    }
    return status
  }

  private func sources() throws(RunFailure) -> [FormattedSource] {
    if paths == ["-"] { return [.standardInput] }
    guard !paths.contains("-") else {
      throw .usage(["-: standard input is formatted alone, not beside files"])
    }
    do throws(RulesSearch.Failure) {
      return try RulesSearch.files(
        named: paths.map(ArgumentText.path), environment: nil, executable: nil
      ).map(FormattedSource.file)
    } catch {
      throw .invalid(error.lines)
    }
  }

  private func format(
    _ source: FormattedSource, _ language: DiagnosticLanguage, on console: inout Console
  ) throws(RunFailure) -> ExitStatus {
    let name = source.name
    let outcome: FormattingOutcome
    do throws(SystemError) { outcome = try source.formatted() } catch {
      console.say(
        Phrase("\(name): cannot be read: \(error.reason)", "\(name): 読めません: \(error.reason)")(
          language))
      return .invalidConfiguration
    }
    console.tell(
      diagnostics: outcome.diagnostics.map {
        $0.rendered(in: outcome.sources[$0.source], language: language)
      })
    guard let text = outcome.text else {
      if outcome.isFaulty {
        throw .internalError("fmt: the form of \(name) would not mean the same")
      }
      let count = outcome.diagnostics.count { $0.severity == .error }
      let errors = QuantityText.count(count, "error")
      console.say(
        Phrase(
          "\(name): \(errors); left as it is", "\(name): \(count) 件の誤りがあるため、変更していません")(language))
      return .invalidConfiguration
    }
    let isStandardInput = source == .standardInput
    if isStandardInput, !check { console.write(text) }
    guard outcome.isChanged else { return .complete }
    if check {
      console.write("\(ArgumentText.visible(name))\n")
      return .findingsAtThreshold
    }
    guard !isStandardInput else { return .complete }
    do throws(SystemError) { try source.replace(with: text) } catch {
      console.say(
        Phrase(
          "\(name): cannot be written: \(error.reason); left as it is",
          "\(name): 書き込めません: \(error.reason)。元のままです")(language))
      return .outputNotWritten
    }
    console.write("\(ArgumentText.visible(name))\n")
    return .complete
  }
}
