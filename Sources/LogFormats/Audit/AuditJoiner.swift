internal import ByteScan
internal import EventModel

/// Makes one event of the records of one audit serial: SYSCALL says who and what, PATH on which file, CWD
/// where a relative name begins.
///
/// Noise, by rule, is irrelevant: calls that touch no file by name, folders that are only looked
/// through, what programs read of the system (``isSystem(_:)``), names that do not exist.
enum AuditJoiner {
  private struct Path {
    var item: Int64
    var name: [UInt8]
    /// `NORMAL`, `PARENT`, `CREATE`, `DELETE`, `UNKNOWN`.
    var kind: [UInt8]
    var isFolder: Bool
  }

  static func records(of lines: [JoinedLine]) -> [LineRecord] {
    var paths: [Path] = []
    var folder: [UInt8] = []
    var call: (record: AuditRecord, index: Int)?
    for (index, line) in lines.enumerated() {
      let bytes = line.bytes.span
      guard let record = record(of: bytes) else { continue }
      let type = bytes.extracting(record.type)
      if type.equals("SYSCALL") {
        call = (record, index)
      } else if type.equals("CWD") {
        folder = record.text("cwd", in: bytes) ?? []
      } else if type.equals("PATH"), let path = path(record, bytes) {
        paths.append(path)
      }
    }
    paths.sort { $0.item < $1.item }
    let all = Array(lines.indices)
    guard let call else { return [LineRecord(lines: all, outcome: .ignored(.incompleteRecord))] }
    var event = Event()
    let line = lines[call.index]
    let bytes = line.bytes.span
    guard fill(&event, call.record, bytes, paths, folder) else {
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

  private static func path(_ record: AuditRecord, _ bytes: Span<UInt8>) -> Path? {
    guard let name = record.text("name", in: bytes) else { return nil }
    let item = record.value("item", in: bytes)
      .flatMap { try? bytes.extracting($0).decimalCount() }
    let kind = record.value("nametype", in: bytes).map { [UInt8](bytes.extracting($0)) }
    let mode = record.value("mode", in: bytes)
    let isFolder = mode.map { bytes.extracting($0).starts(with: "040") } ?? false
    return Path(item: item ?? 0, name: name, kind: kind ?? [], isFolder: isFolder)
  }

  private static func fill(
    _ event: inout Event, _ record: AuditRecord, _ bytes: Span<UInt8>, _ paths: [Path],
    _ folder: [UInt8]
  ) -> Bool {
    guard let call = call(of: record, bytes) else { return false }
    let isDone = record.value("success", in: bytes).map { bytes.extracting($0).equals("yes") }
    // −2: there is no such file; programs look for theirs in many places.
    if let exit = record.value("exit", in: bytes), bytes.extracting(exit).equals("-2") {
      return false
    }
    event.begin(call == .execute ? .app : .file, at: record.time)
    event.set(.source, copying: LineService.audit.name)
    event.set(.outcome, to: isDone ?? true ? .allowed : .failed)
    if !record.node.isEmpty { event.set(.host, copying: bytes.extracting(record.node)) }
    setUser(of: &event, record, bytes)
    if let key = record.text("key", in: bytes) { event.set(.code, copying: key.span) }
    if call == .execute {
      guard let program = record.text("exe", in: bytes) else { return false }
      event.set(.action, to: .start)
      event.set(.path, copying: program.span)
      return true
    }
    // A name below an open folder is not below the working directory.
    let isHere = record.argument("a0", in: bytes).map { $0 & 0xFFFF_FFFF == 0xFFFF_FF9C }
    func whole(_ path: Path) -> [UInt8] {
      guard path.name.first != UInt8(ascii: "/"), !folder.isEmpty, isHere ?? true else {
        return path.name
      }
      return folder + (folder.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]) + path.name
    }
    let parent = Array("PARENT".utf8)
    let named = paths.filter { $0.kind != parent }
    guard let first = named.first, let last = named.last else { return false }
    var path = whole(last)
    switch call {
    case .open(let key):
      if last.isFolder { return false }
      event.set(.action, to: action(record, bytes, key, last))
    case .create: event.set(.action, to: .create)
    case .truncate: event.set(.action, to: .write)
    case .delete, .removeFolder: event.set(.action, to: .deleteFile)
    case .makeFolder: event.set(.action, to: .create)
    case .rename, .link:
      guard named.count > 1 else { return false }
      path = whole(first)
      event.set(.action, to: call == .rename ? .rename : .copy)
      event.set(.targetPath, copying: whole(last).span)
    case .execute: return false
    }
    if event.word(.action) == .read, isSystem(path) { return false }
    event.set(.path, copying: path.span)
    event.set(.volume, to: volume(of: event.has(.targetPath) ? whole(last) : path))
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
    if let looked { return event.set(.user, copying: looked.span) }
    let number = isSet ? record.value("auid", in: bytes) : record.value("uid", in: bytes)
    if let number { event.set(.user, copying: bytes.extracting(number)) }
  }

  private static func action(
    _ record: AuditRecord, _ bytes: Span<UInt8>, _ key: AuditCall.StaticKey?, _ path: Path
  ) -> Word {
    if path.kind == Array("CREATE".utf8) { return .create }
    let flags: UInt64?
    switch key {
    case .a1: flags = record.argument("a1", in: bytes)
    case .a2: flags = record.argument("a2", in: bytes)
    case nil: flags = nil
    }
    // The low two bits of the flags: 0 reads, 1 writes, 2 does both.
    return (flags ?? 0) & 3 == 0 ? .read : .write
  }

  /// Whether a path belongs to the system: programs, libraries, devices, views of the kernel.
  static func isSystem(_ path: [UInt8]) -> Bool {
    let path = path.span
    return path.starts(with: "/proc/") || path.starts(with: "/sys/") || path.starts(with: "/dev/")
      || path.starts(with: "/usr/") || path.starts(with: "/lib") || path.starts(with: "/bin/")
      || path.starts(with: "/sbin/") || path.starts(with: "/etc/ld.so.")
  }

  /// Where desktops mount what is plugged in (udisks2) is removable, everything else local.
  private static func volume(of path: [UInt8]) -> Word {
    path.span.starts(with: "/media/") || path.span.starts(with: "/run/media/")
      ? .removable : .local
  }
}
