internal import ByteScan

/// What a system call does to files, by its name.
///
/// Numbers are those of Linux: `arch/x86/entry/syscalls/syscall_64.tbl` and
/// `include/uapi/asm-generic/unistd.h` (64-bit ARM).
enum AuditCall: Hashable {
  case open(flagsKey: StaticKey?)
  case create, delete, rename, makeFolder, removeFolder, link, truncate, execute

  /// In which argument the flags of an open stand.
  enum StaticKey: Hashable { case a1, a2 }

  /// Finds a call by the name that auditd has looked up.
  init?(name: Span<UInt8>) {
    if name.equals("openat") {
      self = .open(flagsKey: .a2)
    } else if name.equals("open") {
      self = .open(flagsKey: .a1)
    } else if name.equals("openat2") {
      self = .open(flagsKey: nil)
    } else if name.equals("creat") {
      self = .create
    } else if name.equals("unlink") || name.equals("unlinkat") {
      self = .delete
    } else if name.equals("rename") || name.equals("renameat") || name.equals("renameat2") {
      self = .rename
    } else if name.equals("mkdir") || name.equals("mkdirat") {
      self = .makeFolder
    } else if name.equals("rmdir") {
      self = .removeFolder
    } else if name.equals("link") || name.equals("linkat") {
      self = .link
    } else if name.equals("truncate") {
      self = .truncate
    } else if name.equals("execve") || name.equals("execveat") {
      self = .execute
    } else {
      return nil
    }
  }

  /// Finds a call by its number on an architecture, as `arch=` and `syscall=` write them.
  init?(number: Int64, architecture: Span<UInt8>) {
    let table: [Int64: AuditCall]
    if architecture.equals("c000003e") {
      table = Self.x86
    } else if architecture.equals("c00000b7") {
      table = Self.arm
    } else {
      return nil
    }
    guard let call = table[number] else { return nil }
    self = call
  }

  private static let x86: [Int64: AuditCall] = [
    2: .open(flagsKey: .a1), 257: .open(flagsKey: .a2), 437: .open(flagsKey: nil), 85: .create,
    87: .delete, 263: .delete, 82: .rename, 264: .rename, 316: .rename, 83: .makeFolder,
    258: .makeFolder, 84: .removeFolder, 86: .link, 265: .link, 76: .truncate, 59: .execute,
    322: .execute,
  ]

  private static let arm: [Int64: AuditCall] = [
    56: .open(flagsKey: .a2), 437: .open(flagsKey: nil), 35: .delete, 38: .rename, 276: .rename,
    34: .makeFolder, 37: .link, 45: .truncate, 221: .execute, 281: .execute,
  ]
}
