import ByteScan
import EventModel

@testable import LogFormats

/// ``MailMessage`` as it is told: every text is a value of its own.
struct NaiveMailMessage {
  /// One stay in the queue.
  private struct Stay {
    var queueID: [UInt8]
    var first: Timestamp
    var last: Timestamp
    var sender: [UInt8]?
    var size: Int64?
    var client: [UInt8]?
    var user: [UInt8]?
    var subject: [UInt8]?
    var attachments: [[UInt8]] = []
    var attachmentCount: Int64?
    var deliveries: [Delivery] = []
  }

  private struct Delivery {
    var recipient: [UInt8]
    var isSent: Bool
    /// Whether the next hop writes about the message too, such as a content filter on this machine.
    var isHandedOn: Bool
  }

  private let server: MailServer
  private var stays: [Stay] = []

  init(_ server: MailServer, _ lines: [(line: JoinedLine, said: MailLine?)]) {
    self.server = server
    for line in lines {
      if let said = line.said { note(said, line.line.bytes.span, at: line.line.time) }
    }
    // Within a second nothing tells which stay came first but the size, which grows on the way.
    stays.sort { a, b in
      if a.first != b.first { return a.first < b.first }
      if a.size != b.size { return (a.size ?? .max) < (b.size ?? .max) }
      return a.queueID.lexicographicallyPrecedes(b.queueID)
    }
  }

  private mutating func note(_ line: MailLine, _ bytes: Span<UInt8>, at time: Timestamp) {
    let index = stay(of: bytes.extracting(line.queueID), at: time)
    if let client = line.client { stays[index].client = [UInt8](bytes.extracting(client)) }
    if let user = line.user { stays[index].user = [UInt8](bytes.extracting(user)) }
    if let header = line.header {
      readHeader(bytes.extracting(header.name), bytes.extracting(header.text), of: index)
    }
    if let subject = line.subject, stays[index].subject == nil { stays[index].subject = subject }
    for name in line.attachments where !stays[index].attachments.contains(name) {
      stays[index].attachments.append(name)
    }
    if let count = line.attachmentCount, stays[index].attachmentCount == nil {
      stays[index].attachmentCount = count
    }
    if let sender = line.sender, stays[index].sender == nil {
      stays[index].sender = [UInt8](bytes.extracting(sender))
    }
    // Postfix writes the size again with every retry; the first one is the message as it came.
    if let size = line.size, stays[index].size == nil { stays[index].size = size }
    var recipients: [[UInt8]] = []
    line.forEachRecipient(in: bytes) { recipients.append([UInt8](bytes.extracting($0))) }
    for recipient in recipients {
      stays[index].deliveries.append(
        Delivery(recipient: recipient, isSent: line.isSent, isHandedOn: line.isHandedOn))
    }
  }

  private mutating func stay(of queueID: Span<UInt8>, at time: Timestamp) -> Int {
    if let known = stays.firstIndex(where: { $0.queueID.span.hasSameBytes(as: queueID) }) {
      stays[known].last = max(stays[known].last, time)
      return known
    }
    stays.append(Stay(queueID: [UInt8](queueID), first: time, last: time))
    return stays.count - 1
  }

  private mutating func readHeader(
    _ name: Span<UInt8>, _ text: Span<UInt8>, of index: Int
  ) {
    let unfolded = HeaderText.unfolded(text)
    if name.equalsIgnoringAsciiCase("subject") {
      stays[index].subject = EncodedWords.decode(unfolded.span)
    } else if name.equalsIgnoringAsciiCase("content-disposition")
      || name.equalsIgnoringAsciiCase("content-type")
    {
      let key = name.count == 12 ? "name" : "filename"
      guard let file = HeaderParameters(unfolded.span).text(of: key), !file.isEmpty,
        !stays[index].attachments.contains(file)
      else { return }
      stays[index].attachments.append(file)
    }
  }
}

extension NaiveMailMessage {
  /// Fills an event with the message.
  ///
  /// - Parameters:
  ///   - event: Holds the mail afterwards; all its texts are its own.
  ///   - time: The time of the first line.
  func fill(_ event: inout Event, at time: Timestamp) {
    event.begin(.mail, at: time)
    event.set(.source, copying: server.name)
    var wasSent = false
    var recipients = NaiveAddresses()
    for index in stays.indices {
      for delivery in stays[index].deliveries {
        recipients.insert(delivery.recipient)
        if delivery.isSent && !(delivery.isHandedOn && isHandedBack(index)) { wasSent = true }
      }
    }
    event.set(.outcome, to: wasSent ? .allowed : .failed)
    if let first = stays.first {
      // Services write `<` of a message-id as an escape or not.
      var code: [UInt8] = []
      let form: CellForm = server.isService ? .json : .plain
      form.append(first.queueID.span, 0..<first.queueID.count, to: &code)
      event.set(.code, copying: code.span)
    }
    if let sender = stays.lazy.compactMap(\.sender).first {
      let normalised = NaiveAddresses.normalised(sender)
      event.set(.sender, copying: normalised.span)
    }
    if let size = stays.lazy.compactMap(\.size).first { event.set(.size, to: size) }
    if let user = stays.lazy.compactMap(\.user).first { event.set(.user, copying: user.span) }
    if let client = stays.lazy.compactMap(\.client).first {
      event.set(.srcIP, copying: client.span)
    }
    if let subject = stays.lazy.compactMap(\.subject).first {
      event.set(.subject, copying: subject.span)
    }
    for address in recipients.addresses { event.append(.to, copying: address.span) }
    // Both stays log the same headers; those of the first are the message as it came.
    let files = stays.lazy.map(\.attachments).first { !$0.isEmpty } ?? []
    for file in files { event.append(.attachment, copying: file.span) }
    let told = stays.lazy.compactMap(\.attachmentCount).max() ?? 0
    let count = max(told, Int64(files.count))
    if count > 0 { event.set(.attachmentCount, to: count) }
  }

  /// Whether another stay began while this one lasted, so that a filter has handed the mail back.
  private func isHandedBack(_ index: Int) -> Bool {
    let stay = stays[index]
    return stays.indices.contains { other in
      other > index && stays[other].first <= stay.last
    }
  }
}

/// The recipients of a message, each once however it is spelt.
private struct NaiveAddresses {
  private(set) var addresses: [[UInt8]] = []
  private var seen: Set<[UInt8]> = []

  mutating func insert(_ address: [UInt8]) {
    guard !address.isEmpty, seen.insert(address.map(\.asciiLowercased)).inserted else { return }
    addresses.append(Self.normalised(address))
  }

  /// The address with its domain lower-cased; the local part keeps its spelling.
  static func normalised(_ address: [UInt8]) -> [UInt8] {
    guard let at = address.lastIndex(of: UInt8(ascii: "@")) else { return address }
    return address[..<at] + address[at...].map(\.asciiLowercased)
  }
}
