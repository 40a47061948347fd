internal import Detection
internal import EventModel
internal import LogFormats
internal import People
internal import Reports
internal import RuleProgram

/// Works out what the rules of a program will cost, by asking the parts of the engine themselves.
///
/// - Throws: ``RunFailure`` for a format that cannot be read, or a zone that does not exist.
func plannedRun(of program: RuleProgram) throws(RunFailure) -> PlannedRun {
  var declared: [DeclaredFormat] = []
  for format in program.formats {
    do throws(FormatDeclarationError) { declared.append(try DeclaredFormat(format)) } catch {
      throw .invalid(["\(error.place): format \(error.name): \(error.reason)"])
    }
  }
  let formats = FormatIdentifier(declared: declared)
  let identifier = SourceIdentifier(
    formats: formats, choices: [], timezone: nil, timezoneName: nil, year: nil,
    companyDomains: CompanyDomains(program.entries(of: program.companyDomains)),
    wantedFields: program.fieldsOfScan)
  let kinds = EventKind.allCases.filter { kind in
    program.rules.contains { $0.steps.contains { $0.alternatives.contains { $0.kind == kind } } }
  }
  var sources: [PlannedSource] = []
  for format in formats.formats {
    let carried = identifier.fields(of: format)
    for reading in LogReader(format, wanted: program.fieldsOfScan).readings
    where kinds.contains(reading.kind) {
      // An envelope stands for the formats in it, of which another declared one has its own layout.
      guard !sources.contains(where: { $0.format == reading.format }) else { continue }
      sources.append(
        PlannedSource(
          format: reading.format, kind: reading.kind, carried: reading.carried,
          taken: reading.taken, looksAhead: reading.looksAhead, skims: reading.skims,
          unanswerable: program.rules.compactMap { $0.unanswerable(reading.kind, carried) }))
    }
  }
  do {
    let cost = try ProgramCost(of: program) { name in try RunContext.zone(named: name) }
    return PlannedRun(cost: cost, sources: sources)
  } catch let failure as RunFailure {
    throw failure
  } catch {
    throw .internalError("working out costs: \(error)")
  }
}

extension CompiledRule {
  /// What keeps some step of the rule from ever being satisfied by a kind of event of a source.
  fileprivate func unanswerable(
    _ kind: EventKind, _ source: SourceFields
  ) -> PlannedSource.Unanswerable? {
    let part = SourceFields(fields: source.fields.filter { $0.key == kind })
    let lacking = steps.indices.reduce(into: FieldSet()) { fields, step in
      if case .notEvaluable(let missing) = evaluability(ofStep: step, on: part) {
        fields.formUnion(missing)
      }
    }
    return lacking.isEmpty ? nil : PlannedSource.Unanswerable(rule: id, lacking: lacking)
  }
}
