internal import ByteScan
package import EventModel

extension Event {
  /// Returns the value of a field in the form that `exfil events` prints, or `nil` if it is missing.
  ///
  /// Sizes and numbers are decimal integers, times RFC 3339 in UTC with microseconds, words as
  /// rules write them. Several values are joined with `, ` in the order of the log.
  package func printedValue(of field: Field, in block: Span<UInt8>) -> String? {
    guard has(field), let declaration = Schema.declaration(of: field, in: kind) else { return nil }
    if declaration.isList {
      let values = elements.filter { $0.field == field || (field == .recipient && $0.isRecipient) }
      return values.map { String(lossy: text(at: $0.text, in: block)) }.joined(separator: ", ")
    }
    switch declaration.type {
    case .word: return word(field)?.text
    case .time: return number(field).map { Timestamp(microseconds: $0).textInUTC }
    case .integer, .size, .duration: return number(field).map { "\($0)" }
    case .text, .date, .ip, .domain, .email, .path, .user, .attachment:
      return String(lossy: text(field, in: block))
    }
  }
}

extension EventElement {
  /// Whether the value is a recipient of a mail, in whatever list.
  fileprivate var isRecipient: Bool { field == .to || field == .cc || field == .bcc }
}
