internal import SystemBoundary

/// Keyed names in the place of people, and what stands behind each that was given out.
///
/// A keyed name is short, so that reports stay readable, and depends on the key and the name alone,
/// so that it is the same in every run. Too short to hold the name itself, it is turned back by the
/// sealed table beside the key; a lost table comes back with the next run over the same logs.
struct Pseudonyms {
  /// What a keyed name stands for; the letter is its first one.
  enum Sort: String {
    case person = "p"
    case host = "h"
    case address = "a"
    case mailAddress = "m"
    /// The id of a finding, which could be tried out with everybody's name: 32 hexadecimal digits.
    case finding = "f"
  }

  /// How many digits follow the letter: 60 bits.
  static let digitCount = 12

  let key: PseudonymKey
  /// What was given out, by keyed name.
  private(set) var names: [String: String] = [:]
  private var known: [Sort: [String: String]] = [:]

  init(_ key: PseudonymKey) { self.key = key }

  /// Returns the keyed name of somebody or something.
  mutating func name(of text: String, _ sort: Sort) -> String {
    if let name = known[sort]?[text] { return name }
    let name = key.name(of: text, sort: sort)
    known[sort, default: [:]][text] = name
    names[name] = text
    return name
  }
}
