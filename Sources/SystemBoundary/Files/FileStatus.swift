internal import Glibc

/// What a path or an open file is.
package struct FileStatus: Hashable, Sendable {
  /// The kinds of things a directory may hold.
  package enum Kind: Hashable, Sendable {
    case regular, directory, symbolicLink, fifo, socket, device
  }

  /// Which file this is, whatever its names: device and inode.
  package struct Identity: Hashable, Sendable {
    /// The number of the file system.
    package var device: UInt64
    /// The number of the file in it.
    package var inode: UInt64
  }

  /// What kind of thing it is.
  package var kind: Kind
  /// Which file it is, whatever its names.
  package var identity: Identity
  /// The size in bytes; of use only for regular files.
  package var byteCount: UInt64
  /// How many names the file has.
  package var linkCount: UInt64
  /// When the content last changed, in microseconds since 1970-01-01T00:00:00Z.
  package var modifiedMicroseconds: Int64
  /// When content, name or rights last changed, in the same; no program sets this time.
  package var changedMicroseconds: Int64

  /// Who may read, write and run it, as `chmod` counts.
  package var permissions: UInt32
  /// The numbers of the user and the group it belongs to.
  package var owner: UInt32
  package var group: UInt32

  init(_ raw: stat) {
    switch raw.st_mode & S_IFMT {
    case S_IFREG: kind = .regular
    case S_IFDIR: kind = .directory
    case S_IFLNK: kind = .symbolicLink
    case S_IFIFO: kind = .fifo
    case S_IFSOCK: kind = .socket
    default: kind = .device
    }
    identity = Identity(device: UInt64(raw.st_dev), inode: UInt64(raw.st_ino))
    byteCount = UInt64(max(0, raw.st_size))
    linkCount = UInt64(raw.st_nlink)
    permissions = raw.st_mode & 0o7777
    owner = raw.st_uid
    group = raw.st_gid
    modifiedMicroseconds = Int64(raw.st_mtim.tv_sec) * 1_000_000 + Int64(raw.st_mtim.tv_nsec) / 1000
    changedMicroseconds = Int64(raw.st_ctim.tv_sec) * 1_000_000 + Int64(raw.st_ctim.tv_nsec) / 1000
  }

  /// Looks at a path itself; a symbolic link is not followed.
  ///
  /// - Throws: ``SystemError``, also when the path does not exist.
  package static func ofLink(_ path: RawPath) throws(SystemError) -> FileStatus {
    var raw = stat()
    // SAFETY: `lstat` reads the C string and writes one `stat`.
    let result = unsafe path.withCString { unsafe lstat($0, &raw) }
    guard result == 0 else { throw .last("look at", path) }
    return FileStatus(raw)
  }

  /// Looks at what a path leads to; symbolic links are followed.
  ///
  /// - Throws: ``SystemError``, also when the path does not exist.
  package static func of(_ path: RawPath) throws(SystemError) -> FileStatus {
    var raw = stat()
    // SAFETY: `stat` reads the C string and writes one `stat`.
    let result = unsafe path.withCString { unsafe stat($0, &raw) }
    guard result == 0 else { throw .last("look at", path) }
    return FileStatus(raw)
  }
}
