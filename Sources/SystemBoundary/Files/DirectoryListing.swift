internal import Glibc

/// The names in a directory.
package enum DirectoryListing {
  /// Returns the names in a directory in byte order, without `.` and `..`.
  ///
  /// - Throws: ``SystemError`` when the directory can't be opened or read to its end.
  /// - Complexity: O(*n* log *n*) in the entries.
  package static func names(in path: RawPath) throws(SystemError) -> [[UInt8]] {
    // SAFETY: `opendir` reads the C string; the stream is closed on every way out.
    guard let stream = unsafe path.withCString({ unsafe opendir($0) }) else {
      throw .last("open directory", path)
    }
    defer { unsafe _ = closedir(stream) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      // SAFETY: the entry is copied before the next call overwrites it; its name ends with NUL.
      guard let entry = unsafe readdir(stream) else {
        if errno != 0 { throw .last("read directory", path) }
        break
      }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: UInt8.self, capacity: 256) { bytes in
          unsafe Array(UnsafeBufferPointer(start: bytes, count: strlen(field.pointer(CChar.self))))
        }
      }
      if name != [0x2E] && name != [0x2E, 0x2E] { names.append(name) }
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }
}

extension UnsafePointer {
  /// The same address seen as another type of the same size of bytes.
  fileprivate func pointer<Other>(_ type: Other.Type) -> UnsafePointer<Other> {
    unsafe UnsafeRawPointer(self).assumingMemoryBound(to: type)
  }
}
