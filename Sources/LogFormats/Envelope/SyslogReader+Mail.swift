internal import ByteScan
internal import EventModel

/// Lines of mail servers, and those of Postfix that are read many at once.
extension SyslogReader {
  /// Reads as many lines as are lines of Postfix of the same second as the one before them.
  mutating func readPostfix<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, _ lines: inout LineCursor, _ number: inout Int, into sink: inout Sink
  ) {
    let front = clock.front
    guard records.isEmpty, front.isPlain else { return }
    repeat {
      lines.move(to: rows.read(block, from: lines.offset, behind: front.bytes))
      for index in 0..<rows.count {
        let row = rows[index]
        let place = LinePlace(number: number, range: row.line)
        number += 1
        guard row.first != 0 else {
          sink.ignore(.irrelevant, program: block.extracting(0..<0), at: place)
          continue
        }
        let note = PostfixNote(
          LineNote(first: row.first, second: row.second), at: row.line.lowerBound)
        if note.kind == .messageID, let messageID = note.text {
          sink.noteMessage(block.extracting(messageID), of: MailServer.postfix.family)
        }
        let time = front.wholeSecond.microseconds + Int64(row.microsecond)
        queued.add(
          FragmentLine(
            time: Timestamp(microseconds: time), note: note.note, number: place.number,
            range: row.line),
          host: row.host, queueID: note.queueID, in: block)
      }
    } while rows.count == rows.capacity
  }

  /// Reads a line of a mail server, which waits for the others of its message.
  mutating func readMail<Sink: LineSink & ~Copyable>(
    _ server: MailServer, _ envelope: SyslogLine, _ moment: SyslogClock.Moment,
    _ line: LinePlace, _ block: Span<UInt8>, into sink: inout Sink
  ) {
    let queueID: Range<Int>?
    var messageID: Range<Int>?
    var note: LineNote?
    do throws(MailFault) {
      if server == .postfix {
        isOfPostfix = !isWrapped
        let said = try PostfixLine(block, message: envelope.message)
        queueID = said?.queueID
        messageID = said?.messageID
        if doubt == nil {
          note = said.flatMap { PostfixNote($0, in: block, line: line.range)?.note }
        }
      } else {
        let said = try server.line(block, message: envelope.message)
        queueID = said?.queueID
        messageID = said?.messageID
      }
    } catch {
      return sink.reject(error.reason, in: block, at: line)
    }
    // Without a queue id a line is about connections, statistics, warnings, or about mail that was
    // refused at the door (`NOQUEUE: reject`): no message came into being, nothing left.
    guard let queueID else {
      return sink.ignore(.irrelevant, program: block.extracting(0..<0), at: line)
    }
    if let messageID { sink.noteMessage(block.extracting(messageID), of: server.family) }
    if let note, !isWrapped, case .success(let time) = moment {
      let line = FragmentLine(
        time: time, note: note, number: line.number, range: line.range)
      return queued.add(line, host: envelope.host, queueID: queueID, in: block)
    }
    addFragment(
      server.family, block.extracting(envelope.host), block.extracting(queueID), moment,
      line, block, into: &sink)
  }

  /// Hands on what has gathered of the block.
  mutating func handOnQueued<Sink: LineSink & ~Copyable>(
    of block: Span<UInt8>, into sink: inout Sink
  ) {
    guard !queued.isEmpty else { return }
    var queued = QueuedLines()
    swap(&queued, &self.queued)
    queued.handOn { host, queueID, lines in
      makeKey(block.extracting(host), block.extracting(queueID))
      sink.acceptFragments(
        MailServer.postfix.family, key: key.span, lines: lines, in: block)
    }
    swap(&queued, &self.queued)
  }
}
