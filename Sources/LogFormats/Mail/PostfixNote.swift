internal import ByteScan
internal import EventModel

/// What a line of Postfix says, in the two words of a ``LineNote``, so that a line is read once only.
///
///     first    kind 4 | flags 4 | length of the queue id 8 | its place 16 | place and length of a text 16 16
///     second   the size of the mail, or place and length of another text 32 32
///
/// Places count from the front of the line. ``PostfixRows`` writes the same.
struct PostfixNote {
  /// What a line is about; from 1 on, so that no note is empty.
  enum Kind: UInt64 { case other = 1, client, messageID, header, queued, delivery, removed }

  /// The note.
  let note: LineNote
  /// Where the line stands.
  let start: Int

  /// The bit of each flag in the first word.
  private enum Flag {
    static let isSent: UInt64 = 1 << 4
    static let isHandedOn: UInt64 = 1 << 5
    static let hasText: UInt64 = 1 << 6
    static let hasOtherText: UInt64 = 1 << 7
  }

  /// What the line is about.
  var kind: Kind { Kind(rawValue: note.first & 0xF) ?? .other }

  /// The queue id.
  var queueID: Range<Int> {
    let place = start + Int(note.first >> 16 & 0xFFFF)
    return place..<(place + Int(note.first >> 8 & 0xFF))
  }

  /// The address of the client, the message-id, the name of a header, the sender or the recipient.
  var text: Range<Int>? {
    guard note.first & Flag.hasText != 0 else { return nil }
    let place = start + Int(note.first >> 32 & 0xFFFF)
    return place..<(place + Int(note.first >> 48))
  }

  /// The user who has signed in, or the text of a header.
  var otherText: Range<Int>? {
    guard note.first & Flag.hasOtherText != 0 else { return nil }
    let place = start + Int(note.second >> 32)
    return place..<(place + Int(note.second & 0xFFFF_FFFF))
  }

  /// The size of a mail that was queued, in bytes.
  var size: Int64 { Int64(bitPattern: note.second) }
  /// Whether the recipient got the mail.
  var isSent: Bool { note.first & Flag.isSent != 0 }
  /// Whether the mail went to a filter on this machine.
  var isHandedOn: Bool { note.first & Flag.isHandedOn != 0 }

  /// Takes a note of a line that stands at an offset.
  init(_ note: LineNote, at start: Int) {
    self.note = note
    self.start = start
  }

  /// Notes a line; `nil` for one that is too long.
  ///
  /// - Parameters:
  ///   - said: What the line says.
  ///   - block: What it was read from.
  ///   - line: Where it stands.
  init?(_ said: PostfixLine, in block: Span<UInt8>, line: Range<Int>) {
    guard line.count <= UInt16.max, said.queueID.count <= UInt8.max else { return nil }
    let start = line.lowerBound
    var first = UInt64(said.queueID.count) << 8
    first |= UInt64(said.queueID.lowerBound - start) << 16
    var second: UInt64 = 0
    var text: Range<Int>?
    var otherText: Range<Int>?
    let kind: Kind
    switch said.item {
    case .client(_, let saslUser):
      (kind, text, otherText) = (.client, said.client(in: block), saslUser)
    case .messageID: (kind, text) = (.messageID, said.messageID)
    case .header(let name, let header): (kind, text, otherText) = (.header, name, header)
    case .queued(let sender, let size):
      (kind, text) = (.queued, sender)
      second = UInt64(bitPattern: size)
    case .delivery(let recipient, let relay, let status):
      (kind, text) = (.delivery, recipient)
      if PostfixLine.isSent(block, status) { first |= Flag.isSent }
      if PostfixLine.isLoopback(block, relay) { first |= Flag.isHandedOn }
    case .removed: kind = .removed
    case .pickup, .other: kind = .other
    }
    if let text {
      first |= Flag.hasText | UInt64(text.lowerBound - start) << 32 | UInt64(text.count) << 48
    }
    if let otherText {
      first |= Flag.hasOtherText
      second = UInt64(otherText.lowerBound - start) << 32 | UInt64(otherText.count)
    }
    note = LineNote(first: first | kind.rawValue, second: second)
    self.start = start
  }
}
