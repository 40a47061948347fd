internal import ByteScan
internal import EventModel

/// Judges from Squid's result code and status whether a request went through.
enum SquidOutcome {
  /// Returns the outcome, or `nil` if the layout shows neither result code (then empty) nor status.
  ///
  /// Blocked is what the proxy refused: `TCP_DENIED`, a 403 or 407 that Squid itself gave (result
  /// `NONE`), any 407. A status of 000 means that no reply went out; when the client broke off
  /// (`ABORTED`) after it had sent bytes, those bytes did leave.
  static func outcome(
    result: Span<UInt8>, status: Int64?, requestBytes: Int64?
  ) -> Word? {
    if isDenied(result) { return .blocked }
    guard let status else { return result.isEmpty ? nil : .allowed }
    if status == 407 || (status == 403 && result.starts(with: "NONE")) { return .blocked }
    if status == 0 {
      let bytesLeft = (requestBytes ?? 0) > 0 && result.ends(with: "ABORTED")
      return bytesLeft ? .allowed : .failed
    }
    return status >= 400 ? .failed : .allowed
  }

  /// `TCP_DENIED`, `TCP_DENIED_REPLY`, `TCP_DENIED_ABORTED`, `UDP_DENIED`, `NONE_DENIED`.
  private static func isDenied(_ result: Span<UInt8>) -> Bool {
    // The first word is the transport; what became of the request follows it.
    var index = 0
    while index < result.count, result[index] != UInt8(ascii: "_") { index += 1 }
    guard index + 1 < result.count, result[index + 1] == UInt8(ascii: "D") else { return false }
    return result.extracting(index..<result.count).starts(with: "_DENIED")
  }
}

/// Finds the word for a request method.
enum SquidMethod {
  /// Returns the word, or `nil` for a method that rules don't know.
  static func word(_ method: Span<UInt8>) -> Word? {
    guard method.count <= 8 else { return method.equals("PROPPATCH") ? .proppatch : nil }
    var key: UInt64 = 0
    for index in method.indices { key = key << 8 | UInt64(method[index]) }
    return word(bigEndian: key)
  }

  /// Returns the word for up to 8 bytes, the first one lowest, with zeros behind them.
  @inline(__always)
  static func word(littleEndian bytes: UInt64) -> Word? {
    // Most requests of an office are these.
    if bytes == 0x54_4547 { return .get }
    if bytes == 0x54_4345_4E4E_4F43 { return .connect }
    if bytes == 0x5453_4F50 { return .post }
    return word(bigEndian: bytes.byteSwapped >> UInt64(bytes.leadingZeroBitCount & 0x38))
  }

  private static func word(bigEndian key: UInt64) -> Word? {
    switch key {
    case 0x47_4554: return .get
    case 0x504F_5354: return .post
    case 0x434F_4E4E_4543_54: return .connect
    case 0x50_5554: return .put
    case 0x4845_4144: return .head
    case 0x50_4154_4348: return .patch
    case 0x4445_4C45_5445: return .delete
    case 0x4F_5054_494F_4E53: return .options
    case 0x54_5241_4345: return .trace
    case 0x5052_4F50_4649_4E44: return .propfind
    case 0x4D_4B43_4F4C: return .mkcol
    case 0x434F_5059: return .copyMethod
    case 0x4D4F_5645: return .moveMethod
    case 0x4C4F_434B: return .lock
    case 0x554E_4C4F_434B: return .unlock
    case 0x5245_504F_5254: return .report
    case 0x5345_4152_4348: return .search
    default: return nil
    }
  }
}
