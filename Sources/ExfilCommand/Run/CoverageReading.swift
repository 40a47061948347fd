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
  /// - Parameters:
  ///   - accounts: The accounts of the inputs.
  ///   - identities: What each of them was found to be.
  /// - Returns: The sources in the order of their names; none where the reading was broken off,
  ///   because what was not read looks like a hole.
  func coverage(
    of accounts: [InputAccount], _ identities: [SourceIdentity]
  ) -> [SourceCoverage] {
    guard Interruption.signalNumber == nil else { return [] }
    guard let end = accounts.compactMap(\.lines.lastEvent).max() else { return [] }
    var hours: [String: HourCounts] = [:]
    var backwards: [String: Int] = [:]
    for (account, identity) in zip(accounts, identities) {
      var names: Set<String> = []
      for (kind, counts) in account.lines.hours {
        let name = identity.sourceName(of: kind)
        hours[name, default: HourCounts()].add(counts)
        names.insert(name)
      }
      for name in names { backwards[name, default: 0] += account.lines.timesBackwards }
    }
    let closedDays = plan.program.calendars.reduce(into: Set<Int>()) {
      $0.formUnion($1.closedDays)
    }
    return hours.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.compactMap { name in
      guard let counts = hours[name] else { return nil }
      var coverage = SourceCoverage(
        of: name, hours: counts, until: end, in: zone, closedDays: closedDays)
      coverage?.timesBackwards = backwards[name] ?? 0
      return coverage
    }
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
    let place = SourcePlace(source: UInt32(inputs.count), line: 0, offset: 0)
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
