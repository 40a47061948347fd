extension Span<UInt8> {
  /// Reads the time of a traditional syslog line (RFC 3164) from the front: `Nov  3 12:34:56`.
  ///
  /// A day of one digit may stand after one or two blanks. There is no zone in it, and a
  /// year only where a network device writes one (`Nov  3 2026 12:34:56`), else 0.
  ///
  /// - Throws: ``TimeError``; nothing is guessed.
  package func scanSyslogTime() throws(TimeError) -> ScannedTime {
    guard let month = monthName(at: 0), has(0x20, at: 3) else { throw .malformed }
    var offset = 4
    if has(0x20, at: offset) { offset += 1 }
    var day: Int
    if let two = fixedDigits(2, at: offset) {
      day = two
      offset += 2
    } else if let one = fixedDigits(1, at: offset) {
      day = one
      offset += 1
    } else {
      throw .malformed
    }
    var year = 0
    // Network devices can be told to write the year after the day.
    if has(0x20, at: offset), has(0x20, at: offset + 5), let told = fixedDigits(4, at: offset + 1) {
      year = told
      offset += 5
    }
    guard has(0x20, at: offset), let clock = clock(at: offset + 1) else { throw .malformed }
    let time = CivilTime(
      year: year, month: month, day: day, hour: clock.hour, minute: clock.minute,
      second: clock.second)
    guard time.isValid else { throw .outOfRange }
    return ScannedTime(civil: time, offsetInSeconds: nil, byteCount: offset + 9)
  }

  /// Reads an English month of three letters, in any case, at an offset: 1…12 or `nil`.
  package func monthName(at offset: Int) -> Int? {
    guard offset + 3 <= count else { return nil }
    let name =
      UInt32(self[offset].asciiLowercased) << 16
      | UInt32(self[offset + 1].asciiLowercased) << 8 | UInt32(self[offset + 2].asciiLowercased)
    switch name {
    case 0x6A_616E: return 1
    case 0x66_6562: return 2
    case 0x6D_6172: return 3
    case 0x61_7072: return 4
    case 0x6D_6179: return 5
    case 0x6A_756E: return 6
    case 0x6A_756C: return 7
    case 0x61_7567: return 8
    case 0x73_6570: return 9
    case 0x6F_6374: return 10
    case 0x6E_6F76: return 11
    case 0x64_6563: return 12
    default: return nil
    }
  }
}
