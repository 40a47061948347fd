internal import ByteScan
internal import EventModel

/// What the values of columns mean, as bytes to compare with: all maps of a format in one storage, so that
/// asking one of them owns nothing.
struct WordMaps: Sendable {
  /// What a value of the source means for a field or a kind.
  enum Meaning: Hashable, Sendable {
    /// The raw value of a word or a kind.
    case value(UInt8)
    /// The record is known and irrelevant.
    case ignored
    /// The field is missing.
    case missing
    /// The declaration does not say.
    case unknown
  }

  private var bytes: [UInt8] = []
  /// Where each value begins, and where the last one ends.
  private var starts: [Int] = [0]
  private var meanings: [Meaning] = []
  /// The values of each map, and what any other one means.
  private var firsts: [Int] = []
  private var lasts: [Int] = []
  private var others: [Meaning] = []
  /// What short values meant that were asked for lately, some places for each map.
  private var lately: [Recent] = []
  private static let recentCount = 16

  private struct Recent: Sendable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    /// A length that no short value has, where nothing is remembered.
    var byteCount = UInt8.max
    var meaning = Meaning.unknown
  }

  /// Adds a map.
  ///
  /// - Parameters:
  ///   - mapping: Values and what they mean.
  ///   - rest: What values mean of which the mapping says nothing.
  ///   - number: Finds the raw value of a word; `nil` if it does not exist here.
  /// - Returns: The number of the map.
  mutating func add(
    _ mapping: RecordDeclaration.Mapping, rest: Meaning = .unknown, number: (String) -> UInt8?
  ) -> Int {
    func meaning(_ meaning: RecordDeclaration.Meaning) -> Meaning {
      switch meaning {
      case .ignored: .ignored
      case .missing: .missing
      case .word(let word): number(word).map { .value($0) } ?? .unknown
      }
    }
    firsts.append(meanings.count)
    for (value, mapped) in mapping.entries {
      bytes += value.utf8
      starts.append(bytes.count)
      meanings.append(meaning(mapped))
    }
    lasts.append(meanings.count)
    others.append(mapping.otherwise.map(meaning) ?? rest)
    lately += [Recent](repeating: Recent(), count: Self.recentCount)
    return others.count - 1
  }

  /// Returns what a value means in a map; the same as ``look(for:in:)``, sooner for the few words that
  /// come again and again.
  @inline(__always)
  mutating func meaning(of value: Span<UInt8>, in map: Int) -> Meaning {
    guard let key = ShortKey(value) else { return look(for: value, in: map) }
    let hash = (key.low ^ key.high &* 0x9D3A_51C8_E60B_74F3) &* 0xB28F_64D1_0E9C_735D
    let place = map &* Self.recentCount &+ Int(truncatingIfNeeded: hash >> 60)
    let recent = lately[place]
    if recent.low == key.low, recent.high == key.high, recent.byteCount == key.byteCount {
      return recent.meaning
    }
    let meaning = look(for: value, in: map)
    lately[place] = Recent(
      low: key.low, high: key.high, byteCount: key.byteCount, meaning: meaning)
    return meaning
  }

  /// Returns what a value means in a map.
  ///
  /// - Complexity: O(*n*) in the values of the map.
  func look(for value: Span<UInt8>, in map: Int) -> Meaning {
    for index in firsts[map]..<lasts[map] {
      let start = starts[index]
      guard starts[index + 1] - start == value.count, value.count > 0 else { continue }
      // Words of a language often share their front; the last byte tells most of them apart.
      var offset = value.count - 1
      while offset >= 0, bytes[start + offset] == value[offset] { offset -= 1 }
      if offset < 0 { return meanings[index] }
    }
    return others[map]
  }
}
