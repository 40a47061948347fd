import EventModel

@testable import Detection

/// An event as plain values, from which tests make a real one.
struct NaiveEvent: Sendable {
  struct Element: Sendable {
    var field: Field
    var text: String
    var byteCount: Int64?
    var isEncrypted = false
  }

  var kind = EventKind.web
  var time = Timestamp(microseconds: 1_743_552_000_000_000)
  var texts: [Field: String] = [:]
  var numbers: [Field: Int64] = [:]
  var elements: [Element] = []
  var user: ResolvedUser?

  /// Fills an event, and returns the block in which every other text stands.
  func fill(_ event: inout Event) -> [UInt8] {
    var block = Array("leading bytes ".utf8)
    event.begin(kind, at: time)
    for (number, (field, text)) in texts.sorted(by: { $0.key.rawValue < $1.key.rawValue })
      .enumerated()
    {
      if number % 2 == 0 {
        event.set(field, copying: text)
      } else {
        let start = block.count
        block += Array(text.utf8)
        event.set(field, toBlockRange: start..<block.count)
      }
    }
    for (field, number) in numbers { event.set(field, to: number) }
    for element in elements {
      event.append(
        element.field, copying: Array(element.text.utf8).span, byteCount: element.byteCount,
        isEncrypted: element.isEncrypted)
    }
    return block
  }

  func elements(of field: Field) -> [Element] {
    elements.filter { element in
      element.field == field || field == .recipient && [.to, .cc, .bcc].contains(element.field)
    }
  }
}

/// A generator of pseudo-random numbers with a printed seed (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  /// Returns one of some values.
  mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int(next() % UInt64(values.count))]
  }

  /// Returns true once in `count` times.
  mutating func oneIn(_ count: UInt64) -> Bool { next() % count == 0 }
}
