internal import ByteScan

/// Finds out, block by block and in their order, how the lines of an input are stored.
///
/// UTF-16 is told by the first bytes of the input. All else is UTF-8 until a line comes that is not:
/// the first line that can only be CP932, or only EUC-JP, decides which of the two the input uses
/// beside UTF-8. What a line is never depends on where blocks end.
package struct EncodingSurvey: Sendable {
  let encoding: TextEncoding
  /// The encoding that a line has decided for.
  package private(set) var doubleByte: DoubleByteEncoding?
  /// Whether there were characters beyond ASCII in blocks of UTF-8.
  package private(set) var hasUTF8 = false

  /// Creates the survey of an input that begins in an encoding.
  package init(_ encoding: TextEncoding) { self.encoding = encoding }

  /// Takes it as decided which encoding the input uses beside UTF-8; called before the first block.
  ///
  /// Lines that cannot be in it are still read as what they are.
  package mutating func assume(_ doubleByte: DoubleByteEncoding) { self.doubleByte = doubleByte }

  /// Looks at the next block of whole lines.
  ///
  /// - Complexity: O(*n*) in the bytes; of a block in ASCII 64 bytes are looked at in one step.
  package mutating func look(at block: Span<UInt8>) -> BlockEncoding {
    switch encoding {
    case .utf16LittleEndian: return .utf16LittleEndian
    case .utf16BigEndian: return .utf16BigEndian
    default: break
    }
    guard let first = block.firstOffsetOutsideASCII() else { return .asStored }
    if let doubleByte { return .mixed(doubleByte, since: 0) }
    guard let broken = block.firstOffsetOutsideUTF8(from: first) else {
      hasUTF8 = true
      return .asStored
    }
    let start = block.lastOffset(of: 0x0A, before: broken).map { $0 + 1 } ?? 0
    return decide(from: start, in: block)
  }

  private mutating func decide(from start: Int, in block: Span<UInt8>) -> BlockEncoding {
    var number = block.extracting(0..<start).count(of: 0x0A)
    var isOpen = false
    let rest = block.extracting(start..<block.count)
    var lines = LineCursor(rest)
    while let range = lines.next() {
      let line = rest.extracting(range)
      if line.firstOffsetOutsideUTF8() != nil {
        switch DoubleByteEncoding.sign(of: line) {
        case .certain(let found):
          doubleByte = found
          return .mixed(found, since: number)
        case .either: isOpen = true
        case .neither: break
        }
      }
      number += 1
    }
    // Lines that may be either are taken for CP932, which is what most such logs are.
    guard isOpen else {
      hasUTF8 = true
      return .asStored
    }
    return .mixed(.cp932, since: number)
  }
}
