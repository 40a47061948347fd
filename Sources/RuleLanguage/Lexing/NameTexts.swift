internal import ByteScan

/// The texts of short names, by their bytes.
///
/// A rule file says the same few words again and again, and to make a text of bytes takes longer than to
/// find it. Names that fall on one place take turns.
struct NameTexts: Sendable {
  private struct Entry: Sendable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var byteCount: UInt8 = 0
    var text = ""
  }

  /// None for a text too short to say anything twice.
  private var entries: [Entry] = []
  private static var placeCount: Int { 128 }

  /// Creates the texts of the names in so many bytes.
  init(byteCount: Int) {
    if byteCount > 512 { entries = [Entry](repeating: Entry(), count: Self.placeCount) }
  }

  /// Returns the text of a name in ASCII.
  ///
  /// - Complexity: O(1) for a name of at most 15 bytes that was met before, else O(*n*) in its bytes.
  mutating func text(of bytes: [UInt8], in range: Range<Int>) -> String {
    let name = bytes.span.extracting(range)
    // Up to 15 bytes a text is a value like a number.
    guard name.count < 16, !entries.isEmpty, let key = ShortKey(name) else {
      return String(lossy: name)
    }
    let place = Int(truncatingIfNeeded: key.hash(seed: 0)) & (Self.placeCount - 1)
    if entries[place].low == key.low, entries[place].high == key.high,
      entries[place].byteCount == key.byteCount
    {
      return entries[place].text
    }
    let text = String(lossy: name)
    entries[place] = Entry(low: key.low, high: key.high, byteCount: key.byteCount, text: text)
    return text
  }
}
