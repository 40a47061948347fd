internal import ByteScan
internal import EventModel

/// Walks over the text of a line by the words that stand in it.
///
/// Nothing is copied: results are ranges of the block. A step that fails leaves the place as it was.
struct TextScanner {
  /// What has not been read yet.
  private(set) var rest: Range<Int>

  init(_ range: Range<Int>) { rest = range }

  var isAtEnd: Bool { rest.isEmpty }

  /// Passes over a text; returns whether it stood here.
  mutating func skip(_ text: StaticString, in block: Span<UInt8>) -> Bool {
    guard block.extracting(rest).starts(with: text) else { return false }
    rest = (rest.lowerBound + text.utf8CodeUnitCount)..<rest.upperBound
    return true
  }

  /// Passes over blanks.
  mutating func skipBlanks(in block: Span<UInt8>) {
    var start = rest.lowerBound
    while start < rest.upperBound, block[start] == 0x20 { start += 1 }
    rest = start..<rest.upperBound
  }

  /// Reads up to the next blank or the end, and passes over the blanks after it; `nil` at the end.
  mutating func word(in block: Span<UInt8>) -> Range<Int>? {
    guard !rest.isEmpty else { return nil }
    let end = block.extracting(0..<rest.upperBound).firstOffset(of: 0x20, from: rest.lowerBound)
    let word = rest.lowerBound..<(end ?? rest.upperBound)
    guard !word.isEmpty else { return nil }
    rest = word.upperBound..<rest.upperBound
    skipBlanks(in: block)
    return word
  }

  /// Reads up to the first place of a text, and passes over it.
  mutating func upTo(_ text: StaticString, in block: Span<UInt8>) -> Range<Int>? {
    var start = rest.lowerBound
    let count = text.utf8CodeUnitCount
    while start + count <= rest.upperBound {
      if block.extracting(start..<rest.upperBound).starts(with: text) {
        let found = rest.lowerBound..<start
        rest = (start + count)..<rest.upperBound
        return found
      }
      start += 1
    }
    return nil
  }

  /// Reads up to the last place of a text, and passes over it.
  mutating func upToLast(_ text: StaticString, in block: Span<UInt8>) -> Range<Int>? {
    let count = text.utf8CodeUnitCount
    var start = rest.upperBound - count
    while start >= rest.lowerBound {
      if block.extracting(start..<rest.upperBound).starts(with: text) {
        let found = rest.lowerBound..<start
        rest = (start + count)..<rest.upperBound
        return found
      }
      start -= 1
    }
    return nil
  }

  /// Takes the last word off the end; `nil` if there is none.
  mutating func lastWord(in block: Span<UInt8>) -> Range<Int>? {
    var end = rest.upperBound
    while end > rest.lowerBound, block[end - 1] == 0x20 { end -= 1 }
    var start = end
    while start > rest.lowerBound, block[start - 1] != 0x20 { start -= 1 }
    guard start < end else { return nil }
    var restEnd = start
    while restEnd > rest.lowerBound, block[restEnd - 1] == 0x20 { restEnd -= 1 }
    rest = rest.lowerBound..<restEnd
    return start..<end
  }

  /// Reads digits as a number; `nil` if none stand here or they are too many.
  mutating func number(in block: Span<UInt8>) -> Int64? {
    var end = rest.lowerBound
    while end < rest.upperBound, block[end].isAsciiDigit { end += 1 }
    guard end > rest.lowerBound,
      let number = try? block.extracting(rest.lowerBound..<end).decimalCount()
    else { return nil }
    rest = end..<rest.upperBound
    return number
  }
}

extension Event {
  /// Gives the address field its value, or the host field where the text is a name; `-` is neither.
  mutating func setPeer(_ range: Range<Int>, in block: Span<UInt8>) {
    let text = block.extracting(range)
    if IPAddress(text) != nil {
      set(.srcIP, toBlockRange: range)
    } else if !text.equals("-"), !text.equals("localhost") {
      set(.host, toBlockRange: range)
    }
  }
}
