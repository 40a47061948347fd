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
