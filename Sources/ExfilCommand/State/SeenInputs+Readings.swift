internal import Detection
internal import Digests
internal import EventModel
internal import LogArchive
internal import LogFormats
internal import StateStore
internal import SystemBoundary

extension SeenInputs {
  /// Says what a run has read, so that the next one knows it again.
  ///
  /// Of an input whose text could not be read to an end the readable lines count as read; the next
  /// run goes on behind them.
  ///
  /// - Throws: ``SystemError`` when the digest of what was read cannot be had: without it the lines
  ///   would count again, so nothing of the run may be written down.
  func readings(
    of reading: InputReading<FactYield>, in context: RunContext
  ) throws(SystemError) -> Readings {
    var read: [KeptReading] = []
    var copies: [KnownCopy] = []
    var fronts: [Front] = []
    for index in inputs.indices {
      let account = reading.accounts[index]
      guard let seen = seen[index] else { continue }
      if seen.isWhole {
        if let content = seen.content, let copy = copy(of: index, seen, account.sha256Stored) {
          var copy = copy
          copy.content = content
          copies.append(copy)
        }
        continue
      }
      guard index < reading.results.count, context.inputs[index].verdict == nil else { continue }
      let result = reading.results[index]
      // A copy of another input of this run is known by that one.
      if let holder = result.ledger.duplicateOf ?? result.ledger.containedIn {
        // What could not be read of it, the next run may find elsewhere.
        guard result.ledger.readFailure == nil else { continue }
        let print = TextPrint(ofAll: inputs[index], checkpoints: [], hashesInputs: false)
        guard let print, print.readFailure == nil, let digest = print.digest else {
          throw .unread(inputs[index].path)
        }
        fronts.append(Front(holder: holder.display, byteCount: print.byteCount, sha256: digest))
        continue
      }
      // Of what nobody could make anything out no line was judged: all of it is read again.
      let identity = reading.identities[index]
      guard identity.identification?.isRecognised ?? false, identity.notes.isEmpty else { continue }
      // Of what could not be read as far as an earlier run has come, nothing is new.
      let hasRest = Self.textEnd(of: result) >= inputs[index].resumption?.byteCount ?? 0
      guard hasRest else { continue }
      let text = try text(of: index, seen, result)
      guard text.byteCount > 0 else {
        // A line without an end and nothing before it; the next run sees whether it stays so.
        if seen.openByteCount > 0, account.status != "incomplete",
          let copy = copy(of: index, seen, nil)
        {
          copies.append(copy)
        }
        continue
      }
      let head = seen.head.prefix(Int(min(4096, text.byteCount)))
      var kept = KeptReading(
        id: context.earlier.firstSource + UInt32(index), sha256: text.digest,
        headSHA256: SHA256Digest.digest(of: Array(head).span))
      kept.content = seen.content
      kept.name = context.inputs[index].path.display
      kept.byteCount = text.byteCount
      kept.firstByte = inputs[index].resumption?.byteCount ?? 0
      kept.lineCount = (inputs[index].resumption?.lineCount ?? 0) + account.lines.lines
      // Nothing new but a line that has no end yet.
      if account.lines.lines == 0, let content = seen.content,
        let known = copy(of: index, seen, nil)
      {
        // What could not be read is no less to be read by the next run.
        guard account.status != "incomplete" else { continue }
        var copy = known
        copy.content = content
        copies.append(copy)
        continue
      }
      // A line that the end of the data cuts off comes again when there is more of it.
      kept.lineCount -= account.lines.rejected["partial_at_truncation"] ?? 0
      kept.headByteCount = head.count
      kept.lines = account.lines.lines
      kept.events = account.lines.eventLines
      kept.ignored = account.lines.ignoredCount
      kept.rejected = account.lines.rejectedCount
      kept.status = account.status
      kept.format = account.format
      kept.sources = EventKind.allCases
        .filter { kind in identity.capabilities.contains { $0.kind == kind } }
        .map { "\($0.name) \(identity.sourceName(of: $0))" }.joined(separator: "\n")
      kept.encoding = account.encoding
      kept.zone = account.zone
      kept.firstEvent = account.lines.firstEvent
      kept.lastEvent = account.lines.lastEvent
      kept.copy = copy(of: index, seen, account.sha256Stored)
      if account.status == "incomplete" { kept.copy = nil }
      read.append(kept)
    }
    return (read, copies, fronts)
  }

  /// What a run has read, where it was found, and which fronts of it were found elsewhere.
  typealias Readings = (read: [KeptReading], copies: [KnownCopy], fronts: [Front])

  /// An input that holds the front of another one's text, or all of it.
  struct Front {
    /// The other one, as evidence names it.
    var holder: String
    var byteCount: UInt64
    var sha256: SHA256Digest
  }

  private func copy(of index: Int, _ seen: Seen, _ sha256Stored: String?) -> KnownCopy? {
    guard let status = seen.status else { return nil }
    return KnownCopy(
      path: inputs[index].path, content: 0, storedByteCount: status.byteCount,
      storedSHA256: seen.openByteCount == 0 ? sha256Stored.flatMap { SHA256Digest(hex: $0) } : nil,
      openByteCount: seen.openByteCount, modifiedMicroseconds: status.modifiedMicroseconds,
      changedMicroseconds: status.changedMicroseconds)
  }

  /// How long the text is up to its last whole line, byte order marks aside.
  private static func textEnd(of result: InputResult) -> UInt64 {
    let hasMark = result.ledger.encoding == .utf8WithMark
    return result.textEnd - (hasMark ? min(3, result.textEnd) : 0)
  }

  /// How long the text is up to its last whole line, and its digest so far.
  private func text(
    of index: Int, _ seen: Seen, _ result: InputResult
  ) throws(SystemError) -> (byteCount: UInt64, digest: SHA256Digest) {
    let hasMark = result.ledger.encoding == .utf8WithMark
    let end = Self.textEnd(of: result)
    if let print = seen.print, print.byteCount == end, let digest = print.digest {
      return (end, digest)
    }
    let readBefore = inputs[index].resumption?.byteCount ?? 0
    if !hasMark, readBefore + result.ledger.byteCount == end, let digest = result.ledger.sha256 {
      return (end, digest)
    }
    var whole = inputs[index]
    whole.resumption = nil
    let print = TextPrint(
      ofAll: whole, checkpoints: [end], upTo: .lastCheckpoint, hashesInputs: false)
    if end == 0 { return (0, SHA256Digest.digest(of: [UInt8]().span)) }
    guard let digest = print?.beginnings[end] else {
      throw SystemError(code: 5, operation: "read \(end) bytes of", path: inputs[index].path)
    }
    return (end, digest)
  }
}

extension SystemError {
  /// The failure to read a file whose ledger has the reason.
  static func unread(_ path: RawPath) -> SystemError {
    SystemError(code: 5, operation: "read", path: path)
  }
}
