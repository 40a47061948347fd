internal import Detection
internal import EventModel
internal import LogArchive
internal import LogFormats
internal import People
internal import RuleProgram
internal import SystemBoundary

/// Everything that a run has made of its plan before it reads the first line.
struct RunContext: Sendable {
  let plan: RunPlan
  let people: PeopleDirectory
  let companyDomains: CompanyDomains
  /// The civil zone.
  let zone: CivilZone
  var inputs: [ArchiveInput]
  /// What earlier runs have left; empty where nothing is kept from run to run.
  var earlier = EarlierReading()
  let identifier: SourceIdentifier
  /// What the owners of roster, leases and formats should know.
  let warnings: [Wording]
  /// When the roster was last written, where it is a file.
  let rosterWritten: Timestamp?

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - plan: What the command line asks for.
  ///   - wanted: The fields that anybody will look at.
  /// - Throws: ``RunFailure`` with every mistake of roster, leases and formats.
  init(_ plan: RunPlan, wanted: FieldSet) throws(RunFailure) {
    self.plan = plan
    let program = plan.program
    zone = try Self.zone(named: program.civilTimezone)
    companyDomains = CompanyDomains(program.entries(of: program.companyDomains))
    var mistakes: [String] = []
    var warnings: [Wording] = []
    var roster = RosterFile()
    if let path = plan.people {
      roster = plan.rosterReading?.result ?? RosterFile(of: path)
      warnings += roster.warnings
      mistakes += roster.mistakes
    }
    var people = PeopleDirectory(
      roster: roster.roster, index: roster.index, program: program, zone: zone)
    if let path = plan.leases, let bytes = Self.contents(of: path, &mistakes) {
      do throws(PeopleErrors) {
        let leases = try Leases(reading: bytes, file: path.display, zone: zone)
        warnings += leases.notes.map(\.warning)
        try people.add(leases)
      } catch {
        mistakes += error.errors.flatMap(Self.lines)
      }
    }
    var declared: [DeclaredFormat] = []
    for format in program.formats {
      do throws(FormatDeclarationError) { declared.append(try DeclaredFormat(format)) } catch {
        mistakes.append("\(error.place): format \(error.name): \(error.reason)")
      }
    }
    let formats = FormatIdentifier(declared: declared)
    for choice in plan.formatChoices where !formats.knownNames.contains(choice.name) {
      mistakes.append(
        "--as: there is no format `\(ArgumentText.visible(choice.name))`; there are "
          + formats.knownNames.joined(separator: ", "))
    }
    guard mistakes.isEmpty else { throw .invalid(mistakes) }
    self.people = people
    self.warnings = warnings
    rosterWritten = roster.written
    let inputs = InputDiscovery.inputs(
      at: plan.inputs, ignoring: plan.ignoredGlobs.map { PathGlob($0) })
    self.inputs = inputs
    identifier = SourceIdentifier(
      formats: formats, choices: plan.formatChoices,
      timezone: try plan.timezone.map { name throws(RunFailure) in try Self.zone(named: name) },
      timezoneName: plan.timezone, year: plan.year, companyDomains: companyDomains,
      wantedFields: wanted, rotations: RotatedLogs(inputs))
  }

  /// Returns the zone of a name of the tz database.
  static func zone(named name: String) throws(RunFailure) -> CivilZone {
    do throws(ZoneError) { return try CivilZone(named: name) } catch {
      throw .invalid(["the zone `\(name)` is not in this machine's tz database: \(error)"])
    }
  }

  static func contents(of path: RawPath, _ mistakes: inout [String]) -> [UInt8]? {
    do throws(SystemError) {
      if let bytes = try InputFile.contents(of: path) { return bytes }
      mistakes.append("\(path.display): larger than a roster can be (64 MiB)")
    } catch {
      mistakes.append("\(path.display): \(error.reason)")
    }
    return nil
  }

  static func lines(of error: PeopleError) -> [String] {
    [
      "\(error.place.description): \(error.message) [\(error.code.rawValue)]",
      "  help: \(error.help)",
    ]
  }
}
