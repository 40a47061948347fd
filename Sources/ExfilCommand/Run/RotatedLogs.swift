internal import ByteScan
internal import EventModel
internal import LogArchive
internal import LogFormats
internal import SystemBoundary

/// The rotated files among the inputs, by the log that is still being written beside them.
///
/// `maillog-20261122.gz` tells of `maillog` in the same folder that its lines are later. Names are all
/// that is looked at, so the order of inputs does not matter.
struct RotatedLogs: Sendable {
  private var newest: [[UInt8]: (time: Timestamp, name: String)] = [:]

  /// Knows of no rotated file.
  init() {}

  /// Looks at the names of inputs.
  ///
  /// - Complexity: O(*n*) in the bytes of the names.
  init(_ inputs: [ArchiveInput]) {
    for input in inputs where !input.isStandardInput {
      let name = input.path.lastComponent
      guard let left = FileNameDate.oldestLeft(byRotatedFile: name.span) else { continue }
      let key = Self.key(input.path, name: left.living)
      let rotated = (time: left.time, name: RawPath(name).display)
      if let known = newest[key], (known.time, known.name) >= (rotated.time, rotated.name) {
        continue
      }
      newest[key] = rotated
    }
  }

  /// Returns the newest rotated file of the log that an input is, with a time that no line of the input can
  /// be earlier than.
  func newest(before path: RawPath) -> (time: Timestamp, name: String)? {
    newest[Self.key(path, name: path.lastComponent)]
  }

  private static func key(_ path: RawPath, name: [UInt8]) -> [UInt8] {
    path.directory.bytes + [UInt8(ascii: "/")] + name
  }
}
