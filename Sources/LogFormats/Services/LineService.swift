internal import ByteScan
internal import EventModel

/// A service whose lines come by syslog, besides those that ``SyslogProgram`` has always known.
enum LineService: Hashable, Sendable {
  case sftp, audit, sshd, asa, usbguard, vsftpd, tinyproxy, proxifier

  /// Judges by the program's name as the envelope has it; `nil` for one that is not known.
  init?(program name: Span<UInt8>) {
    if name.equals("sshd") || name.equals("sshd-session") || name.equals("sshd-auth") {
      self = .sshd
    } else if CiscoASAText.isTag(name) {
      self = .asa
    } else if name.equals("usbguard-daemon") {
      self = .usbguard
    } else if name.equals("vsftpd") {
      self = .vsftpd
    } else {
      return nil
    }
  }

  /// Judges by the text of a line whose program says nothing.
  init?(message: Span<UInt8>) {
    guard CiscoASAText.isTag(message) else { return nil }
    self = .asa
  }

  /// The name that `source` shows for its events.
  var name: String {
    switch self {
    case .sftp: "openssh_sftp"
    case .audit: "linux_audit"
    case .sshd: "openssh"
    case .asa: "cisco_asa"
    case .usbguard: "usbguard"
    case .vsftpd: "vsftpd"
    case .tinyproxy: "tinyproxy"
    case .proxifier: "proxifier"
    }
  }

  /// Reads a line that tells all by itself.
  ///
  /// - Complexity: O(*n*) in the bytes of the line.
  func read(
    _ block: Span<UInt8>, _ envelope: SyslogLine, at time: Timestamp, into event: inout Event
  ) -> LineOutcome {
    let text = envelope.message
    var outcome: LineOutcome
    switch self {
    case .sshd: outcome = OpenSSHText.read(block, text, at: time, into: &event)
    case .asa:
      let isTagged = CiscoASAText.isTag(block.extracting(envelope.program))
      let start = isTagged ? envelope.program.lowerBound : text.lowerBound
      outcome = CiscoASAText.read(block, start..<text.upperBound, at: time, into: &event)
    case .usbguard:
      outcome = USBGuardText.read(block, text, host: envelope.host, at: time, into: &event)
    case .vsftpd: outcome = VsftpdText.read(block, text, at: time, into: &event)
    case .proxifier: outcome = ProxifierLine.read(block, text, at: time, into: &event)
    case .sftp, .audit, .tinyproxy: outcome = .ignored(.irrelevant)
    }
    if outcome == .event { event.set(.source, copying: name) }
    return outcome
  }

  /// What its events can carry.
  var capabilities: [FormatCapability] {
    switch self {
    case .sftp: [carrying(.file, [.srcIP, .size, .targetPath] + Self.fileFields)]
    case .vsftpd:
      [
        carrying(.file, [.srcIP, .host, .size, .targetPath] + Self.fileFields),
        carrying(.login, [.srcIP, .host, .service, .kindOfLogin]),
      ]
    case .audit:
      [
        carrying(.file, [.host, .targetPath] + Self.fileFields),
        carrying(.app, [.host, .action, .name, .path]),
        carrying(.login, [.srcIP, .host, .service, .kindOfLogin]),
      ]
    case .sshd: [carrying(.login, [.srcIP, .host, .service, .kindOfLogin])]
    case .asa:
      [carrying(.login, [.srcIP, .host, .service, .kindOfLogin, .bytesOut, .bytesIn])]
    case .usbguard:
      [carrying(.device, [.host, .action, .deviceType, .deviceSerial, .deviceModel])]
    case .tinyproxy:
      [
        FormatCapability(
          name, .web, [.time, .source, .srcIP, .host, .method, .url, .domain, .path, .tenant],
          partial: [.tenant])
      ]
    case .proxifier:
      [
        FormatCapability(
          name, .web,
          [
            .time, .source, .outcome, .method, .url, .domain, .bytesOut, .bytesIn, .userAgent,
          ])
      ]
    }
  }

  /// Fields of every event about a file.
  static let fileFields: [Field] = [.action, .path, .name, .fileExtension, .volume]

  private func carrying(_ kind: EventKind, _ fields: [Field]) -> FormatCapability {
    LineLayout.carrying(name, kind, fields)
  }
}
