internal import ByteScan
internal import SystemBoundary

/// Reads the header of a gzip member byte by byte (RFC 1952), so that no seam can hurt it.
struct GzipHeaderParser {
  enum Outcome: Equatable {
    case more
    case done
    /// The bytes are no header; the words say why.
    case bad(String)
  }

  private enum Part { case fixed, extraLength, extra, name, comment, checkSum }
  private var part = Part.fixed
  private var partBytes: [UInt8] = []
  private var extraLeft = 0
  private var flags: UInt8 = 0
  private var sum = CheckSum()
  /// When the packed file was last written, in seconds since 1970; 0 where the packer did not say.
  private(set) var modifiedSeconds: UInt32 = 0
  /// How many bytes were given so far.
  private(set) var byteCount = 0

  private static let hasCheckSum: UInt8 = 2
  private static let hasExtra: UInt8 = 4
  private static let hasName: UInt8 = 8
  private static let hasComment: UInt8 = 16
  private static let reserved: UInt8 = 0xE0

  /// Takes one byte.
  mutating func take(_ byte: UInt8) -> Outcome {
    byteCount += 1
    if part != .checkSum { sum.add([byte].span) }
    switch part {
    case .fixed:
      partBytes.append(byte)
      return takeFixed()
    case .extraLength:
      partBytes.append(byte)
      guard partBytes.count == 2 else { return .more }
      extraLeft = Int(partBytes[0]) | Int(partBytes[1]) << 8
      return extraLeft == 0 ? leave(.extra) : enter(.extra)
    case .extra:
      extraLeft -= 1
      return extraLeft == 0 ? leave(.extra) : .more
    case .name: return byte == 0 ? leave(.name) : .more
    case .comment: return byte == 0 ? leave(.comment) : .more
    case .checkSum:
      partBytes.append(byte)
      guard partBytes.count == 2 else { return .more }
      let written = UInt16(partBytes[0]) | UInt16(partBytes[1]) << 8
      return written == UInt16(truncatingIfNeeded: sum.value)
        ? .done : .bad("the header's check sum is wrong")
    }
  }

  private mutating func takeFixed() -> Outcome {
    let byte = partBytes[partBytes.count - 1]
    switch partBytes.count {
    case 1: return byte == 0x1F ? .more : .bad("no gzip magic")
    case 2: return byte == 0x8B ? .more : .bad("no gzip magic")
    case 3: return byte == 8 ? .more : .bad("compression method \(byte) is not deflate")
    case 4:
      flags = byte
      return flags & Self.reserved == 0 ? .more : .bad("reserved flags are set")
    case 5...8:
      modifiedSeconds |= UInt32(byte) << (8 * UInt32(partBytes.count - 5))
      return .more
    case 10: return leave(.fixed)
    default: return .more
    }
  }

  private mutating func enter(_ next: Part) -> Outcome {
    part = next
    partBytes.removeAll(keepingCapacity: true)
    return .more
  }

  /// Goes on to the first part after `last` that the flags announce.
  private mutating func leave(_ last: Part) -> Outcome {
    switch last {
    case .fixed where flags & Self.hasExtra != 0: return enter(.extraLength)
    case .fixed, .extraLength, .extra:
      if flags & Self.hasName != 0 { return enter(.name) }
      fallthrough
    case .name:
      if flags & Self.hasComment != 0 { return enter(.comment) }
      fallthrough
    case .comment: return flags & Self.hasCheckSum != 0 ? enter(.checkSum) : .done
    case .checkSum: return .done
    }
  }
}
