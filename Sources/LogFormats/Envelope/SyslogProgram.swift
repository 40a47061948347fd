internal import ByteScan

/// Which format a syslog program's lines are in.
enum SyslogProgram {
  case postfix, samba, smbd, kernel, mtpProbe, squid, exim, sendmail, openSMTPD, other
  case sftp, audit, tinyproxy
  /// A program each of whose lines tells all by itself.
  case service(LineService)

  /// Judges by the envelope of a line.
  init(_ envelope: SyslogLine, in block: Span<UInt8>) {
    switch envelope.ownWriter {
    case nil: self.init(block.extracting(envelope.program))
    case .tinyproxy: self = .tinyproxy
    case .proxifier: self = .service(.proxifier)
    }
  }

  /// Judges by the program's name as the envelope has it.
  ///
  /// Postfix writes `postfix/smtpd`, with several instances `postfix-out/smtpd`, and `postfix` alone
  /// where RFC 5424 has cut the name. Squid's workers call themselves `(squid-1)`.
  init(_ name: Span<UInt8>) {
    if name.starts(with: "postfix") {
      let isOwn =
        name.count == 7 || name[7] == UInt8(ascii: "/") || name[7] == UInt8(ascii: "-")
      self = isOwn ? .postfix : .other
    } else if name.equals("smbd_audit") || name.equals("full_audit") {
      self = .samba
    } else if name.equals("smbd") {
      self = .smbd
    } else if name.equals("kernel") {
      self = .kernel
    } else if name.equals("mtp-probe") {
      self = .mtpProbe
    } else if name.equals("squid") || name.starts(with: "(squid") {
      self = .squid
    } else if name.equals("internal-sftp") || name.equals("sftp-server") {
      self = .sftp
    } else if name.equals("audisp-syslog") || name.equals("audispd") {
      self = .audit
    } else if name.equals("tinyproxy") {
      self = .tinyproxy
    } else if let service = LineService(program: name) {
      self = .service(service)
    } else {
      self = Self.mailProgram(name)
    }
  }

  /// sendmail's daemon and its submission queue have names of their own where they are packaged so.
  private static func mailProgram(_ name: Span<UInt8>) -> SyslogProgram {
    if name.starts(with: "exim") { return name.count <= 5 ? .exim : .other }
    if name.equals("sendmail") || name.starts(with: "sm-m") { return .sendmail }
    return name.equals("smtpd") ? .openSMTPD : .other
  }

  /// The mail server that the program belongs to; `nil` for any other.
  var mailServer: MailServer? {
    switch self {
    case .postfix: .postfix
    case .exim: .exim
    case .sendmail: .sendmail
    case .openSMTPD: .openSMTPD
    case .samba, .smbd, .kernel, .mtpProbe, .squid, .sftp, .audit, .tinyproxy, .service, .other: nil
    }
  }
}
