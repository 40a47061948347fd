internal import SystemBoundary

/// Packs texts with zlib; the command unpacks them with an engine of its own.
enum GzipText {
  /// Returns one gzip member.
  static func member(_ text: some Collection<UInt8>) -> [UInt8] {
    let text = Array(text)
    var sum = CheckSum()
    sum.add(text.span)
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + Deflater.deflate(text.span, level: 1)
      + word(sum.value) + word(UInt32(truncatingIfNeeded: text.count))
  }

  /// Returns one member for each stretch between the cuts, wherever in a line they fall.
  static func members(_ text: [UInt8], cutAt cuts: [Int]) -> [UInt8] {
    let borders = [0] + cuts.sorted() + [text.count]
    return zip(borders, borders.dropFirst()).flatMap { member(text[$0..<$1]) }
  }

  private static func word(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
  }
}
