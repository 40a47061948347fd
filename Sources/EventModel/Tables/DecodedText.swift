internal import ByteScan
internal import SystemBoundary

/// The text of a file that people keep: a roster, a list, a lease table.
///
/// UTF-8 with or without a byte order mark, UTF-16 with one, or else CP932, which is what spreadsheets
/// in Japan write.
package struct DecodedText: Hashable, Sendable {
  /// How the bytes of the file were read.
  package enum Encoding: String, Hashable, Sendable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case cp932 = "CP932"
  }

  /// The bytes are text in none of the encodings.
  package struct Failure: Error, Hashable, Sendable {
    /// Where the text stops being UTF-8, 0-based.
    package var byteOffset: Int
  }

  /// The text as UTF-8, without a byte order mark.
  package var bytes: [UInt8]
  package var encoding: Encoding

  /// Decodes the bytes of a file.
  ///
  /// - Throws: ``Failure``.
  package init(decoding file: [UInt8]) throws(Failure) {
    if file.starts(with: [0xFF, 0xFE]) {
      try self.init(Array(file.dropFirst(2)), .utf16LittleEndian)
    } else if file.starts(with: [0xFE, 0xFF]) {
      try self.init(Array(file.dropFirst(2)), .utf16BigEndian)
    } else if let invalid = Self.firstInvalidOffset(file.span) {
      do throws(Failure) {
        try self.init(file, .cp932)
      } catch {
        throw Failure(byteOffset: invalid)
      }
    } else {
      let hasMark = file.starts(with: [0xEF, 0xBB, 0xBF])
      self.init(text: hasMark ? Array(file.dropFirst(3)) : file)
    }
  }

  /// Wraps UTF-8 text.
  private init(text: [UInt8]) {
    bytes = text
    encoding = .utf8
  }

  private init(_ file: [UInt8], _ encoding: Encoding) throws(Failure) {
    self.encoding = encoding
    do throws(TranscodeError) {
      bytes = try Transcoder.transcode(file.span, from: encoding.rawValue)
    } catch {
      guard case .invalid(let byteOffset) = error else { throw Failure(byteOffset: 0) }
      throw Failure(byteOffset: byteOffset)
    }
  }

  private static func firstInvalidOffset(_ bytes: Span<UInt8>) -> Int? {
    do throws(UTF8.ValidationError) {
      if bytes.firstOffsetOutsideUTF8() != nil { _ = try UTF8Span(validating: bytes) }
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }
}
