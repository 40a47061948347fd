internal import ByteScan
internal import EventModel

/// Makes one event of the records of one audit serial: SYSCALL says who and what, PATH on which file, CWD
/// where a relative name begins.
///
/// Noise, by rule, is irrelevant: calls that touch no file by name, folders that are only looked
/// through, what programs read of the system (``isSystem(_:)``), names that do not exist.
enum AuditJoiner {
  static func records(of lines: [JoinedLine]) -> [LineRecord] {
    var paths: [AuditPath] = []
    var folder: [UInt8] = []
    var openFlags: UInt64?
    var call: (record: AuditRecord, index: Int)?
    for (index, line) in lines.enumerated() {
      let bytes = line.bytes.span
      guard let record = record(of: bytes) else { continue }
      let type = bytes.extracting(record.type)
      if type.equals("SYSCALL") {
        call = (record, index)
      } else if type.equals("CWD") {
        folder = record.text("cwd", in: bytes) ?? []
      } else if type.equals("OPENAT2") {
        openFlags = record.octal("oflag", in: bytes)
      } else if type.equals("PATH"), let path = AuditPath(record, in: bytes) {
        paths.append(path)
      }
    }
    paths.sort { $0.item < $1.item }
    let all = Array(lines.indices)
    guard let call else { return [LineRecord(lines: all, outcome: .ignored(.incompleteRecord))] }
    var event = Event()
    let line = lines[call.index]
    let bytes = line.bytes.span
    guard fill(&event, call.record, bytes, paths, folder, openFlags) else {
      return [LineRecord(lines: all, outcome: .ignored(.irrelevant))]
    }
    // The line that says who did it comes first, whatever order equal stamps were brought into.
    return [
      LineRecord(lines: [call.index] + all.filter { $0 != call.index }, outcome: .event(event))
    ]
  }

  private static func record(of bytes: Span<UInt8>) -> AuditRecord? {
    if bytes.starts(with: "type=") || bytes.starts(with: "node=") {
      return try? AuditRecord(bytes, 0..<bytes.count)
    }
    guard let envelope = try? SyslogLine(bytes, line: 0..<bytes.count) else { return nil }
    return try? AuditRecord(bytes, envelope.message)
  }

  private static func fill(
    _ event: inout Event, _ record: AuditRecord, _ bytes: Span<UInt8>, _ paths: [AuditPath],
    _ folder: [UInt8], _ openFlags: UInt64?
  ) -> Bool {
    guard let call = call(of: record, bytes) else { return false }
    let isDone = record.value("success", in: bytes).map { bytes.extracting($0).equals("yes") }
    // −2: there is no such file; programs look for theirs in many places.
    if let exit = record.value("exit", in: bytes), bytes.extracting(exit).equals("-2") {
      return false
    }
    event.begin(call.deed == .execute ? .app : .file, at: record.time)
    event.set(.source, copying: LineService.audit.name)
    event.set(.outcome, to: isDone ?? true ? .allowed : .failed)
    if !record.node.isEmpty { event.set(.host, copying: bytes.extracting(record.node)) }
    setUser(of: &event, record, bytes)
    setKey(of: &event, record, bytes)
    if call.deed == .execute {
      guard let program = record.text("exe", in: bytes) else { return false }
      event.set(.action, to: .start)
      event.set(.path, copying: program.span)
      return true
    }
    // A name below an open folder is not below the working directory.
    func whole(_ path: AuditPath, _ descriptor: StaticString) -> [UInt8] {
      let isHere = record.argument(descriptor, in: bytes).map { $0 & 0xFFFF_FFFF == 0xFFFF_FF9C }
      return path.whole(below: !call.namesFolders || isHere ?? true ? folder : [])
    }
    let parent = Array("PARENT".utf8)
    let named = paths.filter { $0.kind != parent }
    guard let first = named.first, let last = named.last else { return false }
    var path = whole(last, "a0")
    switch call.deed {
    case .open(let place):
      if last.isFolder { return false }
      let flags = flags(place, record, bytes) ?? openFlags ?? 0
      // O_PATH: a name is looked up, and nothing read.
      if flags & 0x20_0000 != 0 { return false }
      event.set(.action, to: action(flags, last))
    case .truncate: event.set(.action, to: .write)
    case .delete, .removeFolder: event.set(.action, to: .deleteFile)
    case .makeFolder: event.set(.action, to: .create)
    case .rename, .link:
      guard named.count > 1 else { return false }
      path = whole(first, "a0")
      event.set(.action, to: call.deed == .rename ? .rename : .copy)
      event.set(.targetPath, copying: whole(last, "a2").span)
    case .execute: return false
    }
    if event.word(.action) == .read, isSystem(path) { return false }
    event.set(.path, copying: path.span)
    event.set(.volume, to: volume(of: event.has(.targetPath) ? whole(last, "a2") : path))
    return true
  }

  private static func call(of record: AuditRecord, _ bytes: Span<UInt8>) -> AuditCall? {
    if let name = record.value("SYSCALL", in: bytes) {
      return AuditCall(name: bytes.extracting(name))
    }
    guard let number = record.value("syscall", in: bytes) else { return nil }
    let text = bytes.extracting(number)
    guard let value = try? text.decimalCount() else { return AuditCall(name: text) }
    guard let architecture = record.value("arch", in: bytes) else { return nil }
    return AuditCall(number: value, architecture: bytes.extracting(architecture))
  }

  /// The user who signed in; else, for a service, the one it acts for.
  private static func setUser(
    of event: inout Event, _ record: AuditRecord, _ bytes: Span<UInt8>
  ) {
    var isSet = false
    if let login = record.value("auid", in: bytes) {
      let text = bytes.extracting(login)
      isSet = !text.equals("4294967295") && !text.equals("-1") && !text.equals("unset")
    }
    let looked = isSet ? record.text("AUID", in: bytes) : record.text("UID", in: bytes)
    if let looked, !looked.span.starts(with: "unknown(") {
      return event.set(.user, copying: looked.span)
    }
    let number = isSet ? record.value("auid", in: bytes) : record.value("uid", in: bytes)
    if let number { event.set(.user, copying: bytes.extracting(number)) }
  }

  /// The key of the rule; several of them have byte 1 between them.
  private static func setKey(
    of event: inout Event, _ record: AuditRecord, _ bytes: Span<UInt8>
  ) {
    guard var keys = record.text("key", in: bytes) else { return }
    for index in keys.indices where keys[index] == 1 { keys[index] = UInt8(ascii: ",") }
    event.set(.code, copying: keys.span)
  }

  private static func flags(
    _ place: AuditCall.OpenFlags, _ record: AuditRecord, _ bytes: Span<UInt8>
  ) -> UInt64? {
    switch place {
    case .a1: record.argument("a1", in: bytes)
    case .a2: record.argument("a2", in: bytes)
    case .write: 1
    case .record: nil
    }
  }

  private static func action(_ flags: UInt64, _ path: AuditPath) -> Word {
    if path.kind == Array("CREATE".utf8) { return .create }
    // The low two bits of the flags: 0 reads, 1 writes, 2 does both.
    return flags & 3 == 0 ? .read : .write
  }

  /// Whether a path belongs to the system: programs, libraries, devices, views of the kernel.
  ///
  /// What a process has as its folder or root (`/proc/self/cwd/…`) leads to any file.
  static func isSystem(_ path: [UInt8]) -> Bool {
    if path.span.starts(with: "/proc/") {
      let parts = path.split(separator: UInt8(ascii: "/"), maxSplits: 3)
      return parts.count < 4
        || !parts[2].elementsEqual("cwd".utf8) && !parts[2].elementsEqual("root".utf8)
    }
    let path = path.span
    return path.starts(with: "/sys/") || path.starts(with: "/dev/")
      || path.starts(with: "/usr/") || path.starts(with: "/lib") || path.starts(with: "/bin/")
      || path.starts(with: "/sbin/") || path.starts(with: "/etc/ld.so.")
  }

  /// Where desktops mount what is plugged in (udisks2) is removable, everything else local.
  private static func volume(of path: [UInt8]) -> Word {
    path.span.starts(with: "/media/") || path.span.starts(with: "/run/media/")
      ? .removable : .local
  }
}
