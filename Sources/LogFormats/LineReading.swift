internal import ByteScan
internal import EventModel

extension Span<UInt8> {
  /// Whether a line is rubble of a power loss: it begins with NUL bytes, or most of it is NUL.
  ///
  /// - Complexity: O(*n*) in the bytes of the line.
  func isNulRun(_ line: Range<Int>) -> Bool {
    guard !line.isEmpty else { return false }
    if self[line.lowerBound] == 0 { return true }
    let text = extracting(line)
    // Hardly any line has one.
    guard let first = text.firstOffset(of: 0) else { return false }
    var nulCount = 0
    for offset in first..<text.count where text[offset] == 0 { nulCount += 1 }
    return nulCount * 2 > text.count
  }

  /// Whether a line holds nothing but blanks.
  ///
  /// - Complexity: O(*n*) in the bytes of the line.
  func isBlankLine(_ line: Range<Int>) -> Bool {
    for offset in line where !self[offset].isBlank { return false }
    return true
  }

  /// The line without one carriage return at its end.
  func withoutCarriageReturn(_ line: Range<Int>) -> Range<Int> {
    let end = line.upperBound
    return end > line.lowerBound && self[end - 1] == 0x0D ? line.lowerBound..<(end - 1) : line
  }
}
