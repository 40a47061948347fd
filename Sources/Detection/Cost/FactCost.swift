internal import ByteScan
package import EventModel
internal import RuleProgram

/// What is kept of each event that is selected.
package struct FactCost: Hashable, Sendable {
  package var kind: EventKind
  /// The values that are kept, in the order of their declaration.
  package var fields: [Field]
  /// The bytes in memory of the record with all these values, its key included, but for the name of
  /// the subject, the texts themselves and the raw line.
  package var fixedByteCount: Int

  /// Works out what facts of a kind keep, by writing the record of an event that has everything and
  /// whose texts are empty.
  ///
  /// - Parameters:
  ///   - kind: The kind.
  ///   - plan: What facts keep.
  ///   - matchCount: How many rules select the event.
  init(of kind: EventKind, _ plan: FactPlan, matchCount: Int) {
    self.kind = kind
    let singles = plan.numbers(of: kind).union(plan.texts(of: kind)).fields
      .filter { Schema.declaration(of: $0, in: kind) != nil || $0 == .user }
    let lists = plan.fields(of: kind).fields.filter {
      !singles.contains($0) && $0 != .recipient && Schema.declaration(of: $0, in: kind) != nil
    }
    // `recipient` is all of to, cc and bcc; one of them stands for as many as there are.
    let keepsRecipients =
      plan.fields(of: kind).contains(.recipient) && Schema.declaration(of: .to, in: kind) != nil
    fields = singles + lists + (keepsRecipients ? [.recipient] : [])
    let numbers = singles.filter(\.isNumeric)
    let texts = singles.filter { !$0.isNumeric }
    var encoder = FactEncoder()
    let nothing: [UInt8] = []
    encoder.begin(
      subjectKind: 0, subjectByteCount: 0, subjectHash: 0, eventKind: kind.rawValue,
      time: Timestamp(microseconds: 0), lineHash: 0,
      place: SourcePlace(source: 0, line: 0, offset: 0), matchCount: matchCount,
      numberCount: numbers.count, textCount: texts.count,
      elementCount: lists.count + (keepsRecipients ? 1 : 0), lineCount: 1)
    for rule in 0..<matchCount {
      encoder.append(
        RuleMatch(
          rule: UInt16(truncatingIfNeeded: rule), steps: 0, cap: 0, eventConditions: 0,
          aggregates: 0))
    }
    for field in numbers { encoder.append(field, number: 0) }
    for field in texts { encoder.append(field, text: nothing.span) }
    for field in lists { encoder.append(element: field, text: nothing.span, byteCount: nil) }
    if keepsRecipients { encoder.append(element: .to, text: nothing.span, byteCount: nil) }
    encoder.append(line: nothing.span, at: SourcePlace(source: 0, line: 0, offset: 0))
    encoder.finish()
    fixedByteCount = encoder.record.count + FactBuffer.keyByteCount
  }
}
