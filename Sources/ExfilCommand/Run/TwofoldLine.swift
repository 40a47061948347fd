internal import ByteScan

/// A line that waits for others of its record: as UTF-8 to be read, and as it is stored for evidence.
///
///     text as UTF-8 | line feed | line as it is stored
///
/// Where the two are the same, there is one of them and no line feed.
enum TwofoldLine {
  static func joining(text: Span<UInt8>, stored: Span<UInt8>) -> [UInt8] {
    var bytes = [UInt8](text)
    if text.hasSameBytes(as: stored) { return bytes }
    bytes.append(0x0A)
    bytes.append(copying: stored)
    return bytes
  }

  /// Where the text stands of a line that stands in a range.
  static func text(_ range: Range<Int>, in bytes: Span<UInt8>) -> Range<Int> {
    guard let feed = bytes.extracting(range).firstOffset(of: 0x0A) else { return range }
    return range.lowerBound..<(range.lowerBound + feed)
  }

  /// Where the line as it is stored stands.
  static func stored(_ range: Range<Int>, in bytes: Span<UInt8>) -> Range<Int> {
    guard let feed = bytes.extracting(range).firstOffset(of: 0x0A) else { return range }
    return (range.lowerBound + feed + 1)..<range.upperBound
  }
}
