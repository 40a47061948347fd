internal import ByteScan
internal import EventModel

extension PeopleDirectory {
  /// Returns whether the local part of an address is made of a person's own name.
  ///
  /// Digits, punctuation and what follows a `+` do not count. The rest must be a row of different
  /// parts of the romaji name, at least two of them, each whole or as its first letter and one at
  /// least whole: for Tanaka Taro `tanakataro`, `taro.tanaka`, `t.tanaka`, `tarot`, but not `tanaka`
  /// and not `tt`. A name of one part must be there whole.
  ///
  /// - Parameters:
  ///   - local: What stands before the `@`.
  ///   - person: The index of the person.
  /// - Returns: `nil` if the roster has no romaji name of the person.
  package func resembles(_ local: Span<UInt8>, person: Int) -> Bool? {
    guard let romaji = people[person].romaji else { return nil }
    let parts = RomajiName(romaji)
    return parts.isEmpty ? nil : parts.matches(local)
  }
}

/// The parts of a name in Latin letters.
struct RomajiName: Hashable, Sendable {
  /// Lower-case letters only; at most four parts, so that their orders stay few.
  let parts: [[UInt8]]

  init(_ romaji: String) {
    let folded = Self.plainLetters(Array(romaji.utf8).span, separatorsAsZero: true)
    parts = folded.split(separator: 0).prefix(4).map(Array.init)
  }

  var isEmpty: Bool { parts.isEmpty }

  /// Returns whether a local part is a row of the name's parts.
  func matches(_ local: Span<UInt8>) -> Bool {
    let end = local.firstOffset(of: UInt8(ascii: "+")) ?? local.count
    let letters = Self.plainLetters(local.extracting(0..<end), separatorsAsZero: false)
    guard letters.count >= 3 else { return false }
    if parts.count == 1 { return letters == parts[0] }
    return continues(letters[...], used: 0, partCount: 0, hasWholePart: false)
  }

  /// Returns whether the rest is a row of parts not used yet.
  private func continues(
    _ rest: ArraySlice<UInt8>, used: UInt8, partCount: Int, hasWholePart: Bool
  ) -> Bool {
    if rest.isEmpty { return partCount >= 2 && hasWholePart }
    for (index, part) in parts.enumerated() where used & (1 << UInt8(index)) == 0 {
      let nowUsed = used | (1 << UInt8(index))
      if rest.starts(with: part),
        continues(
          rest.dropFirst(part.count), used: nowUsed, partCount: partCount + 1,
          hasWholePart: hasWholePart || part.count > 1)
      {
        return true
      }
      if rest.first == part.first,
        continues(
          rest.dropFirst(), used: nowUsed, partCount: partCount + 1, hasWholePart: hasWholePart)
      {
        return true
      }
    }
    return false
  }

  /// Returns the letters of a text: folded, long vowels without their sign, nothing else.
  private static func plainLetters(_ bytes: Span<UInt8>, separatorsAsZero: Bool) -> [UInt8] {
    var folded: [UInt8] = []
    TextFolding.fold(bytes, into: &folded)
    var letters: [UInt8] = []
    for scalar in String(decoding: folded, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "a"..."z": letters.append(UInt8(scalar.value))
      case "ā", "â": letters.append(UInt8(ascii: "a"))
      case "ī", "î": letters.append(UInt8(ascii: "i"))
      case "ū", "û": letters.append(UInt8(ascii: "u"))
      case "ē", "ê": letters.append(UInt8(ascii: "e"))
      case "ō", "ô": letters.append(UInt8(ascii: "o"))
      case "'", "’": continue
      default:
        if separatorsAsZero {
          letters.append(0)
        } else if scalar.properties.isAlphabetic {
          // Another script is no punctuation: the text is not this name.
          letters.append(0)
        }
      }
    }
    return letters
  }
}
