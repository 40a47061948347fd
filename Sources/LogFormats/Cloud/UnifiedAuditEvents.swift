internal import ByteScan
internal import EventModel

/// Makes events of the values of records of the unified audit log.
///
/// Events own their texts, for a record may have been taken out of a column of another file.
struct UnifiedAuditEvents: Sendable {
  private let source: [UInt8]
  /// Times are UTC, and the log does not say so.
  private var clock = RecordTime(.iso, zone: .utc)
  var text: [UInt8] = []

  init(named name: String, wanted: FieldSet) {
    source = wanted.contains(.source) ? Array(name.utf8) : []
  }

  /// Makes an event of the cells of a record that stands in `block`.
  mutating func read(
    _ cells: borrowing RecordCells, in block: Span<UInt8>, into event: inout Event
  ) -> LineOutcome {
    let name = cells[.operation].range
    guard !name.isEmpty, !cells[.creationTime].range.isEmpty else { return .rejected(.malformed) }
    guard let operation = UnifiedAuditOperation(block.extracting(name)) else {
      return .ignored(.irrelevant)
    }
    switch clock.time(block.extracting(cells[.creationTime].range)) {
    case .success(let time): event.begin(operation.kind, at: time)
    case .failure(let fault): return .rejected(fault.reason)
    }
    event.set(.code, copying: block.extracting(name))
    guard setUser(cells, block, &event) else { return .ignored(.irrelevant) }
    setAddress(cells, block, &event)
    let result = block.extracting(cells[.resultStatus].range)
    // Exchange writes `True`, Entra `Success` or `Succeeded`, SharePoint nothing.
    let hasFailed = result.equals("False") || result.equals("Failed")
    event.set(.outcome, to: hasFailed ? .failed : .allowed)
    let outcome: LineOutcome
    switch operation {
    case .file(let action): outcome = readFile(action, cells, block, &event)
    case .publicLink(let action): outcome = readShare(action, .publicScope, cells, block, &event)
    case .companyLink(let action):
      outcome = readShare(action, .internalScope, cells, block, &event)
    case .sharing(let action):
      // A link for people who are named is for nobody until somebody is.
      guard let scope = scope(cells, block) else { return .ignored(.irrelevant) }
      outcome = readShare(action, scope, cells, block, &event)
    case .inboxRule(let action):
      outcome = readRule(action, needsTarget: false, cells, block, &event)
    case .transportRule(let action):
      outcome = readRule(action, needsTarget: true, cells, block, &event)
    case .mailbox: outcome = readRule(.change, needsTarget: true, cells, block, &event)
    case .login(let result):
      event.set(.outcome, to: result)
      outcome = .event
    }
    if outcome == .event, !source.isEmpty { event.set(.source, copying: source.span) }
    return outcome
  }

  /// Puts a value into ``text``, decoded; `false` if there is none.
  mutating func decode(_ cell: RecordCells.Cell, _ block: Span<UInt8>) -> Bool {
    text.removeAll(keepingCapacity: true)
    cell.form.append(block, cell.range, to: &text)
    return !text.isEmpty
  }

  /// Sets the user, or returns `false` if the service itself has acted.
  private mutating func setUser(
    _ cells: borrowing RecordCells, _ block: Span<UInt8>, _ event: inout Event
  ) -> Bool {
    guard decode(cells[.userID], block), !text.span.equals("Not Available") else { return true }
    if text.span.equalsIgnoringAsciiCase("app@sharepoint")
      || text.span.startsIgnoringAsciiCase(with: "SHAREPOINT\\system")
      || text.span.startsIgnoringAsciiCase(with: "NT AUTHORITY\\")
    {
      return false
    }
    event.set(.user, copying: text.span)
    return true
  }

  /// Sets the address without its port: `1.2.3.4:5`, `[2001:db8::1]:5`.
  private mutating func setAddress(
    _ cells: borrowing RecordCells, _ block: Span<UInt8>, _ event: inout Event
  ) {
    guard
      decode(cells[.clientIP], block) || decode(cells[.clientIPAddress], block)
        || decode(cells[.actorIPAddress], block)
    else { return }
    var range = 0..<text.count
    if text[0] == UInt8(ascii: "["), let end = text.firstIndex(of: UInt8(ascii: "]")) {
      range = 1..<end
    } else if let colon = text.firstIndex(of: UInt8(ascii: ":")),
      text.lastIndex(of: UInt8(ascii: ":")) == colon
    {
      range = 0..<colon
    }
    if !text.span.extracting(range).equals("0.0.0.0") {
      event.set(.srcIP, copying: text.span.extracting(range))
    }
  }

  private mutating func readFile(
    _ action: Word, _ cells: borrowing RecordCells, _ block: Span<UInt8>, _ event: inout Event
  ) -> LineOutcome {
    let type = block.extracting(cells[.itemType].range)
    guard type.isEmpty || type.equals("File") || type.equals("Document"),
      decode(cells[.objectID], block),
      // Pages of the site itself: opening a library reads `Forms/AllItems.aspx`.
      !text.span.endsIgnoringAsciiCase(with: ".aspx")
    else { return .ignored(.irrelevant) }
    event.set(.action, to: action)
    event.set(.path, copying: text.span)
    event.set(.volume, to: .cloud)
    let size = cells[.fileSize].range
    if !size.isEmpty {
      do throws(RecordFault) {
        event.set(.size, to: try RecordNumber.read(block, size, factor: 1))
      } catch {
        return .rejected(error.reason)
      }
    }
    event.completeFileSize()
    setDestination(cells, block, &event)
    return .event
  }

  /// Where a file was copied, moved or renamed to, as an address like that of the file.
  private mutating func setDestination(
    _ cells: borrowing RecordCells, _ block: Span<UInt8>, _ event: inout Event
  ) {
    guard decode(cells[.destinationName], block) || decode(cells[.destinationFolder], block) else {
      return
    }
    text.removeAll(keepingCapacity: true)
    for value: UnifiedAuditValue in [.siteURL, .destinationFolder, .destinationName] {
      let cell = cells[value]
      guard !cell.range.isEmpty else { continue }
      if let last = text.last, last != UInt8(ascii: "/") { text.append(UInt8(ascii: "/")) }
      cell.form.append(block, cell.range, to: &text)
    }
    event.set(.targetPath, copying: text.span)
  }
}
