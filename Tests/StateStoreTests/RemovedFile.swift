import Foundation
import SystemBoundary

/// Takes away what a test has made.
enum RemovedFile {
  /// Takes a file away, or a folder with all that is in it.
  static func remove(_ path: RawPath) {
    try? FileManager.default.removeItem(atPath: String(decoding: path.bytes, as: UTF8.self))
  }
}
