internal import Crypto

/// A SHA-256 digest: 32 bytes, ordered as bytes.
package struct SHA256Digest: Hashable, Sendable {
  // Four big-endian words, so that comparing words is comparing bytes.
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// Creates a digest from its 32 bytes; `nil` for any other number of bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.init(sequence: bytes)
  }

  /// Creates a digest from its hexadecimal digits; `nil` for any other text.
  package init?(hex: String) {
    let digits = hex.utf8.map { byte -> UInt8? in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
      default: nil
      }
    }
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 64, by: 2) {
      guard let high = digits[index], let low = digits[index + 1] else { return nil }
      bytes.append(high << 4 | low)
    }
    self.init(bytes: bytes)
  }

  /// Creates a digest from the four words that ``forEachWord(_:)`` gives.
  package init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  /// Hands out the digest as four words, the first bytes in the first one.
  package func forEachWord(_ body: (UInt64) -> Void) {
    body(words.0)
    body(words.1)
    body(words.2)
    body(words.3)
  }

  init(sequence bytes: some Sequence<UInt8>) {
    var values: [UInt64] = [0, 0, 0, 0]
    for (index, byte) in bytes.enumerated() where index < 32 {
      values[index / 8] = values[index / 8] << 8 | UInt64(byte)
    }
    words = (values[0], values[1], values[2], values[3])
  }

  /// Returns the digest of some bytes.
  ///
  /// - Complexity: O(*n*) in the bytes.
  package static func digest(of bytes: Span<UInt8>) -> SHA256Digest {
    var hasher = SHA256Hasher()
    hasher.add(bytes)
    return hasher.digest
  }

  /// The 32 bytes of the digest.
  package var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
    }
  }

  /// The digest as 64 lower-case hexadecimal digits.
  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// Whether two digests have the same bytes.
  package static func == (a: Self, b: Self) -> Bool { a.words == b.words }

  /// Feeds half of the digest to a hasher; it is random enough.
  package func hash(into hasher: inout Swift.Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
  }
}

extension SHA256Digest: Comparable {
  /// Compares digests byte by byte.
  package static func < (a: Self, b: Self) -> Bool { a.words < b.words }
}
