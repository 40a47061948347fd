import ByteScan
import SystemBoundary

/// Builds gzip streams, good ones and broken ones.
struct GzipSample {
  var bytes: [UInt8] = []

  /// Appends a member.
  mutating func append(
    _ text: [UInt8], level: Int = 6, header: [UInt8] = Self.plainHeader,
    end: Deflater.End = .finished
  ) {
    bytes += header
    bytes += Deflater.deflate(text.span, level: level, end: end)
    guard end == .finished else { return }
    var sum = CheckSum()
    sum.add(text.span)
    bytes += Self.word(sum.value) + Self.word(UInt32(truncatingIfNeeded: text.count))
  }

  init() {}

  init(_ text: [UInt8], level: Int = 6, header: [UInt8] = Self.plainHeader) {
    append(text, level: level, header: header)
  }

  static let plainHeader: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]

  /// A header with every optional part: extra field, name of 3 kB, comment and its check sum.
  static var fullHeader: [UInt8] {
    var header: [UInt8] = [0x1F, 0x8B, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 3]
    header += [5, 0] + [1, 2, 3, 0, 5]
    header += [UInt8](repeating: 0x6E, count: 3000) + [0]
    header += Array("a comment".utf8) + [0]
    var sum = CheckSum()
    sum.add(header.span)
    return header + [UInt8(sum.value & 255), UInt8(sum.value >> 8 & 255)]
  }

  static func word(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
  }
}

/// Numbered lines that do not compress to nothing.
func sampleLines(_ count: Int, from first: Int = 0) -> [UInt8] {
  var text: [UInt8] = []
  for number in first..<(first + count) {
    let mixed = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
    text += Array("line \(number) \(String(mixed, radix: 36)) POST http://example.co.jp/\n".utf8)
  }
  return text
}
