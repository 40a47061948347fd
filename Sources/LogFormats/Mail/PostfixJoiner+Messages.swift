internal import ByteScan

extension PostfixJoiner {
  /// Returns the records among all lines that belong to one message-id, whatever their queue ids.
  ///
  /// - Parameter lines: The lines of whole records, in the order of (time, hash of the line).
  /// - Returns: The records, ordered by their first lines; each line is in exactly one.
  /// - Complexity: O(*n*) in the bytes of the lines.
  package static func records(ofMessage lines: [JoinedLine]) -> [PostfixRecord] {
    var indices: [[UInt8]: [Int]] = [:]
    for (index, line) in lines.enumerated() {
      indices[queueKey(of: line), default: []].append(index)
    }
    let records = indices.values.flatMap { own in
      Self.records(of: own.map { lines[$0] }).map { record in
        var record = record
        record.lines = record.lines.map { own[$0] }
        return record
      }
    }
    return records.sorted { ($0.lines.first ?? 0) < ($1.lines.first ?? 0) }
  }

  /// The host and queue id that a line names.
  private static func queueKey(of line: JoinedLine) -> [UInt8] {
    let bytes = line.bytes.span
    guard let envelope = try? SyslogLine(bytes, line: 0..<bytes.count),
      let parsed = try? PostfixLine(bytes, message: envelope.message)
    else { return [] }
    return [UInt8](bytes.extracting(envelope.host)) + [0]
      + [UInt8](bytes.extracting(parsed.queueID))
  }
}
