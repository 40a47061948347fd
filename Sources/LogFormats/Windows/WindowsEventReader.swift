internal import ByteScan
internal import EventModel

/// Makes events of the values of Windows events, whatever they were wrapped in.
///
/// Nothing is allocated per event once the buffers have grown.
struct WindowsEventReader: Sendable {
  private let source: [UInt8]
  private let wantsSource: Bool
  private var clock: RecordTime
  private let zone: CivilZone?
  /// How dates are written, where it is not year first.
  private let dates: DateOrder?
  /// Where values are decoded, one at a time.
  var text: [UInt8] = []
  /// A path that is being put together.
  var path: [UInt8] = []

  init(
    named name: String, zone: CivilZone?, dates: DateOrder? = nil, wanted: FieldSet
  ) {
    source = Array(name.utf8)
    wantsSource = wanted.contains(.source)
    clock = RecordTime(.iso, zone: zone)
    self.zone = zone
    self.dates = dates
  }

  /// Makes an event of the cells of one Windows event.
  ///
  /// - Complexity: O(*n*) in the bytes of the values that its number calls for.
  mutating func read(
    _ cells: borrowing RecordCells, in block: Span<UInt8>, into event: inout Event
  ) -> LineOutcome {
    let number = cells[.eventID].range
    guard !number.isEmpty, number.count <= 10,
      let id = try? block.extracting(number).decimalCount()
    else { return .rejected(.malformed) }
    guard let provider = WindowsProvider(cells, block), provider.knows(id) else {
      return .ignored(.irrelevant)
    }
    // Most events about objects are about keys of the registry.
    if provider == .security, id == 4663 || id == 4656, !isFile(cells, block) {
      return .ignored(.irrelevant)
    }
    let time: Timestamp
    switch self.time(cells, block) {
    case .success(let read): time = read
    case .failure(let fault): return .rejected(fault.reason)
    }
    event.begin(provider.kind(of: id), at: time)
    event.set(.code, toBlockRange: number)
    let host = !cells[.computer].range.isEmpty ? cells[.computer] : cells[.hostname]
    set(.host, to: host, &event, block)
    let outcome: LineOutcome
    switch (provider, id) {
    case (.security, 4656), (.security, 4663):
      outcome = readObject(id, isDeleted: false, cells, block, &event)
    case (.security, 5145): outcome = readShare(cells, block, &event)
    case (.security, 4624), (.security, 4625): outcome = readSignIn(id, cells, block, &event)
    case (.security, 4688): outcome = readProcess(.newProcessName, cells, block, &event)
    case (.security, _), (.pnp, _), (.userMode, _):
      outcome = readDevice(provider, id, cells, block, &event)
    case (.partition, _): outcome = readDisk(cells, block, &event)
    case (.print, _): outcome = readPrint(cells, block, &event)
    case (.sysmon, 1): outcome = readProcess(.image, cells, block, &event)
    case (.sysmon, _): outcome = readSysmonFile(id, cells, block, &event)
    }
    if outcome == .event, wantsSource { event.set(.source, copying: source.span) }
    return outcome
  }

  /// When an event happened that waits for others of its handle; `nil` if it does not wait.
  ///
  /// What the machine itself deletes waits for nothing.
  mutating func waitingTime(
    _ cells: borrowing RecordCells, in block: Span<UInt8>
  ) -> Result<Timestamp, RecordFault>? {
    let number = cells[.eventID].range
    guard number.count == 4, let id = try? block.extracting(number).decimalCount(),
      WindowsDeletion.waits(id, cells, block), WindowsProvider(cells, block) == .security,
      id == 4660 || isFile(cells, block), id != 4656 || !isFailure(cells, block),
      !WindowsNoise.isMachine(identifier: block.extracting(cells[.subjectUserSid].range))
    else { return nil }
    if decode(cells[.subjectUserName], block), WindowsNoise.isMachine(account: text.span) {
      return nil
    }
    return time(cells, block)
  }

  /// Makes an event of an access that has waited for the deletion of its file, which came or did not.
  mutating func readAccess(
    _ cells: borrowing RecordCells, in block: Span<UInt8>, at time: Timestamp, isDeleted: Bool,
    into event: inout Event
  ) -> LineOutcome {
    event.begin(.file, at: time)
    if isDeleted {
      event.set(.code, copying: "4660")
    } else {
      event.set(.code, toBlockRange: cells[.eventID].range)
    }
    let host = !cells[.computer].range.isEmpty ? cells[.computer] : cells[.hostname]
    set(.host, to: host, &event, block)
    let outcome = readObject(4663, isDeleted: isDeleted, cells, block, &event)
    if outcome == .event, wantsSource { event.set(.source, copying: source.span) }
    return outcome
  }

  private func isFile(_ cells: borrowing RecordCells, _ block: Span<UInt8>) -> Bool {
    block.extracting(cells[.objectType].range).equals("File")
  }

  /// The clock of the machine where it happened, never that of the collector.
  private mutating func time(
    _ cells: borrowing RecordCells, _ block: Span<UInt8>
  ) -> Result<Timestamp, RecordFault> {
    let utc = cells[.utcTime].range
    if !utc.isEmpty {
      // Sysmon writes UTC without saying so.
      guard let scanned = try? block.extracting(utc).scanInternetTime(),
        scanned.byteCount == utc.count
      else { return .failure(.badTime) }
      return .success(
        Timestamp(
          microseconds: scanned.civil.microsecondsSince1970(
            offsetInSeconds: scanned.offsetInSeconds ?? 0)))
    }
    for value: WindowsValue in [.eventTime, .timeCreated, .systemTime] {
      let range = cells[value].range
      guard !range.isEmpty else { continue }
      let text = block.extracting(range)
      guard let dates else { return clock.time(text) }
      guard let scanned = dates.time(in: text) else { return .failure(.badTime) }
      guard let time = ClockReading(scanned).time(in: zone) else { return .failure(.zoneUnknown) }
      return .success(time)
    }
    return .failure(.badTime)
  }

  /// Puts a value into ``text``, decoded; an empty one, `-` and `N/A` are no value.
  mutating func decode(
    _ cell: RecordCells.Cell, _ block: Span<UInt8>
  ) -> Bool {
    text.removeAll(keepingCapacity: true)
    cell.form.append(block, cell.range, to: &text)
    return !text.isEmpty && !text.span.equals("-") && !text.span.equals("N/A")
  }

  /// Sets a text field to a value, if there is one.
  mutating func set(
    _ field: Field, to cell: RecordCells.Cell, _ event: inout Event, _ block: Span<UInt8>
  ) {
    if cell.form == .plain {
      let bytes = block.extracting(cell.range)
      if !bytes.equals("-"), !bytes.equals("N/A") { event.set(field, toBlockRange: cell.range) }
    } else if decode(cell, block) {
      event.set(field, copying: text.span)
    }
  }

  /// Sets the user to `DOMAIN\name`, or returns `false` if it is an account of the machine.
  ///
  /// An account that the event does not name leaves the user missing.
  mutating func setUser(
    name: WindowsValue, domain: WindowsValue, identifier: WindowsValue,
    _ cells: borrowing RecordCells, _ event: inout Event, _ block: Span<UInt8>
  ) -> Bool {
    if WindowsNoise.isMachine(identifier: block.extracting(cells[identifier].range)) {
      return false
    }
    guard decode(cells[name], block) else { return true }
    if WindowsNoise.isMachine(account: text.span) { return false }
    path.removeAll(keepingCapacity: true)
    let cell = cells[domain]
    cell.form.append(block, cell.range, to: &path)
    // Somebody who signs in as name@domain has a domain already.
    if path.isEmpty || path.span.equals("-") || text.contains(UInt8(ascii: "@")) {
      event.set(.user, copying: text.span)
      return true
    }
    path.append(UInt8(ascii: "\\"))
    path.append(contentsOf: text)
    event.set(.user, copying: path.span)
    return true
  }

  /// Whether the event says that what was tried was refused.
  func isFailure(_ cells: borrowing RecordCells, _ block: Span<UInt8>) -> Bool {
    let keywords = block.extracting(cells[.keywords].range)
    // Bits of the keywords of the Security log: 0x0010… is a failure, 0x0020… a success.
    return keywords.equals("0x8010000000000000") || keywords.equals("-9218868437227405312")
      || keywords.equals("Audit Failure")
      || block.extracting(cells[.eventType].range).equals("AUDIT_FAILURE")
      || block.extracting(cells[.outcome].range).equals("failure")
  }
}
