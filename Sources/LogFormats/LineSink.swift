package import EventModel

/// Where one line of a block stands.
package struct LinePlace: Hashable, Sendable {
  /// The 1-based number of the line within the piece of input being read.
  package var number: Int
  /// The bytes of the line in the block, without its line end.
  package var range: Range<Int>
  package init(number: Int, range: Range<Int>) {
    self.number = number
    self.range = range
  }
}

extension FragmentLine {
  /// Where the line stands.
  package var place: LinePlace { LinePlace(number: number, range: range) }
}

/// Why a line is known to be irrelevant.
package enum IgnoreReason: String, CaseIterable, Hashable, Sendable {
  case blank, header, comment
  /// A line of a syslog file by a program that no format handles.
  case otherProgram = "other_program"
  /// A line of a handled program that says nothing about data or people.
  case irrelevant
  /// A line of a record that was never completed.
  case incompleteRecord = "incomplete_record"
}

/// Why a line could not be read.
package enum RejectReason: String, CaseIterable, Hashable, Sendable {
  case malformed
  case lineTooLong = "line_too_long"
  case nulRun = "nul_run"
  case partialAtTruncation = "partial_at_truncation"
  case unrecognisedFormat = "unrecognised_format"
  case badTime = "bad_time"
  case badNumber = "bad_number"
  case negativeSize = "negative_size"
  case zoneUnknown = "zone_unknown"
  case yearAmbiguous = "year_ambiguous"
  case columnCount = "column_count"
  /// A quote is never closed, or its end stands in the middle of a value.
  case openQuote = "open_quote"
  /// No header has told which column is which.
  case noHeader = "no_header"
  /// A column has a value of which the declared format does not say what it means.
  case unknownValue = "unknown_value"
  /// A value is missing without which the record is no event.
  case missingValue = "missing_value"
}

/// What ties the lines of one record together until all files are read.
package enum FragmentFamily: UInt8, CaseIterable, Hashable, Sendable {
  /// Lines of one Postfix queue id on one host.
  case postfixQueue
  /// Lines about the ports of one USB bus of one host.
  case kernelUSB
  /// Lines of one process of OpenSSH's SFTP server on one host.
  case sftpProcess
  /// Lines of one print job.
  case printJob
  /// Records of one event of the Linux audit.
  case auditEvent
  /// Lines of one message of Exim, or of one queue id of sendmail, on one host.
  case eximMessage, sendmailQueue
  /// Lines of one message of OpenSMTPD on one host.
  case openSMTPDMessage
  /// Rows of one message of Exchange.
  case exchangeMessage
  /// Records of one message of a mail service.
  case messageTrace, mimecastMessage, proofpointMessage, gmailMessage
  /// Events that tell on which device of one machine files of one day went.
  case deviceStory
  /// Events of the Windows Security log about one handle, by what they are wrapped in.
  case winlogbeatHandle, windowsJSONHandle, windowsXMLHandle
  /// Lines of one day about one connection of tinyproxy after the other.
  case tinyproxyClient
}

/// Takes what a format makes of each line; every line of a block leads to exactly one call.
///
/// ``noteTransfer(on:)``, ``noteDoubt(_:)`` and ``noteMessage(_:of:)`` come on top of the one call. Lines of
/// one record have one call together, ``acceptFragments(_:key:lines:in:)``, and so have the further lines of
/// an event of several lines, ``addLines(_:)``.
package protocol LineSink: ~Copyable {
  /// Tells whose the events of the next lines will be, so that all are looked up at once.
  ///
  /// Those of them that become events carry the number of their user among these
  /// (``Event/announcedUser``); an announcement replaces the one before.
  mutating func announce(users: Span<TextPlace>, in block: Span<UInt8>)
  /// Tells the early fields of the next lines at once, and whose events they will be, as
  /// ``announce(users:in:)`` does: an event carries the number of its line in the batch.
  ///
  /// Returns a bit for each line, the first one lowest, that is known to be an event that concerns
  /// nobody. Instead of all other calls, ``pass(_:of:)`` is made for them when it is their turn.
  mutating func sift(_ batch: borrowing EarlyBatch, in block: Span<UInt8>) -> UInt64
  /// These lines of the batch told last are events that concern nobody.
  mutating func pass(_ lines: Range<Int>, of batch: borrowing EarlyBatch)
  /// Takes a line that is an event with these early fields if they tell already that it concerns
  /// nobody.
  ///
  /// Returns false if they do not, and then has done nothing; the format goes on with
  /// ``isConcerned(by:in:)``.
  mutating func passes(_ early: borrowing EarlyEvent) -> Bool
  /// Returns whether anybody is concerned by an event that has its early fields (``FieldSet/early``).
  ///
  /// If not, the format calls ``pass(_:at:)`` and need not read the rest of the line.
  mutating func isConcerned(by event: borrowing Event, in block: Span<UInt8>) -> Bool
  /// The line is an event that concerns nobody.
  mutating func pass(_ event: borrowing Event, at line: LinePlace)
  /// The line is a whole event, which the sink may complete; it and the block are valid during the call only.
  mutating func accept(_ event: inout Event, in block: Span<UInt8>, at line: LinePlace)
  /// The line tells that a file was opened, and is an event unless any line of the whole run tells of
  /// a transfer on the same server; then it is irrelevant. Valid as in ``accept(_:in:at:)``.
  mutating func acceptOpen(
    _ event: inout Event, on server: Span<UInt8>, in block: Span<UInt8>, at line: LinePlace)
  /// The line for which the next call will be tells of a transfer on the server.
  mutating func noteTransfer(on server: Span<UInt8>)
  /// The time of the line for which the next call will be was told by a clock, and is in doubt.
  mutating func noteDoubt(_ doubt: ClockDoubt)
  /// A line of a record names the message that the record is of.
  ///
  /// Of a family this is told of all such lines or of none.
  mutating func noteMessage(_ messageID: Span<UInt8>, of family: FragmentFamily)
  /// The line is part of a record that is joined across files; `key` names the record.
  mutating func acceptFragment(
    _ family: FragmentFamily, key: Span<UInt8>, time: Timestamp, in block: Span<UInt8>,
    at line: LinePlace)
  /// So many lines of a block are part of one record, as of ``acceptFragment(_:key:time:in:at:)`` each; the
  /// reader has gone on to later lines of the block in between.
  mutating func acceptFragments(
    _ family: FragmentFamily, key: Span<UInt8>, lines: Span<FragmentLine>, in block: Span<UInt8>)
  /// The line is known and irrelevant; `program` is the syslog program of an `otherProgram` line, else empty.
  mutating func ignore(_ reason: IgnoreReason, program: Span<UInt8>, at line: LinePlace)
  /// So many lines belong to the event that was accepted last, besides the one of that call.
  mutating func addLines(_ count: Int)
  /// The line could not be read.
  mutating func reject(_ reason: RejectReason, in block: Span<UInt8>, at line: LinePlace)
}

extension LineSink where Self: ~Copyable {
  package mutating func passes(_ early: borrowing EarlyEvent) -> Bool { false }

  package mutating func announce(users: Span<TextPlace>, in block: Span<UInt8>) {}

  package mutating func sift(_ batch: borrowing EarlyBatch, in block: Span<UInt8>) -> UInt64 { 0 }

  package mutating func pass(_ lines: Range<Int>, of batch: borrowing EarlyBatch) {}

  package mutating func isConcerned(by event: borrowing Event, in block: Span<UInt8>) -> Bool {
    true
  }

  package mutating func pass(_ event: borrowing Event, at line: LinePlace) {}

  package mutating func acceptOpen(
    _ event: inout Event, on server: Span<UInt8>, in block: Span<UInt8>, at line: LinePlace
  ) { accept(&event, in: block, at: line) }

  package mutating func acceptFragments(
    _ family: FragmentFamily, key: Span<UInt8>, lines: Span<FragmentLine>, in block: Span<UInt8>
  ) {
    for index in lines.indices {
      acceptFragment(family, key: key, time: lines[index].time, in: block, at: lines[index].place)
    }
  }

  package mutating func noteTransfer(on server: Span<UInt8>) {}
  package mutating func noteDoubt(_ doubt: ClockDoubt) {}
  package mutating func noteMessage(_ messageID: Span<UInt8>, of family: FragmentFamily) {}
}
