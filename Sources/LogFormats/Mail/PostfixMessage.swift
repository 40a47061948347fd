internal import ByteScan
package import EventModel

/// One message as all lines of its queue ids tell it.
///
/// With a content filter a message stays in the queue twice: the first stay ends with a delivery to
/// the filter on a loopback address, which is no delivery to anybody once the second stay is known.
package struct PostfixMessage {
  /// One stay in the queue.
  private struct Stay {
    var queueID: [UInt8]
    var first: Timestamp
    var last: Timestamp
    var sender: [UInt8]?
    var size: Int64?
    var client: [UInt8]?
    var saslUser: [UInt8]?
    var subject: [UInt8]?
    var attachments: [[UInt8]] = []
    var deliveries: [Delivery] = []
  }

  private struct Delivery {
    var recipient: [UInt8]
    var isSent: Bool
    /// Whether the next hop is this machine, where a content filter would listen.
    var isToLoopback: Bool
  }

  private var stays: [Stay] = []

  /// Reads all lines of the records that are one message, in the order of (time, hash of the line).
  ///
  /// - Complexity: O(*n*) in the bytes of the lines.
  package init(_ lines: [JoinedLine]) {
    for line in lines { read(line) }
    // Within a second nothing tells which stay came first but the size, which grows on the way.
    stays.sort { a, b in
      if a.first != b.first { return a.first < b.first }
      if a.size != b.size { return (a.size ?? .max) < (b.size ?? .max) }
      return a.queueID.lexicographicallyPrecedes(b.queueID)
    }
  }

  private mutating func read(_ line: JoinedLine) {
    let bytes = line.bytes.span
    guard let envelope = try? SyslogLine(bytes, line: 0..<bytes.count),
      let parsed = try? PostfixLine(bytes, message: envelope.message)
    else { return }
    let index = stay(of: [UInt8](bytes.extracting(parsed.queueID)), at: line.time)
    switch parsed.item {
    case .client(let address, let saslUser):
      if let address, Self.isAddress(bytes.extracting(address)) {
        stays[index].client = [UInt8](bytes.extracting(address))
      }
      if let saslUser { stays[index].saslUser = [UInt8](bytes.extracting(saslUser)) }
    case .header(let name, let text):
      readHeader(bytes.extracting(name), bytes.extracting(text), of: index)
    case .queued(let sender, let size):
      // `from=` comes again with every retry; the first size is the message as it came.
      if stays[index].size == nil {
        stays[index].size = size
        stays[index].sender = [UInt8](bytes.extracting(sender))
      }
    case .delivery(let recipient, let relay, let status):
      stays[index].deliveries.append(
        Delivery(
          recipient: [UInt8](bytes.extracting(recipient)),
          isSent: bytes.extracting(status).equals("sent"),
          isToLoopback: Self.isLoopback(bytes.extracting(relay))))
    case .pickup, .messageID, .removed, .other: break
    }
  }

  private mutating func stay(of queueID: [UInt8], at time: Timestamp) -> Int {
    if let known = stays.firstIndex(where: { $0.queueID == queueID }) {
      stays[known].last = max(stays[known].last, time)
      return known
    }
    stays.append(Stay(queueID: queueID, first: time, last: time))
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

  private static func isAddress(_ text: Span<UInt8>) -> Bool {
    text.count > 0 && SquidText.looksLikeAddress(text, 0..<text.count)
  }

  /// `127.0.0.1[127.0.0.1]:10024`, `localhost[::1]:10025`.
  private static func isLoopback(_ relay: Span<UInt8>) -> Bool {
    guard let open = relay.firstOffset(of: UInt8(ascii: "[")) else { return false }
    let address = relay.extracting((open + 1)..<relay.count)
    return address.starts(with: "127.") || address.starts(with: "::1]")
      || address.starts(with: "IPv6:::1]")
  }
}

extension PostfixMessage {
  /// Fills an event with the message.
  ///
  /// - Parameters:
  ///   - event: Holds the mail afterwards; all its texts are its own.
  ///   - time: The time of the first line.
  package func fill(_ event: inout Event, at time: Timestamp) {
    event.begin(.mail, at: time)
    event.set(.source, copying: "postfix")
    var wasSent = false
    var recipients = DistinctAddresses()
    for index in stays.indices {
      for delivery in stays[index].deliveries {
        recipients.insert(delivery.recipient)
        if delivery.isSent && !(delivery.isToLoopback && isHandedBack(index)) { wasSent = true }
      }
    }
    event.set(.outcome, to: wasSent ? .allowed : .failed)
    if let first = stays.first { event.set(.code, copying: first.queueID.span) }
    if let sender = stays.lazy.compactMap(\.sender).first {
      let normalised = DistinctAddresses.normalised(sender)
      event.set(.sender, copying: normalised.span)
    }
    if let size = stays.lazy.compactMap(\.size).first { event.set(.size, to: size) }
    if let user = stays.lazy.compactMap(\.saslUser).first { event.set(.user, copying: user.span) }
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
    if !files.isEmpty { event.set(.attachmentCount, to: Int64(files.count)) }
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
private struct DistinctAddresses {
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
