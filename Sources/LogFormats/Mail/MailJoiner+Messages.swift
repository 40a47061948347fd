internal import ByteScan

extension MailJoiner {
  /// Returns the records among all lines that belong to one message-id, whatever their queue ids.
  ///
  /// - Returns: The records, ordered by their first lines; each line is in exactly one.
  /// - Complexity: O(*n*) in the number of lines.
  package func recordsOfMessage() -> [MailRecord] {
    var indices: [[UInt8]: [Int]] = [:]
    for index in lines.indices { indices[queueKey(of: index), default: []].append(index) }
    let records = indices.values.flatMap { self.records(among: $0) }
    return records.sorted { ($0.lines.first ?? 0) < ($1.lines.first ?? 0) }
  }

  /// The host and queue id that a line names.
  private func queueKey(of index: Int) -> [UInt8] {
    guard let line = said[index] else { return [] }
    let joined = lines[index]
    let bytes = joined.bytes.span
    var key: [UInt8] = []
    key.reserveCapacity(line.host.count + 1 + line.queueID.count)
    key.append(copying: bytes.extracting(line.host))
    key.append(0)
    key.append(copying: bytes.extracting(line.queueID))
    return key
  }

  /// Puts together what some of the lines say.
  ///
  /// - Parameter indices: All lines of the records that are one message, in their order.
  /// - Returns: The message.
  package func message(of indices: [Int]) -> MailMessage {
    MailMessage(server, indices.map { (lines[$0], said[$0]) })
  }
}
