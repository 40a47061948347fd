internal import ByteScan

/// The elements of an array that ``JSONCutter`` has found to be well formed.
enum JSONArray {
  /// Calls `body` with the place of each element: a string without its quotes, anything else whole.
  ///
  /// - Complexity: O(*n*) in the bytes of the array.
  static func forEachElement(
    _ block: Span<UInt8>, _ array: Range<Int>, _ body: (Range<Int>) -> Void
  ) {
    var offset = array.lowerBound + 1
    let end = array.upperBound - 1
    while offset < end {
      switch block[offset] {
      case 0x20, 0x09, 0x0D, UInt8(ascii: ","): offset += 1
      case UInt8(ascii: "\""):
        let close = stringEnd(block, from: offset + 1, to: end)
        body((offset + 1)..<close)
        offset = close + 1
      default:
        let close = valueEnd(block, from: offset, to: end)
        body(offset..<close)
        offset = close
      }
    }
  }

  /// Whether a value is an array, and not a string that looks like one.
  static func isArray(_ block: Span<UInt8>, _ value: Range<Int>) -> Bool {
    guard let first = value.first, block[first] == UInt8(ascii: "[") else { return false }
    return first == 0 || block[first - 1] != UInt8(ascii: "\"")
  }

  private static func stringEnd(_ block: Span<UInt8>, from start: Int, to end: Int) -> Int {
    block.closeOfJSONString(from: start, to: end)?.offset ?? end
  }

  private static func valueEnd(_ block: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var offset = start
    var depth = 0
    while offset < end {
      switch block[offset] {
      case UInt8(ascii: "\""): offset = stringEnd(block, from: offset + 1, to: end)
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ",") where depth == 0: return offset
      default: break
      }
      offset += 1
    }
    return min(offset, end)
  }
}
