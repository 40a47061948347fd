package import EventModel

/// One line of a record that is put together from lines of several blocks or files.
package struct JoinedLine: Hashable, Sendable {
  /// The time of the line.
  package var time: Timestamp
  /// The raw line without its line end.
  package var bytes: [UInt8]
  package init(time: Timestamp, bytes: [UInt8]) {
    self.time = time
    self.bytes = bytes
  }
}
