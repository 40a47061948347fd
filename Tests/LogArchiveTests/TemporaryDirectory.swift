import Foundation
import SystemBoundary

/// A directory that is gone with the test.
final class TemporaryDirectory {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("exfil-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  var path: RawPath { RawPath(url.path) }

  /// Writes a file and returns its path; a name may have slashes.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> RawPath {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return RawPath(file.path)
  }
}
