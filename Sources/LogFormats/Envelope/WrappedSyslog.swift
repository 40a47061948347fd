internal import ByteScan

/// Syslog lines that a collector has put into JSON objects, one a line: `{"message":"<syslog line>",…}`.
///
/// What else the objects say is the collector's and is not looked at.
struct WrappedSyslog: Sendable {
  private static let message = JSONCutter([["message"]])

  private var cutter = Self.message
  private var cells = RecordCells(count: 1)

  /// Whether a line may be such an object.
  @inline(__always)
  static func mayWrap(_ block: Span<UInt8>, _ line: Range<Int>) -> Bool {
    !line.isEmpty && block[line.lowerBound] == UInt8(ascii: "{")
  }

  /// Returns where the syslog line stands in its object, and whether it has escapes; `nil` if there
  /// is none.
  ///
  /// - Complexity: O(*n*) in the bytes of the line.
  mutating func text(
    _ block: Span<UInt8>, _ line: Range<Int>
  ) -> (range: Range<Int>, hasEscapes: Bool)? {
    guard cutter.cut(block, line: line, into: &cells) == .record, cells.isSet(0) else { return nil }
    let cell = cells[0]
    return cell.range.isEmpty ? nil : (cell.range, cell.form != .plain)
  }

  /// Returns the syslog line of an object as it was before it was wrapped; `nil` if there is none.
  static func unwrapped(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.first == UInt8(ascii: "{") else { return nil }
    var wrapped = WrappedSyslog()
    guard let text = wrapped.text(bytes.span, 0..<bytes.count) else { return nil }
    var line: [UInt8] = []
    let form: CellForm = text.hasEscapes ? .json : .plain
    form.append(bytes.span, text.range, to: &line)
    // Other objects have messages too: those of Windows events are no lines of syslog.
    guard (try? SyslogLine(line.span, line: 0..<line.count)) != nil else { return nil }
    return line
  }
}
