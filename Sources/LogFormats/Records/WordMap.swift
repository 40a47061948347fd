internal import ByteScan
internal import EventModel

/// What the values of a column mean, as bytes to compare with.
struct WordMap: Sendable {
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
  private var starts: [Int] = [0]
  private var meanings: [Meaning] = []
  private var otherwise: Meaning

  /// - Parameters:
  ///   - mapping: Values and what they mean.
  ///   - rest: What values mean of which the mapping says nothing.
  ///   - number: Finds the raw value of a word; `nil` if it does not exist here.
  init(
    _ mapping: RecordDeclaration.Mapping, rest: Meaning = .unknown, number: (String) -> UInt8?
  ) {
    func meaning(_ meaning: RecordDeclaration.Meaning) -> Meaning {
      switch meaning {
      case .ignored: .ignored
      case .missing: .missing
      case .word(let word): number(word).map { .value($0) } ?? .unknown
      }
    }
    otherwise = mapping.otherwise.map(meaning) ?? rest
    for (value, mapped) in mapping.entries {
      bytes += Array(value.utf8)
      starts.append(bytes.count)
      meanings.append(meaning(mapped))
    }
  }

  /// Returns what a value means.
  ///
  /// - Complexity: O(*n*) in the values of the map.
  @inline(__always)
  func meaning(of value: Span<UInt8>) -> Meaning {
    for index in meanings.indices {
      let start = starts[index]
      guard starts[index + 1] - start == value.count,
        bytes.span.extracting(start..<(start + value.count)).hasSameBytes(as: value)
      else { continue }
      return meanings[index]
    }
    return otherwise
  }
}
