internal import ByteScan
internal import SystemBoundary

/// A block of lines brought into UTF-8, with the lines as they are stored behind it.
///
///     bytes  | text as UTF-8, lines ended by line feeds … | the block as it is stored … | 64 spare bytes |
///            0                                textByteCount
///
/// So what is read in the text, and the raw line that stands for it in evidence, are places of the
/// same bytes.
package struct DecodedBlock: Sendable {
  package private(set) var bytes: [UInt8] = []
  /// The length of the text in bytes.
  package private(set) var textByteCount = 0
  /// Where each line stands in `bytes` as it is stored, without its line end.
  package private(set) var storedLines: [Range<Int>] = []
  /// How the lines were stored.
  package private(set) var counts = DecodingCounts()

  /// Creates an empty block.
  package init() {}

  /// Replaces the content by that of a block of whole lines.
  ///
  /// - Complexity: O(*n*) in the bytes.
  package mutating func fill(from block: Span<UInt8>, _ encoding: BlockEncoding) {
    bytes.removeAll(keepingCapacity: true)
    storedLines.removeAll(keepingCapacity: true)
    counts = DecodingCounts()
    let feed = Self.lineFeed(of: encoding)
    var lines = StoredLineCursor(block, endedBy: feed)
    var number = 0
    while let range = lines.next() {
      append(block.extracting(range), encoding, number)
      bytes.append(0x0A)
      storedLines.append(range)
      number += 1
    }
    if number > 0, feed.last(in: block) != block.count - feed.byteCount { bytes.removeLast() }
    textByteCount = bytes.count
    bytes.append(copying: block)
    bytes.append(contentsOf: repeatElement(0, count: LineBlock.spareByteCount))
    for index in storedLines.indices {
      let range = storedLines[index]
      storedLines[index] = (range.lowerBound + textByteCount)..<(range.upperBound + textByteCount)
    }
  }

  /// The text as UTF-8.
  package var text: Span<UInt8> {
    @_lifetime(borrow self)
    get { bytes.span.extracting(0..<textByteCount) }
  }

  /// Where a record as it is stored stands in `bytes`.
  ///
  /// - Parameters:
  ///   - number: The number of its first line, from 1.
  ///   - range: Its bytes in the text; it may have several lines.
  /// - Returns: Its bytes as they are stored, without the last line end.
  package func storedRange(ofLine number: Int, text range: Range<Int>) -> Range<Int> {
    let last = number - 1 + bytes.span.extracting(range).count(of: 0x0A)
    return storedLines[number - 1].lowerBound..<storedLines[last].upperBound
  }

  /// Where the line that begins at an offset of the text begins in the block as it is stored.
  package func storedOffset(ofText offset: Int) -> Int {
    let number = bytes.span.extracting(0..<offset).count(of: 0x0A)
    return storedLines[number].lowerBound - textByteCount
  }

  private static func lineFeed(of encoding: BlockEncoding) -> LineFeed {
    switch encoding {
    case .utf16LittleEndian: .littleEndianUnit
    case .utf16BigEndian: .bigEndianUnit
    case .asStored, .mixed: .byte
    }
  }

  private mutating func append(_ line: Span<UInt8>, _ encoding: BlockEncoding, _ number: Int) {
    switch encoding {
    case .asStored: bytes.append(copying: line)
    case .utf16LittleEndian: appendUTF16(line, lowByte: 0)
    case .utf16BigEndian: appendUTF16(line, lowByte: 1)
    case .mixed(let doubleByte, let since):
      appendMixed(line, number < since ? nil : doubleByte)
    }
  }

  private mutating func appendMixed(_ line: Span<UInt8>, _ known: DoubleByteEncoding?) {
    guard let first = line.firstOffsetOutsideASCII() else {
      return bytes.append(copying: line)
    }
    if line.firstOffsetOutsideUTF8(from: first) == nil {
      // Two half-width katakana may look like one character of UTF-8; three bytes are no accident.
      guard let known, !Self.hasLongCharacter(line), DoubleByteEncoding.isText(line, in: known)
      else {
        counts.utf8 += 1
        return bytes.append(copying: line)
      }
      return appendDoubleByte(line, known)
    }
    if let known { return appendBroken(line, known) }
    switch DoubleByteEncoding.sign(of: line) {
    case .certain(let encoding): appendDoubleByte(line, encoding)
    case .either: appendDoubleByte(line, .cp932)
    case .neither:
      counts.broken += 1
      bytes.append(copying: line)
    }
  }

  /// A line of an input that is known to be CP932 or EUC-JP, but for some bytes maybe.
  private mutating func appendBroken(_ line: Span<UInt8>, _ known: DoubleByteEncoding) {
    if DoubleByteEncoding.isText(line, in: known) { return appendDoubleByte(line, known) }
    if case .certain(let other) = DoubleByteEncoding.sign(of: line) {
      return appendDoubleByte(line, other)
    }
    counts.broken += 1
    if DoubleByteEncoding.isBrokenUTF8(line) { return bytes.append(copying: line) }
    appendCharacters(line, known)
  }

  private mutating func appendDoubleByte(_ line: Span<UInt8>, _ encoding: DoubleByteEncoding) {
    if encoding == .cp932 { counts.cp932 += 1 } else { counts.eucJP += 1 }
    appendCharacters(line, encoding)
  }

  /// Appends characters; bytes that are none are kept.
  private mutating func appendCharacters(_ line: Span<UInt8>, _ encoding: DoubleByteEncoding) {
    let charset = encoding.charset
    var at = 0
    while at < line.count {
      if let character = charset.character(at: at, in: line) {
        bytes.append(utf8: character.scalar)
        at += character.byteCount
      } else {
        bytes.append(line[at])
        at += 1
      }
    }
  }

  /// Whether a line has a character of three bytes or more in UTF-8.
  private static func hasLongCharacter(_ line: Span<UInt8>) -> Bool {
    var at = 0
    while let next = line.firstOffsetOutsideASCII(from: at) {
      let byteCount = line.utf8CharacterByteCount(at: next)
      if byteCount >= 3 { return true }
      at = next + max(byteCount, 1)
    }
    return false
  }

  /// Appends units of two bytes; half of a pair is kept as the bytes that its number gives.
  private mutating func appendUTF16(_ line: Span<UInt8>, lowByte: Int) {
    counts.utf16 += 1
    var isBroken = false
    var at = 0
    while at + 1 < line.count {
      var scalar = UInt32(line[at + lowByte]) | UInt32(line[at + 1 - lowByte]) << 8
      at += 2
      if scalar & 0xFC00 == 0xD800, at + 1 < line.count {
        let low = UInt32(line[at + lowByte]) | UInt32(line[at + 1 - lowByte]) << 8
        if low & 0xFC00 == 0xDC00 {
          scalar = 0x10000 + (scalar & 0x3FF) << 10 + (low & 0x3FF)
          at += 2
        }
      }
      if scalar & 0xF800 == 0xD800, scalar < 0x10000 { isBroken = true }
      bytes.append(utf8: scalar)
    }
    if isBroken { counts.broken += 1 }
  }
}
