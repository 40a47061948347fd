internal import ByteScan

/// The numbers of one line; `nil` where the line has `-` or the layout no such column.
struct SquidNumbers {
  private(set) var status: Int64?
  private(set) var requestBytes: Int64?
  private(set) var replyBytes: Int64?

  /// Reads every number of the line, without changing `values`, which is too large to be passed by
  /// value for every line; returns why the line must be rejected, if it must.
  @inline(__always)
  mutating func read(_ values: inout SquidValues, in block: Span<UInt8>) -> RejectReason? {
    if let range = values.present(.elapsed, in: block),
      (try? block.extracting(range).decimalInt64()) == nil
    {
      return .badNumber
    }
    do throws(DecimalError) {
      status = try Self.number(&values, .status, in: block)
      let serverStatus = try Self.number(&values, .serverStatus, in: block)
      if status == nil { status = serverStatus }
    } catch {
      return .badNumber
    }
    do throws(DecimalError) {
      requestBytes = try Self.number(&values, .requestBytes, in: block)
      replyBytes = try Self.number(&values, .replyBytes, in: block)
    } catch {
      return error == .negative ? .negativeSize : .badNumber
    }
    return nil
  }

  @inline(__always)
  private static func number(
    _ values: inout SquidValues, _ code: SquidCode, in block: Span<UInt8>
  ) throws(DecimalError) -> Int64? {
    guard let range = values.present(code, in: block) else { return nil }
    return try block.extracting(range).decimalCount()
  }
}
