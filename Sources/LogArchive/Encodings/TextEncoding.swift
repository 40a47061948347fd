package import ByteScan

/// How text is stored; the raw values are the names that people see.
package enum TextEncoding: String, CaseIterable, Hashable, Sendable {
  case utf8 = "utf-8"
  /// The three bytes of the mark were taken away.
  case utf8WithMark = "utf-8-bom"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  /// Shift_JIS as Windows writes it.
  case cp932
  /// EUC-JP with the same characters.
  case eucJP = "eucjp-ms"

  /// What ends a line.
  package var lineFeed: LineFeed {
    switch self {
    case .utf16LittleEndian: .littleEndianUnit
    case .utf16BigEndian: .bigEndianUnit
    default: .byte
    }
  }
}
