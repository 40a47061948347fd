internal import ByteScan
internal import Detection
internal import EventModel
internal import LogArchive
internal import LogFormats
internal import RuleProgram
internal import SystemBoundary

extension RunContext {
  /// The names of everything that lines can stand in: the inputs, and behind them the account of the
  /// run itself, for events that no line tells.
  var files: [String] { inputs.map(\.path.display) + ["(coverage)"] }

  /// Judges every source of a run by its own habit.
  ///
  /// - Parameter reading: What was read.
  /// - Returns: The sources in the order of their names; none where the reading was broken off,
  ///   because what was not read looks like a hole.
  func coverage<Yield>(of reading: InputReading<Yield>) -> [SourceCoverage] {
    guard Interruption.signalNumber == nil else { return [] }
    let ends = [reading.newestEvent, earlier.newestEvent].compactMap { $0 }
    guard let end = ends.max() else { return [] }
    let hours = reading.allHours
    var backwards: [String: Int] = [:]
    for (account, identity) in zip(reading.accounts, reading.identities) {
      for name in Set(account.lines.hours.keys.map { identity.sourceName(of: $0) }) {
        backwards[name, default: 0] += account.lines.timesBackwards
      }
    }
    let closedDays = plan.program.calendars.reduce(into: Set<Int>()) {
      $0.formUnion($1.closedDays)
    }
    let names = hours.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let timesBackwards = backwards
    return sideBySide(names.count, jobCount: plan.jobCount) { number -> SourceCoverage? in
      let name = names[number]
      guard let counts = hours[name] else { return nil }
      var coverage = SourceCoverage(
        of: name, hours: counts, until: end, in: zone, closedDays: closedDays)
      coverage?.timesBackwards = timesBackwards[name] ?? 0
      return coverage
    }.compactMap { $0 }
  }

  /// Counts how many events each source has in each hour.
  ///
  /// - Parameters:
  ///   - accounts: What the lines of each input are by themselves.
  ///   - opens: What opened files came to.
  ///   - names: What the sources of earlier inputs are called, as far as lines of theirs were joined anew.
  ///   - reading: Has the joined records, and takes the hours.
  func note<Yield>(
    hoursOf accounts: [LineAccount], _ opens: SettledOpens<Yield>,
    named names: [UInt32: [EventKind: String]], in reading: inout InputReading<Yield>
  ) {
    let identities = reading.identities
    func name(_ source: UInt32, _ kind: EventKind) -> String {
      if source < earlier.firstSource { return names[source]?[kind] ?? "-" }
      return identities[Int(source - earlier.firstSource)].sourceName(of: kind)
    }
    func add(_ lines: [UInt32: [SettledLines]], to hours: inout [String: HourCounts]) {
      for (source, parts) in lines {
        for (kind, counts) in parts.flatMap({ Array($0.counts.finished.hours) }) {
          hours[name(source, kind), default: HourCounts()].add(counts)
        }
      }
    }
    for (number, account) in accounts.enumerated() {
      for (kind, counts) in account.hours {
        let name = name(earlier.firstSource + UInt32(number), kind)
        reading.hours[[], default: [:]][name, default: HourCounts()].add(counts)
      }
    }
    for batch in reading.batches {
      add(batch.lines, to: &reading.batchHours[batch.number, default: [:]])
    }
    for read in opens.reads { add(read.lines, to: &reading.hours[read.server, default: [:]]) }
    func total(_ sources: [String: HourCounts]) {
      for (name, counts) in sources { reading.allHours[name, default: HourCounts()].add(counts) }
    }
    func total(_ hours: [[UInt8]: [String: HourCounts]]) {
      for (server, sources) in hours where !reading.auditedServers.contains(server) {
        total(sources)
      }
    }
    total(reading.hours)
    let new = Set(reading.batches.filter(\.isNew).map(\.number))
    for number in new { total(reading.batchHours[number] ?? [:]) }
    reading.presentSources = Set(reading.allHours.keys)
    let remade = reading.remadeBatches
    for (number, sources) in reading.batchHours where !new.contains(number) { total(sources) }
    for (number, sources) in earlier.batchHours where !remade.contains(number) { total(sources) }
    total(earlier.hours)
  }

  /// Hands the faults of sources to a taker, as events of the kind `source`.
  ///
  /// No line of a log tells them, so each stands in a line made up for it, which depends on the
  /// source and its events alone; its place is in no input and has no line number.
  ///
  /// - Throws: ``SystemError`` when facts must be spilled and the disk refuses.
  func tell<Taker: EventTaker & ~Copyable>(
    _ coverage: [SourceCoverage], to taker: inout Taker
  ) throws(SystemError) {
    taker.begin(source: SourceFields(fields: [.source: SourceCoverage.eventFields]))
    let place = SourcePlace(
      source: earlier.firstSource + UInt32(inputs.count), line: 0, offset: 0)
    var event = Event()
    for source in coverage {
      for fault in source.faults(in: zone) {
        event.begin(.source, at: fault.time)
        event.set(.source, copying: source.source)
        event.set(.action, to: fault.action)
        if let duration = fault.duration { event.set(.duration, to: duration) }
        let block = Array(
          "\(source.source) \(fault.action.text) \(fault.time.textInUTC) \(fault.duration ?? 0)"
            .utf8)
        try taker.take(
          joined: &event, in: block.span, lines: [FactLine(place: place, range: 0..<block.count)])
      }
    }
  }
}

extension SourceIdentity {
  /// The name that `source` shows for events of a kind.
  func sourceName(of kind: EventKind) -> String {
    let names = capabilities.filter { $0.kind == kind }.map(\.source)
    return names.isEmpty ? formatName : names.joined(separator: "+")
  }
}
