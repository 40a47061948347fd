internal import ByteScan

/// What one line of a mail server says about a message; ranges are places in the bytes it was read from.
struct MailLine {
  /// How the recipients of one line are written.
  enum RecipientList { case one, commas, semicolons, jsonArray }

  /// The machine, where the line names it.
  var host = 0..<0
  /// What the server calls the message while it has it.
  var queueID: Range<Int>
  /// What ties the stays of one message together, on one server or several.
  var messageID: Range<Int>?
  /// The queue id under which a message goes on that was handed to the same server once more.
  var nextQueueID: Range<Int>?
  /// Empty for a bounce.
  var sender: Range<Int>?
  /// The size of the message in bytes.
  var size: Int64?
  /// The address of the machine that the message came from.
  var client: Range<Int>?
  /// Who signed in to send it.
  var user: Range<Int>?
  /// What had to be decoded; most lines have none of it.
  private(set) var decoded: Decoded?
  /// How many attachments there are, where the line tells only that.
  var attachmentCount: Int64?
  /// A header that Postfix was told to log.
  var header: Header?
  /// Empty if the line is not about recipients.
  var recipients = 0..<0
  var recipientList = RecipientList.one
  /// Whether the recipients of this line got the message.
  var isSent = false
  /// Whether the next hop writes about the message too: a content filter on this machine, or
  /// another server of the house.
  var isHandedOn = false
  /// Whether the server is done with the message.
  var isRemoved = false
  /// Whether nothing of the message can be learnt from the line.
  var isIrrelevant = false

  struct Header {
    var name: Range<Int>
    var text: Range<Int>
  }

  /// Texts of a line in UTF-8, which stand in no bytes of the log.
  final class Decoded: Sendable {
    let subject: [UInt8]?
    let attachments: [[UInt8]]

    init(subject: [UInt8]?, attachments: [[UInt8]]) {
      self.subject = subject
      self.attachments = attachments
    }
  }

  init(queueID: Range<Int>) { self.queueID = queueID }

  /// The subject in UTF-8.
  var subject: [UInt8]? {
    get { decoded?.subject }
    set { decoded = Decoded(subject: newValue, attachments: attachments) }
  }

  /// The names of attachments in UTF-8.
  var attachments: [[UInt8]] {
    get { decoded?.attachments ?? [] }
    set { decoded = Decoded(subject: subject, attachments: newValue) }
  }

  /// Calls `body` with the place of each recipient, without angle brackets.
  ///
  /// Separators within quotes or brackets belong to an address.
  func forEachRecipient(in bytes: Span<UInt8>, _ body: (Range<Int>) -> Void) {
    guard !recipients.isEmpty else { return }
    if recipientList == .one { return body(bytes.withoutBrackets(recipients)) }
    if recipientList == .jsonArray {
      var places: [Range<Int>] = []
      JSONArray.forEachElement(bytes, recipients) { places.append($0) }
      for place in places { body(bytes.withoutBrackets(Self.address(in: place, of: bytes))) }
      return
    }
    let separator: UInt8? =
      switch recipientList {
      case .one, .jsonArray: nil
      case .commas: UInt8(ascii: ",")
      case .semicolons: UInt8(ascii: ";")
      }
    var start = recipients.lowerBound
    var isQuoted = false
    for offset in recipients {
      if bytes[offset] == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard bytes[offset] == separator, !isQuoted else { continue }
      body(bytes.withoutBrackets(start..<offset))
      start = offset + 1
    }
    body(bytes.withoutBrackets(start..<recipients.upperBound))
  }

  private static let addresses = JSONCutter([["address"]])

  /// The address of an element of a JSON array: the text, or what an object calls `address`.
  private static func address(in element: Range<Int>, of bytes: Span<UInt8>) -> Range<Int> {
    guard let first = element.first, bytes[first] == UInt8(ascii: "{") else { return element }
    var cells = RecordCells(count: 1)
    var cutter = addresses
    guard cutter.cut(bytes, line: element, into: &cells) == .record, cells.isSet(0) else {
      return element.lowerBound..<element.lowerBound
    }
    return cells[0].range
  }
}
