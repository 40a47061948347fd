internal import ByteScan
internal import EventModel

/// What became of one line.
enum LineOutcome: Hashable {
  case event
  case ignored(IgnoreReason)
  case rejected(RejectReason)
}

/// Turns the columns of one Squid line into a web event.
///
/// Whether a line is accepted never depends on the fields that are wanted: times, numbers and the
/// user of every line are read.
struct SquidLineReader: Sendable {
  let layout: SquidLayout
  private let wants: Wants
  private let source: [UInt8]
  private let timezone: CivilZone?
  /// Where each column is put: with the values, if it is one, else with the columns.
  private var slots = [UInt8](repeating: 0, count: 64)
  /// The columns that hold more than one value, which are matched after the line was cut.
  private let compounds: [(column: Int, step: SquidLayout.Step)]
  private let hasEpoch: Bool
  private let hasGMT: Bool
  private let users: [SquidCode]
  private let urls: [SquidCode]
  private var values = SquidValues()
  private var scratch: [UInt8] = []
  /// How many columns the line has, those past the layout included.
  private(set) var columnCount = 0

  init(
    _ format: SquidLogformat, named name: String, timezone: CivilZone?, wanted: FieldSet
  ) {
    layout = SquidLayout(format)
    wants = Wants(wanted)
    self.timezone = timezone
    source = Array(name.utf8)
    compounds = layout.steps.enumerated().compactMap { column, step in
      if case .value = step { nil } else { (column, step) }
    }
    for column in 0..<64 { slots[column] = SquidValues.firstColumn + UInt8(column) }
    for (column, step) in layout.steps.enumerated() {
      if case .value(let code) = step { slots[column] = code.rawValue }
    }
    hasEpoch = format.codes.contains(.epochSeconds)
    hasGMT = format.codes.contains(.gmtTime)
    users = [.anyUser, .loginUser, .externalUser, .tlsUser, .identUser]
      .filter(format.codes.contains)
    urls = [.url, .clientURL].filter(format.codes.contains)
    for case .value(let value) in format.elements {
      values.quotings[Int(value.code.rawValue)] = value.quoting
    }
  }

  /// The fields that are set of a line that is read whole and carries them.
  var takenFields: FieldSet { wants.taken }

  /// Begins a new line.
  @inline(__always)
  mutating func beginLine() { columnCount = 0 }

  /// Notes the next run of bytes between blanks.
  @inline(__always)
  mutating func note(column start: Int, _ end: Int) {
    if columnCount < 64 { values.set(slot: slots[columnCount], start, end) }
    columnCount += 1
  }

  /// Notes the columns of a line that a column index has found.
  ///
  /// - Parameters:
  ///   - ends: The column ends of the block.
  ///   - range: Those of the line.
  ///   - block: The block.
  ///   - start: Where the line begins.
  ///   - lineEnd: Where it ends, a carriage return left off.
  mutating func note(
    _ ends: Span<UInt32>, _ range: Range<Int>, in block: Span<UInt8>, from start: Int,
    lineEnd: Int
  ) {
    beginLine()
    var start = start
    for number in range {
      let end = min(Int(ends[number]), lineEnd)
      while start < end, block[start] == 0x20 { start += 1 }
      if end > start { note(column: start, end) }
      start = end + 1
    }
  }

  /// Cuts a line at its blanks; the way without an index.
  mutating func cut(_ block: Span<UInt8>, line: Range<Int>) {
    beginLine()
    var start = line.lowerBound
    for offset in line where block[offset] == 0x20 {
      if offset > start { note(column: start, offset) }
      start = offset + 1
    }
    if line.upperBound > start { note(column: start, line.upperBound) }
  }

  /// Reads the line whose columns were noted into the event, up to its early fields.
  mutating func read(
    _ block: Span<UInt8>, lineEnd: Int, into event: inout Event
  ) -> LineOutcome {
    if columnCount == 0 { return .ignored(.blank) }
    if let reason = cutValues(block, lineEnd: lineEnd) { return .rejected(reason) }
    return readValues(block, into: &event)
  }

  /// Cuts the noted columns into values; returns why the line must be rejected, if it must.
  mutating func cutValues(_ block: Span<UInt8>, lineEnd: Int) -> RejectReason? {
    let wantedCount = layout.columns.count
    if layout.tail.isEmpty {
      guard columnCount == wantedCount else { return .columnCount }
    } else {
      guard columnCount > wantedCount else { return .columnCount }
    }
    for index in compounds.indices {
      guard matchCompound(index, in: block) else { return .malformed }
    }
    if !layout.tail.isEmpty {
      let range = values.column(wantedCount).lowerBound..<lineEnd
      guard SquidMatcher.match(layout.tail, in: block, range: range, into: &values) else {
        return .malformed
      }
    }
    return nil
  }

  @inline(__always)
  private mutating func matchCompound(_ index: Int, in block: Span<UInt8>) -> Bool {
    let column = compounds[index].column
    let range = values.column(column)
    guard case .pair(let first, let separator, let second) = compounds[index].step else {
      return SquidMatcher.match(
        layout.columns[column].pieces, in: block, range: range, into: &values)
    }
    let offset = block.nearOffset(of: separator, from: range.lowerBound, to: range.upperBound)
    if offset < range.upperBound {
      values[first] = range.lowerBound..<offset
      values[second] = (offset + 1)..<range.upperBound
      return true
    }
    // Some tools that pass Squid logs on drop the milliseconds.
    guard first == .epochSeconds, second == .milliseconds else { return false }
    values[.epochSeconds] = range
    values[.milliseconds] = range.upperBound..<range.upperBound
    return true
  }

  private mutating func readValues(
    _ block: Span<UInt8>, into event: inout Event
  ) -> LineOutcome {
    let time: Timestamp
    switch readTime(block) {
    case .success(let read): time = read
    case .failure(let failure): return .rejected(failure.reason)
    }
    var numbers = SquidNumbers()
    if let reason = numbers.read(&values, in: block) { return .rejected(reason) }
    if let target = target(in: block), block[target.lowerBound] == UInt8(ascii: "e"),
      block.extracting(target).starts(with: "error:")
    {
      return .ignored(.irrelevant)
    }

    event.begin(.web, at: time)
    setWho(block, in: &event)
    setResult(numbers, block, in: &event)
    setMethod(block, in: &event)
    return .event
  }

  /// Where the target of the request stands.
  @inline(__always)
  private func target(in block: Span<UInt8>) -> Range<Int>? {
    for index in urls.indices {
      if let range = values.present(urls[index], in: block) { return range }
    }
    return nil
  }

  /// Sets the fields of the line cut last that come after the early ones.
  mutating func complete(_ event: inout Event, in block: Span<UInt8>) {
    setCode(block, in: &event)
    if wants.request { setRequest(target(in: block), block, in: &event) }
    setRest(block, in: &event)
  }
}

/// The wanted fields, each looked up once instead of once a line.
private struct Wants: Sendable {
  let srcIP, host, code, bytesIn, request, url, path, tenant, source, contentType, userAgent: Bool

  init(_ wanted: FieldSet) {
    srcIP = wanted.contains(.srcIP)
    host = wanted.contains(.host)
    code = wanted.contains(.code)
    bytesIn = wanted.contains(.bytesIn)
    url = wanted.contains(.url)
    path = wanted.contains(.path)
    tenant = wanted.contains(.tenant)
    source = wanted.contains(.source)
    contentType = wanted.contains(.contentType)
    userAgent = wanted.contains(.userAgent)
    request = url || path || tenant || wanted.contains(.domain) || wanted.contains(.method)
  }

  /// The fields that are set of a line that is read whole and carries them; what the accounts need
  /// and what decides whether a line is read whole is among them, wanted or not.
  var taken: FieldSet {
    var fields = FieldSet([.time, .user, .outcome, .status, .method, .bytesOut])
    for (field, isTaken) in [
      (Field.srcIP, srcIP), (.host, host), (.code, code), (.bytesIn, bytesIn), (.url, url),
      (.path, path), (.tenant, tenant), (.source, source), (.contentType, contentType),
      (.userAgent, userAgent), (.domain, request),
    ] where isTaken { fields.insert(field) }
    return fields
  }
}

extension SquidLineReader {
  private struct Failure: Error { var reason: RejectReason }

  private mutating func readTime(_ block: Span<UInt8>) -> Result<Timestamp, Failure> {
    let seconds = values[.epochSeconds]
    if hasEpoch {
      guard let whole = try? block.extracting(seconds).decimalInt64(),
        // The years 1 to 9999; what is implausible within them is flagged later, not here.
        whole >= -62_135_596_800, whole < 253_402_300_800
      else { return .failure(Failure(reason: .badTime)) }
      var microseconds = whole * 1_000_000
      let fraction = values[.milliseconds]
      if !fraction.isEmpty {
        guard fraction.count <= 3, let part = try? block.extracting(fraction).decimalCount() else {
          return .failure(Failure(reason: .badTime))
        }
        microseconds += (whole < 0 ? -part : part) * 1000
      }
      return .success(Timestamp(microseconds: microseconds))
    }
    guard let clock = values.clock else { return .failure(Failure(reason: .badTime)) }
    let zone = hasGMT ? .utc : timezone
    guard let time = clock.time(in: zone) else { return .failure(Failure(reason: .zoneUnknown)) }
    return .success(time)
  }

  private mutating func setWho(_ block: Span<UInt8>, in event: inout Event) {
    for code in users {
      guard let range = values.present(code, in: block) else { continue }
      if SquidText.isPlain(block, range) {
        event.set(.user, toBlockRange: range)
      } else {
        SquidText.decode(
          block, range, quoting: values.quotings[Int(code.rawValue)], isUser: true,
          into: &scratch)
        event.set(.user, copying: scratch.span)
      }
      break
    }
    if wants.srcIP, let range = values.present(.clientAddress, in: block) {
      event.set(.srcIP, toBlockRange: range)
    }
    if wants.host, let range = values.present(.clientName, in: block),
      !SquidText.looksLikeAddress(block, range)
    {
      event.set(.host, toBlockRange: range)
    }
  }

  private mutating func setResult(
    _ numbers: SquidNumbers, _ block: Span<UInt8>, in event: inout Event
  ) {
    let result = values.present(.resultCode, in: block)
    if let status = numbers.status { event.set(.status, to: status) }
    if let bytesOut = numbers.requestBytes { event.set(.bytesOut, to: bytesOut) }
    if wants.bytesIn, let bytesIn = numbers.replyBytes { event.set(.bytesIn, to: bytesIn) }
    let outcome = SquidOutcome.outcome(
      result: block.extracting(result ?? 0..<0), status: numbers.status,
      requestBytes: numbers.requestBytes)
    if let outcome { event.set(.outcome, to: outcome) }
  }

  private func setCode(_ block: Span<UInt8>, in event: inout Event) {
    guard wants.code, let result = values.present(.resultCode, in: block) else { return }
    let status = values[.status]
    let isJoined = status.lowerBound == result.upperBound + 1
    event.set(.code, toBlockRange: isJoined ? result.lowerBound..<status.upperBound : result)
  }

  private func setMethod(_ block: Span<UInt8>, in event: inout Event) {
    guard let method = values.present(.method, in: block),
      let word = SquidMethod.word(block.extracting(method))
    else { return }
    event.set(.method, to: word)
  }

  private mutating func setRequest(
    _ target: Range<Int>?, _ block: Span<UInt8>, in event: inout Event
  ) {
    let isConnect = event.word(.method) == .connect
    var host: Range<Int>?
    if let target {
      let parts = UrlParts(
        block, target: target, isAuthority: isConnect, wantsPath: wants.path)
      if wants.url { event.set(.url, toBlockRange: target) }
      if let path = parts.path { event.set(.path, toBlockRange: path) }
      host = parts.host
    } else if let path = values.present(.requestPath, in: block) {
      event.set(.path, toBlockRange: path)
    }
    if let name = values.present(.serverName, in: block),
      host.map({ SquidText.looksLikeAddress(block, $0) }) ?? true
    {
      host = name
    }
    if host == nil { host = values.present(.requestHost, in: block) }
    if let host { setDomain(host, block, in: &event) }
  }

  private mutating func setDomain(
    _ host: Range<Int>, _ block: Span<UInt8>, in event: inout Event
  ) {
    if SquidText.isPlainHost(block, host) {
      event.set(.domain, toBlockRange: host)
      if wants.tenant,
        let tenant = TenantHost.tenant(inHost: block.extracting(host))
      {
        let start = host.lowerBound
        event.set(
          .tenant, toBlockRange: (start + tenant.lowerBound)..<(start + tenant.upperBound))
      }
      return
    }
    Domain.normalise(block.extracting(host), into: &scratch)
    event.set(.domain, copying: scratch.span)
    if wants.tenant, let tenant = TenantHost.tenant(inHost: scratch.span) {
      event.set(.tenant, copying: scratch.span.extracting(tenant))
    }
  }

  private mutating func setRest(_ block: Span<UInt8>, in event: inout Event) {
    if wants.source { event.set(.source, copying: source.span) }
    if wants.contentType, let range = values.present(.contentType, in: block) {
      event.set(.contentType, toBlockRange: range)
    }
    guard wants.userAgent, let range = values.present(.userAgent, in: block) else {
      return
    }
    if SquidText.isPlain(block, range) {
      event.set(.userAgent, toBlockRange: range)
    } else {
      SquidText.decode(
        block, range, quoting: values.quotings[Int(SquidCode.userAgent.rawValue)], isUser: false,
        into: &scratch)
      event.set(.userAgent, copying: scratch.span)
    }
  }
}
