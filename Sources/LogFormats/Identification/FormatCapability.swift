package import EventModel

/// What one kind of event of a source can carry, so that reports can say which rules it answers.
package struct FormatCapability: Hashable, Sendable {
  /// The name that `source` shows for such events.
  package var source: String
  package var kind: EventKind
  /// Every field that an event may have.
  package var fields: FieldSet
  /// Fields that only a few events can have by the nature of the source; for a rule that counts on
  /// them in `unless` the source cannot carry them.
  package var partialFields: FieldSet
  /// What to change at the source so that it carries more, if anything can be.
  package var advice: Wording?
}

extension FormatCapability {
  /// Creates the capability of a source of which nothing must be changed.
  init(_ source: String, _ kind: EventKind, _ fields: [Field], partial: [Field] = []) {
    self.init(
      source: source, kind: kind, fields: FieldSet(fields), partialFields: FieldSet(partial),
      advice: nil)
  }
}

extension LogFormat {
  /// What events read in this format can carry.
  package var capabilities: [FormatCapability] {
    switch layout {
    case .squid(let layout): [Self.squid(layout, named: name)]
    case .syslog(let layout):
      layout.mailServers.map(Self.mail) + [Self.samba(named: layout.sambaName), Self.usb]
        + (layout.squid.map { [Self.squid($0.layout, named: $0.name)] } ?? [])
        + layout.services.flatMap(\.capabilities)
        + layout.records.flatMap { $0.plan.capabilities(named: $0.name) }
    case .lines(let layout): layout.capabilities
    case .mail(let server): [Self.mail(server)]
    case .records(let plan): plan.capabilities(named: name)
    case .windows: windowsCapabilities(named: name)
    case .unifiedAudit: unifiedAuditCapabilities(named: name)
    case .setupLog: [Self.setupLog(named: name)]
    case .postgres: Self.postgresCapabilities(named: name)
    case .unrecognised: []
    }
  }

  private static func squid(_ layout: SquidLogformat, named name: String) -> FormatCapability {
    var fields = FieldSet([.time, .source])
    let codes = layout.codes
    func add(_ added: [Field], if needed: [SquidCode]) {
      if needed.contains(where: codes.contains) { fields.formUnion(FieldSet(added)) }
    }
    add([.user], if: [.anyUser, .loginUser, .externalUser, .tlsUser, .identUser])
    add([.srcIP], if: [.clientAddress])
    add([.host], if: [.clientName])
    add([.code, .outcome], if: [.resultCode])
    add([.status, .outcome], if: [.status, .serverStatus])
    add([.bytesOut], if: [.requestBytes])
    add([.bytesIn], if: [.replyBytes])
    add([.method], if: [.method])
    add([.url, .domain, .path, .tenant], if: [.url, .clientURL])
    add([.domain, .tenant], if: [.requestHost, .serverName])
    add([.path], if: [.requestPath])
    add([.contentType], if: [.contentType])
    add([.userAgent], if: [.userAgent])
    let carriesVolume = fields.contains(.bytesOut)
    return FormatCapability(
      source: name, kind: .web, fields: fields,
      // Inside a tunnel the tenant stays unseen, and only one service has it in the host's name.
      partialFields: FieldSet([.tenant]),
      advice: carriesVolume ? nil : volumeAdvice)
  }

  private static let volumeAdvice = Wording(
    "Squid's native layout logs the size of the reply only; let squid.conf say: "
      + "logformat exfil \(SquidLogformat.adviceText)  and  "
      + "access_log daemon:/var/log/squid/access.log exfil",
    "Squid の標準の書式は応答の大きさしか記録しません。squid.conf に次の二行を書いてください: "
      + "logformat exfil \(SquidLogformat.adviceText)  と  "
      + "access_log daemon:/var/log/squid/access.log exfil")

  private static let postfix = FormatCapability(
    source: "postfix", kind: .mail,
    fields: FieldSet([
      .time, .source, .code, .user, .srcIP, .outcome, .bytesOut, .sender, .to, .recipient, .subject,
      .attachment, .attachmentCount, .size, .direction,
    ]),
    partialFields: FieldSet(),
    advice: Wording(
      "Postfix names attachments only if header_checks logs them; let main.cf say: "
        + "mime_header_checks = regexp:/etc/postfix/mime_header_checks  and that file: "
        + "/^Content-(Disposition|Type):.*name/ INFO",
      "Postfix は、header_checks で記録しないかぎり添付の名前を残しません。main.cf に次のように書いてください: "
        + "mime_header_checks = regexp:/etc/postfix/mime_header_checks  そしてそのファイルに: "
        + "/^Content-(Disposition|Type):.*name/ INFO"))

  /// What the lines of a mail server carry.
  private static func mail(_ server: MailServer) -> FormatCapability {
    if server == .postfix { return postfix }
    var fields = FieldSet([
      .time, .source, .code, .outcome, .bytesOut, .sender, .to, .recipient, .size, .direction,
    ])
    fields.formUnion(FieldSet([.user, .srcIP]))
    switch server {
    case .sendmail, .openSMTPD: break
    case .mimecast, .proofpoint, .gmail:
      fields.formUnion(FieldSet([.subject, .attachment, .attachmentCount]))
    default: fields.insert(.subject)
    }
    let advice = Wording(
      "Exim logs subjects and the recipients as they were given only if it is told to; let its "
        + "configuration say: log_selector = +subject +received_recipients",
      "Exim は、指定しないかぎり件名と元の宛先を記録しません。設定に次のように書いてください: "
        + "log_selector = +subject +received_recipients")
    return FormatCapability(
      source: server.name, kind: .mail, fields: fields, partialFields: FieldSet(),
      advice: server == .exim ? advice : nil)
  }

  private static func samba(named name: String) -> FormatCapability {
    FormatCapability(
      name, .file,
      [
        .time, .source, .code, .user, .srcIP, .host, .outcome, .action, .path, .name,
        .fileExtension, .targetPath, .volume,
      ])
  }

  private static let usb = FormatCapability(
    "linux_usb", .device,
    [
      .time, .source, .code, .host, .action, .deviceType, .deviceSerial, .deviceVendor,
      .deviceModel,
    ])
}

extension FieldSet {
  /// The set of the given fields.
  init(_ fields: [Field]) {
    self.init(rawValue: 0)
    for field in fields { insert(field) }
  }
}
