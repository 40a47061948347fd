internal import ByteScan
internal import EventModel

/// What became of one line of a Samba audit, and what it says of reading.
///
/// Listing a folder opens every file in it (`openat|ok|r|…`) though nothing is read. A server whose
/// audit covers transfers logs `pread_send` for what is really read, so there opens are no reads; on
/// one that logs only opens they are all there is. Which of them a server is, no line tells of itself.
struct SambaLine: Hashable {
  var outcome: LineOutcome
  /// Whether the event is that of an open: a read only on a server that logs no transfers.
  var isOpen = false
  /// Whether the line shows that its server logs what is read from files.
  var tellsTransfer = false
}

/// Turns one `full_audit` text into a file event.
///
///     yamada|10.0.0.5|pc7|share|renameat|ok|/srv/share/a.xlsx|/srv/share/b.xlsx
///     └───────── prefix ──────┘ op       result arguments
///
/// Events: `openat`/`open` for writing (write) and for reading (read, ``SambaLine/isOpen``);
/// `pread_send`, `pread`, `read`, `sendfile` (read); `renameat`, `rename`; `unlinkat`, `unlink`, `rmdir`
/// (delete); `mkdirat`, `mkdir` (create). A big file is read in pieces of some megabytes, each of
/// which is an event: rules count paths, not events. Everything else a server may audit (`connect`,
/// `close`, `fstat`, `pwrite_send` after an open that told of the writing …) is irrelevant.
struct SambaAuditReader: Sendable {
  private let prefix: SambaPrefix
  private let source: [UInt8]
  private var scratch: [UInt8] = []

  init(_ prefix: SambaPrefix, named name: String) {
    self.prefix = prefix
    source = Array(name.utf8)
  }

  /// Whether a text is an audit line of this prefix.
  func fits(_ block: Span<UInt8>, _ text: Range<Int>) -> Bool {
    guard let values = prefix.match(block, text) else { return false }
    return Entry(block, values.end..<text.upperBound) != nil
  }

  /// Whether an audit line shows that its server logs what is read from files.
  func tellsTransfer(_ block: Span<UInt8>, _ text: Range<Int>) -> Bool {
    guard let values = prefix.match(block, text),
      let entry = Entry(block, values.end..<text.upperBound)
    else { return false }
    return Self.tellsTransfer(block.extracting(entry.operation))
  }

  /// Reads a text into the event.
  mutating func read(
    _ block: Span<UInt8>, _ text: Range<Int>, at time: Timestamp, into event: inout Event
  ) -> SambaLine {
    guard let values = prefix.match(block, text),
      let entry = Entry(block, values.end..<text.upperBound)
    else { return SambaLine(outcome: .rejected(.malformed)) }
    let operation = block.extracting(entry.operation)
    var line = SambaLine(outcome: .ignored(.irrelevant))
    line.tellsTransfer = Self.tellsTransfer(operation)
    guard let action = Self.action(of: entry, in: block) else { return line }
    line.outcome = fill(&event, with: entry, action, values, in: block, at: time)
    // A failed open is an attempt to read, whatever else the server logs.
    line.isOpen =
      line.outcome == .event && action == .read && entry.isOK && operation.starts(with: "open")
    return line
  }

  private mutating func fill(
    _ event: inout Event, with entry: Entry, _ action: Word, _ values: SambaPrefix.Values,
    in block: Span<UInt8>, at time: Timestamp
  ) -> LineOutcome {
    var path = entry.arguments
    var target: Range<Int>?
    let operation = block.extracting(entry.operation)
    if operation.starts(with: "open") {
      guard path.count > 2 else { return .rejected(.malformed) }
      path = (path.lowerBound + 2)..<path.upperBound
    } else if action == .rename {
      guard let split = Self.split(block, path) else { return .rejected(.malformed) }
      target = split.target
      path = split.source
    }
    guard !path.isEmpty else { return .rejected(.malformed) }
    if action == .read, Self.isDirectory(block, path) { return .ignored(.irrelevant) }

    event.begin(.file, at: time)
    event.set(.source, copying: source.span)
    event.set(.action, to: action)
    event.set(.volume, to: .network)
    event.set(.outcome, to: entry.isOK ? .allowed : .failed)
    event.set(.code, toBlockRange: entry.operation)
    if let user = values.user ?? values.sessionUser { event.set(.user, toBlockRange: user) }
    if let address = values.address { event.set(.srcIP, toBlockRange: address) }
    if let machine = values.machine { event.set(.host, toBlockRange: machine) }
    set(.path, to: path, in: block, share: values.share, of: &event)
    if let target { set(.targetPath, to: target, in: block, share: values.share, of: &event) }
    setName(block, path, of: &event)
    return .event
  }

  private static func action(of entry: Entry, in block: Span<UInt8>) -> Word? {
    let operation = block.extracting(entry.operation)
    if operation.equals("openat") || operation.equals("open") {
      let mode = block.extracting(entry.arguments)
      if mode.starts(with: "w|") { return .write }
      return mode.starts(with: "r|") ? .read : nil
    }
    if isTransfer(operation) { return .read }
    if operation.equals("renameat") || operation.equals("rename") { return .rename }
    if operation.equals("unlinkat") || operation.equals("unlink") || operation.equals("rmdir") {
      return .deleteFile
    }
    if operation.equals("mkdirat") || operation.equals("mkdir") { return .create }
    return nil
  }

  private static func isTransfer(_ operation: Span<UInt8>) -> Bool {
    operation.equals("pread_send") || operation.equals("pread") || operation.equals("read")
      || operation.equals("sendfile")
  }

  /// Whether only a server that logs what is read from files writes such a line.
  ///
  /// What is written to files tells nothing of that: an audit may cover writing alone.
  private static func tellsTransfer(_ operation: Span<UInt8>) -> Bool {
    isTransfer(operation) || operation.starts(with: "pread")
  }

  /// Only folders are opened by a name that ends so.
  private static func isDirectory(_ block: Span<UInt8>, _ path: Range<Int>) -> Bool {
    let text = block.extracting(path)
    return text.ends(with: "/") || text.ends(with: "/.") || text.ends(with: "/..")
      || text.equals(".") || text.equals("..")
  }

  /// Splits `a|b`; where names hold `|` themselves, an absolute second name tells the place.
  private static func split(
    _ block: Span<UInt8>, _ arguments: Range<Int>
  ) -> (source: Range<Int>, target: Range<Int>)? {
    var place: Int?
    for offset in arguments where block[offset] == UInt8(ascii: "|") {
      place = place ?? offset
      if offset + 1 < arguments.upperBound, block[offset + 1] == UInt8(ascii: "/") {
        place = offset
        break
      }
    }
    guard let place, place > arguments.lowerBound, place + 1 < arguments.upperBound else {
      return nil
    }
    return (arguments.lowerBound..<place, (place + 1)..<arguments.upperBound)
  }

  /// Gives a path field its value; a relative path is put below its share.
  private mutating func set(
    _ field: Field, to path: Range<Int>, in block: Span<UInt8>, share: Range<Int>?,
    of event: inout Event
  ) {
    guard let share, block[path.lowerBound] != UInt8(ascii: "/") else {
      return event.set(field, toBlockRange: path)
    }
    scratch.removeAll(keepingCapacity: true)
    scratch.append(copying: block.extracting(share))
    scratch.append(UInt8(ascii: "/"))
    scratch.append(copying: block.extracting(path))
    event.set(field, copying: scratch.span)
  }

  private func setName(_ block: Span<UInt8>, _ path: Range<Int>, of event: inout Event) {
    var end = path.upperBound
    while end > path.lowerBound, block[end - 1] == UInt8(ascii: "/") { end -= 1 }
    var start = end
    while start > path.lowerBound, block[start - 1] != UInt8(ascii: "/") { start -= 1 }
    event.set(.name, toBlockRange: start..<end)
    var dot = end
    while dot > start, block[dot - 1] != UInt8(ascii: ".") { dot -= 1 }
    if dot > start + 1 { event.set(.fileExtension, toBlockRange: dot..<end) }
  }
}

extension SambaAuditReader {
  /// What stands after the prefix: `operation|result|arguments`.
  private struct Entry {
    var operation: Range<Int>
    var isOK: Bool
    var arguments: Range<Int>

    init?(_ block: Span<UInt8>, _ text: Range<Int>) {
      var offset = text.lowerBound
      while offset < text.upperBound, block[offset] != UInt8(ascii: "|") {
        let byte = block[offset]
        guard byte &- 0x61 < 26 || byte.isAsciiDigit || byte == UInt8(ascii: "_") else {
          return nil
        }
        offset += 1
      }
      operation = text.lowerBound..<offset
      guard !operation.isEmpty, offset < text.upperBound else { return nil }
      let resultStart = offset + 1
      offset = resultStart
      while offset < text.upperBound, block[offset] != UInt8(ascii: "|") { offset += 1 }
      let result = block.extracting(resultStart..<offset)
      isOK = result.equals("ok")
      guard isOK || result.starts(with: "fail") else { return nil }
      arguments = min(offset + 1, text.upperBound)..<text.upperBound
    }
  }
}
