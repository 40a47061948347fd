/// How the lines of one block are stored.
package enum BlockEncoding: Hashable, Sendable {
  /// As UTF-8, or as bytes that are handed on as they are.
  case asStored
  case utf16LittleEndian
  case utf16BigEndian
  /// Line by line: UTF-8 where a line is that, else CP932 or EUC-JP.
  ///
  /// Up to a line, counted from 0, it is not known which of the two.
  case mixed(DoubleByteEncoding, since: Int)
}

/// One of the two encodings that Japanese logs were written in before UTF-8.
package enum DoubleByteEncoding: Hashable, Sendable {
  case cp932, eucJP

  /// The same among all encodings.
  package var encoding: TextEncoding { self == .cp932 ? .cp932 : .eucJP }
}

/// How many lines of an input were stored in which way, as far as they were not UTF-8.
package struct DecodingCounts: Hashable, Sendable {
  package var cp932 = 0
  package var eucJP = 0
  package var utf16 = 0
  /// Lines of UTF-8, ASCII alone not counted, in blocks that hold others too.
  package var utf8 = 0
  /// Lines with bytes that are no text; these bytes are kept as they are.
  package var broken = 0

  /// Creates counts of zero.
  package init() {}

  /// Adds the counts of another block.
  package static func += (a: inout Self, b: Self) {
    a.cp932 += b.cp932
    a.eucJP += b.eucJP
    a.utf16 += b.utf16
    a.utf8 += b.utf8
    a.broken += b.broken
  }
}
