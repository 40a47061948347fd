internal import ByteScan

extension EncodingSurvey {
  /// How single lines are read that were kept as they are stored, once the whole input was seen.
  ///
  /// Lines that stand before the one that has decided for CP932 or EUC-JP are read by that, too: of
  /// two characters of UTF-8 that happen to be text in it, another reading may come out than the run
  /// had.
  package var encodingOfKeptLines: BlockEncoding {
    switch encoding {
    case .utf16LittleEndian: .utf16LittleEndian
    case .utf16BigEndian: .utf16BigEndian
    default: doubleByte.map { .mixed($0, since: 0) } ?? .mixed(.cp932, since: .max)
    }
  }
}

extension BlockEncoding {
  /// Reads a line, or a record of several, that was kept as it is stored.
  ///
  /// - Parameter line: The bytes without the last line end.
  /// - Returns: The text and the encoding it was stored in; `nil` where the bytes are UTF-8, or no text.
  /// - Complexity: O(*n*) in the bytes.
  package func text(ofKeptLine line: Span<UInt8>) -> (text: [UInt8], encoding: TextEncoding)? {
    switch self {
    case .asStored: return nil
    case .mixed: if line.firstOffsetOutsideASCII() == nil { return nil }
    case .utf16LittleEndian, .utf16BigEndian: break
    }
    var decoded = DecodedBlock()
    decoded.fill(from: line, self)
    let encoding: TextEncoding
    switch self {
    case .utf16LittleEndian: encoding = .utf16LittleEndian
    case .utf16BigEndian: encoding = .utf16BigEndian
    case .asStored, .mixed:
      guard decoded.counts.cp932 + decoded.counts.eucJP > 0 else { return nil }
      encoding = decoded.counts.eucJP > 0 ? .eucJP : .cp932
    }
    return (text: Array(decoded.bytes[..<decoded.textByteCount]), encoding: encoding)
  }
}
