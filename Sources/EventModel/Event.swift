internal import ByteScan

/// Where the bytes of a text value stand: in the block being read, or in the event's own storage.
@usableFromInline
package struct TextPlace: Hashable, Sendable {
  @usableFromInline var start: UInt32
  /// The length in bytes; the top bit says that the text stands in the event's own storage.
  @usableFromInline var countAndOrigin: UInt32

  @inlinable
  package init(start: Int, count: Int, isOwned: Bool) {
    self.start = UInt32(truncatingIfNeeded: start)
    countAndOrigin = UInt32(truncatingIfNeeded: count) | (isOwned ? 0x8000_0000 : 0)
  }

  /// Both parts in one word, as events keep them.
  @inlinable var bits: UInt64 { UInt64(start) << 32 | UInt64(countAndOrigin) }

  @inlinable
  init(bits: UInt64) {
    start = UInt32(truncatingIfNeeded: bits >> 32)
    countAndOrigin = UInt32(truncatingIfNeeded: bits)
  }

  @inlinable var isOwned: Bool { countAndOrigin & 0x8000_0000 != 0 }
  @inlinable package var range: Range<Int> {
    Int(start)..<(Int(start) + Int(countAndOrigin & 0x7FFF_FFFF))
  }
}

/// One value of a field that holds several: a recipient, an attachment, the target of a share.
package struct EventElement: Hashable, Sendable {
  package var field: Field
  package var text: TextPlace
  /// The size of an attachment in bytes, if the log tells it.
  package var byteCount: Int64?
  /// Whether the log says that the attachment is encrypted.
  package var isEncrypted: Bool
}

/// One thing that happened, in the form every rule sees, whatever log it came from.
///
/// An event is storage to be filled again and again: a format calls ``begin(_:at:)`` and then sets
/// the fields its line carries. Text values are ranges of the block being read or, where a value
/// had to be decoded, of the event's own storage; both are valid until the next `begin`, the
/// former also only while the block is. Nothing is allocated once the storage has grown.
///
///     kind, time, present ── one bit a field
///     values[field]       ── integers, sizes, words; for texts start, count, block or own storage
///     elements            ── recipients, attachments
@usableFromInline
package struct Event: Sendable {
  @usableFromInline package internal(set) var kind: EventKind = .web
  @usableFromInline package internal(set) var time = Timestamp(microseconds: 0)
  /// The fields that have a value.
  @usableFromInline package internal(set) var present = FieldSet()
  /// The number of the user among those that the format has announced last; −1 if it was not.
  @usableFromInline package internal(set) var announcedUser = -1
  /// One place a field, for its number or for where its text stands; the field's type tells which.
  ///
  /// An array, though its length never changes: reading from a struct of this size with its values
  /// inline copies all of it on every call that borrows the event.
  @usableFromInline var values = [UInt64](repeating: 0, count: 64)
  /// The values of the list fields, in the order of the log.
  package private(set) var elements: [EventElement] = []
  private var storage: [UInt8] = []

  /// Creates an event without any field.
  package init() {}

  /// Empties the event and gives it a kind and a time.
  package mutating func begin(_ kind: EventKind, at time: Timestamp) {
    self.kind = kind
    self.time = time
    present = FieldSet(.time)
    announcedUser = -1
    values[Int(Field.time.rawValue)] = UInt64(bitPattern: time.microseconds)
    if !elements.isEmpty { elements.removeAll(keepingCapacity: true) }
    if !storage.isEmpty { storage.removeAll(keepingCapacity: true) }
  }

  /// Says under which number the user was announced, if it stands where the announced one does.
  ///
  /// - Parameters:
  ///   - number: The number.
  ///   - place: Where the announced user stands in the block.
  @inlinable
  package mutating func setAnnouncedUser(_ number: Int, at place: TextPlace) {
    guard present.contains(.user), values[Int(Field.user.rawValue)] == place.bits else { return }
    announcedUser = number
  }

  /// Gives a number field its value: a count, a size in bytes, microseconds.
  @inlinable
  package mutating func set(_ field: Field, to number: Int64) {
    present.insert(field)
    values[Int(field.rawValue)] = UInt64(bitPattern: number)
  }

  /// Gives a field of a closed vocabulary its value.
  @inlinable
  package mutating func set(_ field: Field, to word: Word) {
    set(field, to: Int64(word.rawValue))
  }

  /// Gives a text field the bytes at a range of the block being read; an empty range is missing.
  @inlinable
  package mutating func set(_ field: Field, toBlockRange range: Range<Int>) {
    guard !range.isEmpty else { return }
    present.insert(field)
    values[Int(field.rawValue)] =
      TextPlace(start: range.lowerBound, count: range.count, isOwned: false).bits
  }

  /// Gives a text field a copy of the bytes; an empty text is missing.
  package mutating func set(_ field: Field, copying bytes: Span<UInt8>) {
    guard bytes.count > 0 else { return }
    present.insert(field)
    values[Int(field.rawValue)] = own(bytes).bits
  }

  /// Gives a text field a copy of the text; an empty text is missing.
  package mutating func set(_ field: Field, copying text: String) {
    set(field, copying: text.utf8.span)
  }

  /// Gives a text field a part of another text field's bytes, without copying them.
  ///
  /// An empty part, or a part of a field that is missing, leaves the field as it is.
  package mutating func set(_ field: Field, toPart range: Range<Int>, of whole: Field) {
    guard !range.isEmpty, present.contains(whole) else { return }
    let place = TextPlace(bits: values[Int(whole.rawValue)])
    present.insert(field)
    values[Int(field.rawValue)] =
      TextPlace(
        start: place.range.lowerBound + range.lowerBound, count: range.count,
        isOwned: place.isOwned
      ).bits
  }

  /// Adds a value to a list field.
  package mutating func append(
    _ field: Field, copying bytes: Span<UInt8>, byteCount: Int64? = nil, isEncrypted: Bool = false
  ) {
    elements.append(
      EventElement(
        field: field, text: own(bytes), byteCount: byteCount, isEncrypted: isEncrypted))
    present.insert(field)
    if field == .to || field == .cc || field == .bcc { present.insert(.recipient) }
  }

  /// Takes a field's value away.
  @inlinable
  package mutating func clear(_ field: Field) { present.remove(field) }

  private mutating func own(_ bytes: Span<UInt8>) -> TextPlace {
    let start = storage.count
    storage.append(copying: bytes)
    return TextPlace(start: start, count: bytes.count, isOwned: true)
  }
}

extension Event {
  /// Returns whether the field has a value.
  @inlinable
  package func has(_ field: Field) -> Bool { present.contains(field) }

  /// Returns the value of a number field, or `nil` if it is missing.
  @inlinable
  package func number(_ field: Field) -> Int64? {
    present.contains(field) ? Int64(bitPattern: values[Int(field.rawValue)]) : nil
  }

  /// Returns the value of a field of a closed vocabulary, or `nil` if it is missing.
  package func word(_ field: Field) -> Word? {
    number(field).flatMap { Word(rawValue: UInt8(truncatingIfNeeded: $0)) }
  }

  /// Returns the bytes of a text field as the log wrote them (decoded), or an empty span if missing.
  ///
  /// `block` is the block that the event was read from; empty for an event that owns its texts.
  @_lifetime(borrow self, copy block)
  package func text(_ field: Field, in block: Span<UInt8>) -> Span<UInt8> {
    guard present.contains(field) else { return block.extracting(0..<0) }
    let place = TextPlace(bits: values[Int(field.rawValue)])
    if place.isOwned { return storage.span.extracting(place.range) }
    return block.extracting(place.range)
  }

  /// Returns the bytes at a place of this event.
  @_lifetime(borrow self, copy block)
  package func text(at place: TextPlace, in block: Span<UInt8>) -> Span<UInt8> {
    if place.isOwned { return storage.span.extracting(place.range) }
    return block.extracting(place.range)
  }
}
