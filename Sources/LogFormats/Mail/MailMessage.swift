internal import ByteScan
internal import EventModel

/// One message as all lines of its queue ids tell it.
///
/// With a content filter a message stays in the queue twice: the first stay ends with a delivery to
/// the filter on a loopback address, which is no delivery to anybody once the second stay is known.
///
/// It is storage to be filled again and again: what it holds are places in the joiner's text, and lists
/// of them for all stays together.
struct MailMessage: Sendable {
  /// One stay in the queue; ranges are places in the text.
  private struct Stay: Sendable {
    /// How many stays were noted before it.
    var number: Int
    var queueID: Range<Int>
    var first: Timestamp
    var last: Timestamp
    var sender: Range<Int>?
    var size: Int64?
    var client: Range<Int>?
    var user: Range<Int>?
    var subject: Range<Int>?
    var attachmentCount: Int64?
  }

  /// The name of a file that came with a stay.
  private struct Attachment: Sendable {
    var stay: Int
    var name: Range<Int>
  }

  private struct Delivery: Sendable {
    /// How many deliveries were noted before it.
    var number: Int
    var stay: Int
    var recipient: Range<Int>
    var isSent: Bool
    /// Whether the next hop writes about the message too, such as a content filter on this machine.
    var isHandedOn: Bool
  }

  private var stays: [Stay] = []
  private var attachments: [Attachment] = []
  private var deliveries: [Delivery] = []
  private var recipients = DistinctAddresses()

  /// Begins another message.
  mutating func begin() {
    stays.removeAll(keepingCapacity: true)
    if !attachments.isEmpty { attachments.removeAll(keepingCapacity: true) }
    deliveries.removeAll(keepingCapacity: true)
  }

  /// Takes the next line of the message, in the order of (time, hash of the line).
  ///
  /// - Parameters:
  ///   - line: What it says, as places in the text.
  ///   - time: When it was written.
  ///   - text: What had to be decoded is put behind it.
  /// - Complexity: O(*n*) in the bytes of the line.
  mutating func note(_ line: MailLine, at time: Timestamp, in text: inout [UInt8]) {
    let index = stay(of: line.queueID, at: time, in: text.span)
    if let client = line.client { stays[index].client = client }
    if let user = line.user { stays[index].user = user }
    if let header = line.header { read(header, of: index, in: &text) }
    if let decoded = line.decoded { note(decoded, of: index, in: &text) }
    if let count = line.attachmentCount, stays[index].attachmentCount == nil {
      stays[index].attachmentCount = count
    }
    if let sender = line.sender, stays[index].sender == nil { stays[index].sender = sender }
    // Postfix writes the size again with every retry; the first one is the message as it came.
    if let size = line.size, stays[index].size == nil { stays[index].size = size }
    guard !line.recipients.isEmpty else { return }
    line.forEachRecipient(in: text.span) { recipient in
      deliveries.append(
        Delivery(
          number: deliveries.count, stay: index, recipient: recipient, isSent: line.isSent,
          isHandedOn: line.isHandedOn))
    }
  }

  /// Takes the next line of the message, as its reader has noted what it says; otherwise the same.
  mutating func note(_ line: PostfixNote, at time: Timestamp, in text: inout [UInt8]) {
    let index = stay(of: line.queueID, at: time, in: text.span)
    switch line.kind {
    case .client:
      if let client = line.text { stays[index].client = client }
      if let user = line.otherText { stays[index].user = user }
    case .header:
      guard let name = line.text, let value = line.otherText else { return }
      read(MailLine.Header(name: name, text: value), of: index, in: &text)
    case .queued:
      if stays[index].sender == nil { stays[index].sender = line.text }
      if stays[index].size == nil { stays[index].size = line.size }
    case .delivery:
      guard let recipient = line.text, !recipient.isEmpty else { return }
      deliveries.append(
        Delivery(
          number: deliveries.count, stay: index, recipient: text.span.withoutBrackets(recipient),
          isSent: line.isSent, isHandedOn: line.isHandedOn))
    case .messageID, .removed, .other: break
    }
  }

  private mutating func stay(
    of queueID: Range<Int>, at time: Timestamp, in text: Span<UInt8>
  ) -> Int {
    let id = text.extracting(queueID)
    for index in stays.indices where text.extracting(stays[index].queueID).hasSameBytes(as: id) {
      stays[index].last = max(stays[index].last, time)
      return index
    }
    stays.append(Stay(number: stays.count, queueID: queueID, first: time, last: time))
    return stays.count - 1
  }

  private mutating func note(
    _ decoded: MailLine.Decoded, of index: Int, in text: inout [UInt8]
  ) {
    if let subject = decoded.subject, stays[index].subject == nil {
      stays[index].subject = text.place(appending: subject)
    }
    for name in decoded.attachments { attach(name, to: index, in: &text) }
  }

  private mutating func attach(_ name: [UInt8], to index: Int, in text: inout [UInt8]) {
    let isKnown = attachments.contains {
      $0.stay == index && text.span.extracting($0.name).hasSameBytes(as: name.span)
    }
    guard !isKnown else { return }
    attachments.append(Attachment(stay: index, name: text.place(appending: name)))
  }

  private mutating func read(
    _ header: MailLine.Header, of index: Int, in text: inout [UInt8]
  ) {
    let unfolded = HeaderText.unfolded(text.span.extracting(header.text))
    switch HeaderName(text.span.extracting(header.name)) {
    case .subject: stays[index].subject = text.place(appending: EncodedWords.decode(unfolded.span))
    case .content(let parameter):
      let file = HeaderParameters(unfolded.span).text(of: parameter) ?? []
      if !file.isEmpty { attach(file, to: index, in: &text) }
    case nil: break
    }
  }
}

extension MailMessage {
  /// Fills an event with the message.
  ///
  /// - Parameters:
  ///   - event: Holds the mail afterwards; all its texts are its own.
  ///   - time: The time of the first line.
  ///   - server: Who wrote the lines.
  ///   - bytes: What the places stand in.
  mutating func fill(
    _ event: inout Event, at time: Timestamp, from server: MailServer, in bytes: [UInt8]
  ) {
    let text = bytes.span
    sortStays(in: text)
    event.begin(.mail, at: time)
    event.set(.source, copying: server.name)
    event.set(.outcome, to: readDeliveries(in: text) ? .allowed : .failed)
    if let first = stays.first { setCode(text.extracting(first.queueID), from: server, of: &event) }
    if let sender = first({ $0.sender }) {
      if let normalised = text.normalisedAddress(sender) {
        event.set(.sender, copying: normalised.span)
      } else {
        event.set(.sender, copying: text.extracting(sender))
      }
    }
    if let size = first({ $0.size }) { event.set(.size, to: size) }
    if let user = first({ $0.user }) { event.set(.user, copying: text.extracting(user)) }
    if let client = first({ $0.client }) { event.set(.srcIP, copying: text.extracting(client)) }
    if let subject = first({ $0.subject }) {
      event.set(.subject, copying: text.extracting(subject))
    }
    for address in recipients.addresses {
      if let normalised = text.normalisedAddress(address) {
        event.append(.to, copying: normalised.span)
      } else {
        event.append(.to, copying: text.extracting(address))
      }
    }
    setAttachments(of: &event, in: text)
  }

  @inline(__always)
  private func first<Value>(_ value: (borrowing Stay) -> Value?) -> Value? {
    for index in stays.indices {
      if let value = value(stays[index]) { return value }
    }
    return nil
  }

  /// Within a second nothing tells which stay came first but the size, which grows on the way.
  private mutating func sortStays(in text: Span<UInt8>) {
    guard stays.count > 1 else { return }
    stays.sort { a, b in
      if a.first != b.first { return a.first < b.first }
      if a.size != b.size { return (a.size ?? .max) < (b.size ?? .max) }
      return text.extracting(a.queueID).precedes(text.extracting(b.queueID))
    }
    var ranks = [Int](repeating: 0, count: stays.count)
    for (rank, stay) in stays.enumerated() { ranks[stay.number] = rank }
    for index in deliveries.indices { deliveries[index].stay = ranks[deliveries[index].stay] }
    for index in attachments.indices { attachments[index].stay = ranks[attachments[index].stay] }
    deliveries.sort { ($0.stay, $0.number) < ($1.stay, $1.number) }
  }

  /// Gathers the recipients; returns whether the message got to any of them.
  private mutating func readDeliveries(in text: Span<UInt8>) -> Bool {
    recipients.removeAll()
    var wasSent = false
    for delivery in deliveries {
      recipients.insert(delivery.recipient, in: text)
      guard delivery.isSent, !wasSent else { continue }
      wasSent = !(delivery.isHandedOn && isHandedBack(delivery.stay))
    }
    return wasSent
  }

  /// Whether another stay began while this one lasted, so that a filter has handed the mail back.
  private func isHandedBack(_ index: Int) -> Bool {
    let last = stays[index].last
    return stays[(index + 1)...].contains { $0.first <= last }
  }

  /// Services write `<` of a message-id as an escape or not.
  private func setCode(_ queueID: Span<UInt8>, from server: MailServer, of event: inout Event) {
    guard server.isService else { return event.set(.code, copying: queueID) }
    var code: [UInt8] = []
    CellForm.json.append(queueID, 0..<queueID.count, to: &code)
    event.set(.code, copying: code.span)
  }

  /// All stays log the same headers; those of the first are the message as it came.
  private func setAttachments(of event: inout Event, in text: Span<UInt8>) {
    var count: Int64 = 0
    if let first = attachments.lazy.map(\.stay).min() {
      for attachment in attachments where attachment.stay == first {
        event.append(.attachment, copying: text.extracting(attachment.name))
        count += 1
      }
    }
    for stay in stays { count = max(count, stay.attachmentCount ?? 0) }
    if count > 0 { event.set(.attachmentCount, to: count) }
  }
}

/// The headers that tell something of a message.
private enum HeaderName {
  case subject
  /// The name of a file stands in a parameter.
  case content(parameter: String)

  init?(_ name: Span<UInt8>) {
    if name.equalsIgnoringAsciiCase("subject") {
      self = .subject
    } else if name.equalsIgnoringAsciiCase("content-disposition") {
      self = .content(parameter: "filename")
    } else if name.equalsIgnoringAsciiCase("content-type") {
      self = .content(parameter: "name")
    } else {
      return nil
    }
  }
}

extension [UInt8] {
  /// Puts a text behind the others, and tells where.
  fileprivate mutating func place(appending text: [UInt8]) -> Range<Int> {
    let start = count
    append(contentsOf: text)
    return start..<count
  }
}

extension Span<UInt8> {
  /// Whether the bytes come before others, byte by byte.
  fileprivate func precedes(_ other: Span<UInt8>) -> Bool {
    for index in 0..<Swift.min(count, other.count) where self[index] != other[index] {
      return self[index] < other[index]
    }
    return count < other.count
  }
}
