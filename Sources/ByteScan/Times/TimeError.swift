/// Why bytes are not a time of the format that was asked for.
package enum TimeError: Error, Hashable, Sendable {
  /// The bytes do not have the shape of the format.
  case malformed
  /// A part is outside its range, such as 30 February, 24:00:00 or a leap second.
  case outOfRange
}

/// A time that was read from the front of some bytes, and what is known of its zone.
package struct ScannedTime: Hashable, Sendable {
  /// What the log's clock showed.
  package var civil: CivilTime
  /// How far that clock runs ahead of UTC in seconds; `nil` if the log does not say.
  package var offsetInSeconds: Int?
  /// How many bytes the time takes.
  package var byteCount: Int

  /// Creates a time from what was read.
  package init(civil: CivilTime, offsetInSeconds: Int?, byteCount: Int) {
    self.civil = civil
    self.offsetInSeconds = offsetInSeconds
    self.byteCount = byteCount
  }

  /// Microseconds since 1970-01-01T00:00:00Z, or `nil` if year or zone is unknown.
  package var microsecondsSince1970: Int64? {
    guard civil.year > 0, let offsetInSeconds else { return nil }
    return civil.microsecondsSince1970(offsetInSeconds: offsetInSeconds)
  }
}

extension Span<UInt8> {
  /// Reads exactly `digits` ASCII digits at an offset, or returns `nil`.
  @inlinable
  package func fixedDigits(_ digits: Int, at offset: Int) -> Int? {
    guard offset + digits <= count else { return nil }
    var value = 0
    for index in offset..<(offset + digits) {
      let digit = self[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// Returns whether the byte at an offset exists and is the given one.
  @inlinable
  package func has(_ byte: UInt8, at offset: Int) -> Bool { offset < count && self[offset] == byte }

  /// Reads exactly two ASCII digits at an offset, or returns `nil`.
  @inline(__always)
  func twoDigits(at offset: Int) -> Int? {
    guard offset + 2 <= count else { return nil }
    let (tens, ones) = (self[offset] &- 0x30, self[offset + 1] &- 0x30)
    return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
  }

  /// Reads `HH:MM:SS` at an offset.
  package func clock(at offset: Int) -> (hour: Int, minute: Int, second: Int)? {
    guard let hour = twoDigits(at: offset), has(UInt8(ascii: ":"), at: offset + 2),
      let minute = twoDigits(at: offset + 3), has(UInt8(ascii: ":"), at: offset + 5),
      let second = twoDigits(at: offset + 6)
    else { return nil }
    return (hour, minute, second)
  }

  /// Reads `.` or `,` and digits at an offset: microseconds and how many bytes they take.
  ///
  /// Digits past the sixth are dropped. Without a point, zero and no bytes.
  package func fraction(at offset: Int) -> (microsecond: Int, byteCount: Int)? {
    guard has(UInt8(ascii: "."), at: offset) || has(UInt8(ascii: ","), at: offset),
      offset + 1 < count, self[offset + 1].isAsciiDigit
    else { return (0, 0) }
    if let six = sixDigits(at: offset + 1) { return (six, 7) }
    var microsecond = 0
    var end = offset + 1
    let last = min(count, end + 6)
    while end < last, self[end].isAsciiDigit {
      microsecond = microsecond * 10 + Int(self[end] &- 0x30)
      end += 1
    }
    for _ in end..<(offset + 7) { microsecond *= 10 }
    while end < count, self[end].isAsciiDigit { end += 1 }
    return (microsecond, end - offset)
  }

  /// Reads exactly six ASCII digits that another byte follows which is none; `nil` for anything else.
  @inline(__always)
  private func sixDigits(at offset: Int) -> Int? {
    guard offset + 8 <= count else { return nil }
    let digits = littleEndian(UInt64.self, at: offset) ^ 0x3030_3030_3030_3030
    // As of times: what is no digit gets a bit above the lower four.
    let marks = (digits | (digits &+ 0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0
    guard marks & 0xFFFF_FFFF_FFFF == 0, marks & 0xFF_0000_0000_0000 != 0 else { return nil }
    let pairs = (digits & 0x0F0F_0F0F_0F0F) &* 10 &+ (digits >> 8 & 0x0F0F_0F0F_0F0F)
    return Int(pairs & 0xFF) * 10_000 + Int(pairs >> 16 & 0xFF) * 100 + Int(pairs >> 32 & 0xFF)
  }
}
