internal import ByteScan
internal import EventModel

/// One record of a mail service, taken apart.
///
/// A service writes several records for a message: one for each recipient, or one for each step. They
/// are joined by its id.
struct ServiceLine {
  let time: Timestamp
  private(set) var mailLine: MailLine

  /// Reads a line; `nil` if the record is not about a message on its way.
  ///
  /// - Throws: ``MailFault`` if it is none.
  init?(_ server: MailServer, _ block: Span<UInt8>, line: Range<Int>) throws(MailFault) {
    let layouts = ServiceLayout.layouts(of: server)
    guard let layout = layouts.first(where: { $0.fits(block, line) }) else { throw .malformed }
    var cells = RecordCells(count: ServiceLayout.Slot.allCases.count)
    var cutter = layout.cutter
    guard cutter.cut(block, line: line, into: &cells) == .record else { throw .malformed }
    if let type = cells.place(.type), !layout.takes(block.extracting(type)) { return nil }
    guard let id = cells.place(.messageID) ?? cells.place(.id) else { throw .malformed }
    guard let stamp = cells.place(.time) else { throw .badTime }
    time = try Self.time(block.extracting(stamp), unit: layout.timeUnit)
    mailLine = MailLine(queueID: id)
    mailLine.messageID = id
    mailLine.sender = cells.place(.sender).map { block.withoutBrackets($0) }
    if let size = cells.place(.size) { mailLine.size = try block.mailSize(in: size) }
    if let client = cells.place(.client) { mailLine.client = block.addressLiteral(in: client) }
    if let subject = cells.place(.subject) {
      var text: [UInt8] = []
      cells[ServiceLayout.Slot.subject.rawValue].form.append(block, subject, to: &text)
      mailLine.subject = EncodedWords.decode(text.span)
    }
    if let recipients = cells.place(.recipients) {
      let isArray = JSONArray.isArray(block, recipients)
      if !isArray || recipients.count > 2 { mailLine.recipients = recipients }
      mailLine.recipientList = isArray ? .jsonArray : .commas
    }
    if let status = cells.place(.status) {
      mailLine.isSent = layout.isSent(block.extracting(status))
    }
    if let count = cells.place(.attachmentCount) {
      mailLine.attachmentCount = try block.mailSize(in: count)
    }
    if let attachments = cells.place(.attachments) {
      mailLine.attachments = ServiceAttachments.names(
        block, attachments, cells[ServiceLayout.Slot.attachments.rawValue].form)
    }
  }

  /// Digits are counted since 1970 in the unit of the service; anything else is a time as RFC 3339 has
  /// it, in UTC where it names no zone.
  private static func time(
    _ text: Span<UInt8>, unit microseconds: Int64
  ) throws(MailFault) -> Timestamp {
    if let count = try? text.decimalCount() {
      guard count < 253_402_300_800_000_000 / microseconds else { throw .badTime }
      return Timestamp(microseconds: count * microseconds)
    }
    do throws(TimeError) {
      let clock = ClockReading(try text.scanInternetTime())
      return Timestamp(
        microseconds: clock.civil.microsecondsSince1970(
          offsetInSeconds: clock.offsetInSeconds ?? 0))
    } catch {
      throw .badTime
    }
  }
}

extension RecordCells {
  /// The place of a value; `nil` if it is missing or empty.
  fileprivate func place(_ slot: ServiceLayout.Slot) -> Range<Int>? {
    guard isSet(slot.rawValue) else { return nil }
    let range = self[slot.rawValue].range
    return range.isEmpty ? nil : range
  }
}
