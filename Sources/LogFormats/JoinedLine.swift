package import EventModel

/// One line of a record that is put together from lines of several blocks or files.
package struct JoinedLine: Hashable, Sendable {
  /// The time of the line.
  package var time: Timestamp
  /// The line without its line end; without the JSON object that a collector has put around it.
  package var bytes: [UInt8]
  package init(time: Timestamp, bytes: [UInt8]) {
    self.time = time
    self.bytes = WrappedSyslog.unwrapped(bytes) ?? bytes
  }
}
