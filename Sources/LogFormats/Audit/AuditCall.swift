internal import ByteScan

/// What a system call does to files, by its name.
///
/// Numbers are those of Linux: `arch/x86/entry/syscalls/syscall_64.tbl` and
/// `include/uapi/asm-generic/unistd.h` (64-bit ARM).
struct AuditCall: Hashable {
  var deed: Deed
  /// Whether a descriptor of an open folder stands in front of each name, as in `openat`; the working
  /// directory is where relative names begin otherwise.
  var namesFolders: Bool

  enum Deed: Hashable {
    case open(OpenFlags)
    case delete, rename, makeFolder, removeFolder, link, truncate, execute
  }

  /// Where the flags of an open stand.
  enum OpenFlags: Hashable {
    case a1, a2
    /// In a record of their own, `OPENAT2`.
    case record
    /// Nowhere: `creat` always writes.
    case write
  }

  private init(_ deed: Deed, namesFolders: Bool = false) {
    (self.deed, self.namesFolders) = (deed, namesFolders)
  }

  private static func at(_ deed: Deed) -> AuditCall { AuditCall(deed, namesFolders: true) }

  /// Finds a call by the name that auditd has looked up.
  init?(name: Span<UInt8>) {
    if name.equals("openat") {
      self = .at(.open(.a2))
    } else if name.equals("open") {
      self.init(.open(.a1))
    } else if name.equals("openat2") {
      self = .at(.open(.record))
    } else if name.equals("creat") {
      self.init(.open(.write))
    } else if name.equals("unlink") {
      self.init(.delete)
    } else if name.equals("unlinkat") {
      self = .at(.delete)
    } else if name.equals("rename") {
      self.init(.rename)
    } else if name.equals("renameat") || name.equals("renameat2") {
      self = .at(.rename)
    } else if name.equals("mkdir") {
      self.init(.makeFolder)
    } else if name.equals("mkdirat") {
      self = .at(.makeFolder)
    } else if name.equals("rmdir") {
      self.init(.removeFolder)
    } else if name.equals("link") {
      self.init(.link)
    } else if name.equals("linkat") {
      self = .at(.link)
    } else if name.equals("truncate") {
      self.init(.truncate)
    } else if name.equals("execve") || name.equals("execveat") {
      self.init(.execute)
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
    2: .init(.open(.a1)), 257: .at(.open(.a2)), 437: .at(.open(.record)), 85: .init(.open(.write)),
    87: .init(.delete), 263: .at(.delete), 82: .init(.rename), 264: .at(.rename),
    316: .at(.rename), 83: .init(.makeFolder), 258: .at(.makeFolder), 84: .init(.removeFolder),
    86: .init(.link), 265: .at(.link), 76: .init(.truncate), 59: .init(.execute),
    322: .init(.execute),
  ]

  private static let arm: [Int64: AuditCall] = [
    56: .at(.open(.a2)), 437: .at(.open(.record)), 35: .at(.delete), 38: .at(.rename),
    276: .at(.rename), 34: .at(.makeFolder), 37: .at(.link), 45: .init(.truncate),
    221: .init(.execute), 281: .init(.execute),
  ]
}
