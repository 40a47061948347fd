internal import ByteScan

/// The mail servers of which the lines of one message are put together.
///
/// Each writes a message as several lines under a queue id of its own; how a line is read is its
/// server's, what becomes of the lines is the same for all (``MailJoiner``, ``MailMessage``).
package enum MailServer: CaseIterable, Hashable, Sendable {
  case postfix, exim, sendmail, openSMTPD, exchange
  /// Services, whose lines are JSON objects.
  case messageTrace, mimecast, proofpoint, gmail

  /// The name that `source` shows.
  package var name: String {
    switch self {
    case .postfix: "postfix"
    case .exim: "exim"
    case .sendmail: "sendmail"
    case .openSMTPD: "opensmtpd"
    case .exchange: "exchange_tracking"
    case .messageTrace: "m365_message_trace"
    case .mimecast: "mimecast"
    case .proofpoint: "proofpoint"
    case .gmail: "gmail_log"
    }
  }

  /// Under which the lines of a message wait for each other.
  package var family: FragmentFamily {
    switch self {
    case .postfix: .postfixQueue
    case .exim: .eximMessage
    case .sendmail: .sendmailQueue
    case .openSMTPD: .openSMTPDMessage
    case .exchange: .exchangeMessage
    case .messageTrace: .messageTrace
    case .mimecast: .mimecastMessage
    case .proofpoint: .proofpointMessage
    case .gmail: .gmailMessage
    }
  }

  /// Whether its lines are JSON objects.
  var isService: Bool {
    switch self {
    case .messageTrace, .mimecast, .proofpoint, .gmail: true
    case .postfix, .exim, .sendmail, .openSMTPD, .exchange: false
    }
  }

  /// Whether all lines that name a message are noted as such when they are read (``LineSink/noteMessage(_:of:)``),
  /// so that it is known of which messages there is one record only.
  package var notesMessages: Bool {
    switch self {
    case .postfix, .exim, .sendmail: true
    // Its messages are named by queue ids; of the others nearly every line names one.
    case .openSMTPD, .exchange, .messageTrace, .mimecast, .proofpoint, .gmail: false
    }
  }

  /// How long the server keeps a message at most unless told otherwise, in microseconds.
  ///
  /// A longer silence ends the use of a queue id. Postfix: `maximal_queue_lifetime`, sendmail:
  /// `Timeout.queuereturn`, both five days; the others give up sooner.
  var silence: Int64 { 5 * 86_400 * 1_000_000 }

  /// Reads a whole line of the server, in its envelope if it has one; `nil` if it says nothing
  /// about a message.
  func line(_ block: Span<UInt8>, _ line: Range<Int>) -> MailLine? {
    switch self {
    case .exchange: return (try? TrackingLine(block, line: line))?.mailLine
    case .messageTrace, .mimecast, .proofpoint, .gmail:
      return (try? ServiceLine(self, block, line: line))??.mailLine
    case .exim where EximLine.isDated(block, line):
      return (try? EximLine(block, text: line))??.mailLine
    case .postfix, .exim, .sendmail, .openSMTPD: break
    }
    guard let envelope = try? SyslogLine(behindTimeOf: block, line: line),
      var said = (try? self.line(block, message: envelope.message)) ?? nil
    else { return nil }
    said.host = envelope.host
    return said
  }

  /// Reads the text that a server sent through syslog; `nil` if it says nothing about a message.
  ///
  /// - Throws: ``MailFault`` for a line of a message that is broken.
  func line(_ block: Span<UInt8>, message: Range<Int>) throws(MailFault) -> MailLine? {
    switch self {
    case .postfix: try PostfixLine(block, message: message)?.mailLine(in: block)
    case .exim: try EximLine(block, text: message)?.mailLine
    case .sendmail: try SendmailLine(block, message: message)?.mailLine
    case .openSMTPD: try OpenSMTPDLine(block, message: message)?.mailLine
    case .exchange, .messageTrace, .mimecast, .proofpoint, .gmail: nil
    }
  }
}

extension FragmentFamily {
  /// The mail server whose lines these are; `nil` for lines about something else.
  package var mailServer: MailServer? { MailServer.allCases.first { $0.family == self } }
}

/// Why a line about a message cannot be read.
enum MailFault: Error { case malformed, badNumber, negativeSize, badTime, columnCount, openQuote }

extension MailFault {
  /// The reason under which the line is rejected.
  var reason: RejectReason {
    switch self {
    case .malformed: .malformed
    case .badNumber: .badNumber
    case .negativeSize: .negativeSize
    case .badTime: .badTime
    case .columnCount: .columnCount
    case .openQuote: .openQuote
    }
  }
}
