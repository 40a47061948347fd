import Foundation
import SystemBoundary

/// Takes away what a test has made.
enum RemovedFile {
  static func remove(_ path: RawPath) { unlink(String(decoding: path.bytes, as: UTF8.self)) }
  static func removeFolder(_ path: RawPath) { rmdir(String(decoding: path.bytes, as: UTF8.self)) }
}
