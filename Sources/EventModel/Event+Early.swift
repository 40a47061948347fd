/// The numbers among the early fields of an event (``FieldSet/early``); −1 stands for one that is missing.
package struct EarlyNumbers: Hashable, Sendable {
  package var outcome: Word?
  package var method: Word?
  package var status: Int64
  package var bytesOut: Int64
  package var bytesIn: Int64

  @inlinable
  package init(outcome: Word?, method: Word?, status: Int64, bytesOut: Int64, bytesIn: Int64) {
    self.outcome = outcome
    self.method = method
    self.status = status
    self.bytesOut = bytesOut
    self.bytesIn = bytesIn
  }
}

/// An event by its early fields alone, before there is an ``Event``.
///
/// Nearly all lines of a proxy log concern nobody, and these few values tell it.
package struct EarlyEvent: Sendable {
  package var kind: EventKind
  package var time: Timestamp
  /// The bytes of the user in the block; empty if missing.
  package var user: Range<Int>
  /// The number under which the user was announced; −1 if it was not.
  package var announcedUser: Int
  /// The bytes of the address in the block; empty if missing.
  package var srcIP: Range<Int>
  /// The early fields that are no texts.
  package var numbers: EarlyNumbers

  @inlinable
  package init(
    _ kind: EventKind, at time: Timestamp, user: Range<Int> = 0..<0, announcedUser: Int = -1,
    srcIP: Range<Int> = 0..<0, numbers: EarlyNumbers
  ) {
    self.kind = kind
    self.time = time
    self.user = user
    self.announcedUser = announcedUser
    self.srcIP = srcIP
    self.numbers = numbers
  }
}

extension Event {
  /// Begins an event and sets its early fields, as ``begin(_:at:)`` and one `set` a field would.
  package mutating func begin(_ early: EarlyEvent) {
    begin(early.kind, at: early.time)
    announcedUser = early.announcedUser
    let (numbers, user, srcIP) = (early.numbers, early.user, early.srcIP)
    // One look at who owns the storage serves all fields.
    var places = values.mutableSpan
    var present = FieldSet(.time)
    if let outcome = numbers.outcome {
      places[.outcome] = UInt64(outcome.rawValue)
      present.insert(.outcome)
    }
    if numbers.status >= 0 {
      places[.status] = UInt64(bitPattern: numbers.status)
      present.insert(.status)
    }
    if let method = numbers.method {
      places[.method] = UInt64(method.rawValue)
      present.insert(.method)
    }
    if numbers.bytesOut >= 0 {
      places[.bytesOut] = UInt64(bitPattern: numbers.bytesOut)
      present.insert(.bytesOut)
    }
    if numbers.bytesIn >= 0 {
      places[.bytesIn] = UInt64(bitPattern: numbers.bytesIn)
      present.insert(.bytesIn)
    }
    if !user.isEmpty {
      places[.user] = TextPlace(start: user.lowerBound, count: user.count, isOwned: false).bits
      present.insert(.user)
    }
    if !srcIP.isEmpty {
      places[.srcIP] = TextPlace(start: srcIP.lowerBound, count: srcIP.count, isOwned: false).bits
      present.insert(.srcIP)
    }
    self.present = present
  }
}

extension MutableSpan<UInt64> {
  /// The place of a field among those of an event.
  fileprivate subscript(field: Field) -> UInt64 {
    @inline(__always) get { self[Int(field.rawValue)] }
    @inline(__always) @_lifetime(self: copy self) set { self[Int(field.rawValue)] = newValue }
  }
}
