package import EventModel
import RuleProgram

/// A value that rules take from events besides conditions: keys, totals, distinct values.
package struct ValueID: Hashable, Sendable {
  let slot: Int
  let elementSlot: Int
  let number: NumberSource
  /// The list field whose elements are the values, if the value is taken from one.
  let listField: Field?
  /// Whether the value is a number or a word, so that ``MatchContext/number(_:of:)`` gives it.
  package let isNumber: Bool

  init(_ operand: Operand, slot: Int, elementSlot: Int) {
    self.slot = slot
    self.elementSlot = elementSlot
    number = operand.numberSource
    listField =
      if case .field(let field) = operand.origin, field.holdsElements { field } else { nil }
    isNumber = operand.isNumber
  }
}

extension MatchContext {
  /// Returns a number or word of the event, or `nil` if it is missing.
  package mutating func number(_ value: ValueID, of event: borrowing Event) -> Int64? {
    number(value.number, of: event, element: -1)
  }

  /// Returns whether the event has a text; if so, ``text(of:)`` gives it.
  ///
  /// Of a field with several values the first is meant.
  package mutating func hasText(
    _ value: ValueID, of event: borrowing Event, in block: Span<UInt8>
  ) -> Bool {
    hasText(value.slot, of: event, in: block, element: -1)
  }

  /// Returns the text that ``hasText(_:of:in:)`` has found, in the form in which it is compared.
  ///
  /// Without such a call since ``begin(user:)`` the bytes are those of some other text.
  @_lifetime(borrow self)
  package func text(of value: ValueID) -> Span<UInt8> { text(value.slot) }

  /// Calls a closure with each text of a value, in the form in which they are compared.
  ///
  /// A field with several values gives one text for each element that has it, in the log's order.
  package mutating func forEachText(
    _ value: ValueID, of event: borrowing Event, in block: Span<UInt8>,
    _ body: (Span<UInt8>) -> Void
  ) {
    guard let list = value.listField else {
      if hasText(value.slot, of: event, in: block, element: -1) { body(text(value.slot)) }
      return
    }
    for index in event.elements.indices where event.elements[index].field.belongs(to: list) {
      if hasText(value.elementSlot, of: event, in: block, element: index) {
        body(text(value.elementSlot))
      }
    }
  }

  /// Returns the sum of a number over the event: of all attachments, or of its one value.
  package mutating func total(_ value: ValueID, of event: borrowing Event) -> Int64? {
    guard let list = value.listField else { return number(value, of: event) }
    var total: Int64?
    for index in event.elements.indices where event.elements[index].field.belongs(to: list) {
      guard let byteCount = event.elements[index].byteCount else { continue }
      let sum = (total ?? 0).addingReportingOverflow(byteCount)
      total = sum.overflow ? .max : sum.partialValue
    }
    return total
  }
}

extension Operand {
  /// Whether the value is a number or a word, by the field and its part.
  var isNumber: Bool {
    switch part {
    case .size, .daysLeft: return true
    case .domain, .local, .name, .fileExtension, .department, .phase: return false
    case .whole: break
    }
    guard case .field(let field) = origin else { return false }
    switch field {
    case .time, .outcome, .bytesOut, .method, .status, .bytesIn, .attachmentCount, .size,
      .direction, .externalRecipientCount, .action, .volume, .scope, .deviceType, .rows,
      .kindOfLogin, .pages, .duration,
      .score, .severity:
      return true
    default: return false
    }
  }
}
