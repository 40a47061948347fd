internal import ByteScan
internal import EventModel

/// Reads records of the Linux audit, in files of auditd or by syslog.
///
/// Calls come in several records, which are joined by serial; a sign-in is one record.
struct AuditReader: Sendable {
  private var key: [UInt8] = []
  private let source: [UInt8] = Array(LineService.audit.name.utf8)

  /// Reads one record and makes one call of the sink; `host` is the machine, if the envelope tells it.
  mutating func read<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, _ text: Range<Int>, host: Range<Int>, _ line: LinePlace,
    _ event: inout Event, into sink: inout Sink
  ) {
    let record: AuditRecord
    do throws(AuditRecord.Failure) {
      record = try AuditRecord(block, text)
    } catch {
      return sink.reject(error == .badTime ? .badTime : .malformed, in: block, at: line)
    }
    let machine = record.node.isEmpty ? host : record.node
    let type = block.extracting(record.type)
    if Self.isJoined(type) {
      key.removeAll(keepingCapacity: true)
      key.append(copying: block.extracting(machine))
      key.append(0)
      key.append(copying: block.extracting(record.serial))
      return sink.acceptFragment(
        .auditEvent, key: key.span, time: record.time, in: block, at: line)
    }
    guard type.equals("USER_LOGIN"), fill(&event, record, machine, in: block) else {
      return sink.ignore(.irrelevant, program: block.extracting(0..<0), at: line)
    }
    sink.accept(&event, in: block, at: line)
  }

  /// Whether records of a type tell of a call: who, where, what.
  private static func isJoined(_ type: Span<UInt8>) -> Bool {
    type.equals("SYSCALL") || type.equals("PATH") || type.equals("CWD") || type.equals("EXECVE")
      || type.equals("PROCTITLE") || type.equals("OPENAT2")
  }

  /// `USER_LOGIN … msg='op=login acct="sato" exe="/usr/sbin/sshd" hostname=? addr=10.0.0.5 … res=success'`.
  private func fill(
    _ event: inout Event, _ record: AuditRecord, _ machine: Range<Int>, in block: Span<UInt8>
  ) -> Bool {
    let user =
      record.text("acct", in: block) ?? record.text("ID", in: block)
      ?? record.value("id", in: block).map { [UInt8](block.extracting($0)) }
    guard let user, let result = record.value("res", in: block) else { return false }
    event.begin(.login, at: record.time)
    event.set(.source, copying: source.span)
    event.set(.code, toBlockRange: record.type)
    event.set(.user, copying: user.span)
    event.set(.host, toBlockRange: machine)
    let isAllowed = block.extracting(result).starts(with: "success")
    event.set(.outcome, to: isAllowed ? .allowed : .failed)
    event.set(.kindOfLogin, to: .interactive)
    if let address = record.value("addr", in: block),
      IPAddress(block.extracting(address)) != nil
    {
      event.set(.srcIP, toBlockRange: address)
      event.set(.kindOfLogin, to: .remote)
    }
    if let terminal = record.text("terminal", in: block) {
      event.set(.service, copying: terminal.span)
    }
    return true
  }
}
