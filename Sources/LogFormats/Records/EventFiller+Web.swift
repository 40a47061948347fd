internal import ByteScan
internal import EventModel

/// What web events tell beside their columns: hosts, and what follows from status and URL.
extension EventFiller {
  private func colonCount(_ block: Span<UInt8>, _ range: Range<Int>) -> Int {
    var count = 0
    for offset in range where block[offset] == UInt8(ascii: ":") { count += 1 }
    return count
  }

  /// Sets a field to a host, in its usual form.
  mutating func setDomain(
    _ field: Field, _ cell: RecordCells.Cell, _ event: inout Event, _ block: Span<UInt8>
  ) {
    // An IPv6 address stands in a column of its own without brackets.
    if cell.form == .plain, colonCount(block, cell.range) > 1, block[cell.range.lowerBound] != 0x5B
    {
      event.set(field, toBlockRange: cell.range)
      return
    }
    if cell.form == .plain, SquidText.isPlainHost(block, cell.range) {
      let parts = UrlParts(block, target: cell.range, isAuthority: true, wantsPath: false)
      if let host = parts.host { event.set(field, toBlockRange: host) }
      return
    }
    decode(cell, block)
    var text: [UInt8] = []
    swap(&text, &decoded)
    Domain.normalise(text.span, into: &scratch)
    swap(&text, &decoded)
    event.set(field, copying: scratch.span)
  }

  /// 407 is the proxy's refusal; from 400 on, or without a reply, the request failed.
  func setOutcome(_ event: inout Event) {
    guard let status = event.number(.status) else { return }
    event.set(
      .outcome, to: Self.outcome(ofStatus: status, besides: event.number(.outcome) ?? -1))
  }

  /// The word for what became of a request: what a column says that it was not allowed, else what follows
  /// from the status; −1 stands for no word.
  static func outcome(ofStatus status: Int64, besides word: Int64) -> Int64 {
    if word >= 0, word != Int64(Word.allowed.rawValue) { return word }
    let told: Word = status == 407 ? .blocked : status >= 400 || status == 0 ? .failed : .allowed
    return Int64(told.rawValue)
  }

  /// Host and path of the URL, where no column tells them, and the tenant that the host names.
  mutating func setTarget(_ event: inout Event, _ block: Span<UInt8>) {
    if event.has(.url) { readURL(&event, block) }
    guard event.has(.domain), !event.has(.tenant) else { return }
    scratch.removeAll(keepingCapacity: true)
    scratch.append(copying: event.text(.domain, in: block))
    if let tenant = TenantHost.tenant(inHost: scratch.span) {
      event.set(.tenant, toPart: tenant, of: .domain)
    }
  }

  private static let schemeMark = Array("://".utf8)

  private mutating func readURL(_ event: inout Event, _ block: Span<UInt8>) {
    var text: [UInt8] = []
    swap(&text, &decoded)
    defer { swap(&text, &decoded) }
    text.removeAll(keepingCapacity: true)
    text.append(copying: event.text(.url, in: block))
    let url = text.span
    let isPath = url.count > 0 && url[0] == UInt8(ascii: "/")
    let mayLack = lacksSchemes || event.word(.method) == .connect
    let isAuthority =
      mayLack && !isPath && url.firstOffset(of: Self.schemeMark.span) == nil
    let parts = UrlParts(url, target: 0..<url.count, isAuthority: isAuthority)
    if !event.has(.path) {
      if isPath {
        var end = 0
        while end < url.count, url[end] != UInt8(ascii: "?"), url[end] != UInt8(ascii: "#") {
          end += 1
        }
        event.set(.path, toPart: 0..<end, of: .url)
      } else if let path = parts.path {
        event.set(.path, toPart: path, of: .url)
      }
    }
    guard !event.has(.domain), !isPath, let host = parts.host else { return }
    if SquidText.isPlainHost(url, host) {
      event.set(.domain, toPart: host, of: .url)
    } else {
      Domain.normalise(url.extracting(host), into: &scratch)
      event.set(.domain, copying: scratch.span)
    }
  }
}
