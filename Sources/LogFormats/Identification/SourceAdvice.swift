package import EventModel

/// What to change at a source so that its events get a field: one table by format and field.
package enum SourceAdvice {
  /// Returns what helps.
  ///
  /// - Parameters:
  ///   - field: What is missing.
  ///   - capability: The events in question.
  ///   - format: The format of their input.
  /// - Returns: The advice, or `nil` where the source cannot be made to tell the field.
  package static func advice(
    for field: Field, of capability: FormatCapability, in format: LogFormat
  ) -> Wording? {
    switch (capability.kind, format.layout) {
    case (.web, .squid): return squid(field, capability)
    case (.web, .syslog(let layout)) where layout.squid?.name == capability.source:
      return squid(field, capability)
    case (.mail, .syslog) where capability.source == "postfix": return postfix[field]
    case (.file, .syslog(let layout)) where layout.sambaName == capability.source:
      return samba[field]
    case (.device, .syslog) where capability.source == "linux_usb": return usb[field]
    case (_, .records):
      return server(field, capability) ?? declared(field, capability)
    case (_, .syslog(let layout))
    where layout.records.contains(where: { $0.name == capability.source }):
      return declared(field, capability)
    default: return server(field, capability)
    }
  }

  private static func declared(_ field: Field, _ capability: FormatCapability) -> Wording? {
    guard !capability.fields.contains(field) else { return nil }
    let (format, name) = (capability.source, field.name)
    return Wording(
      "if the log has it, let the declaration of \(format) give \(name); else export it at the source",
      "ログにあるなら \(format) の宣言に \(name) を加え、なければログ源の出力項目に加えてください")
  }

  /// The format codes of Squid, http://www.squid-cache.org/Doc/config/logformat/ (read 2026-11).
  private static let squidCodes: [Field: String] = [
    .user: "%[un", .srcIP: "%>a", .host: "%>A", .code: "%Ss", .outcome: "%Ss/%03>Hs",
    .status: "%03>Hs", .bytesOut: "%>st", .bytesIn: "%<st", .method: "%rm", .url: "%ru",
    .domain: "%ru", .path: "%ru", .contentType: "%mt", .userAgent: "%{User-Agent}>h",
  ]

  private static func squid(_ field: Field, _ capability: FormatCapability) -> Wording? {
    if capability.fields.contains(field) { return squidEmpty[field] }
    if field == .bytesOut, let advice = capability.advice { return advice }
    guard let code = squidCodes[field] else { return squidNever[field] }
    return Wording(
      "put \(code) into the logformat line of squid.conf, and into the declaration of the format",
      "squid.conf の logformat の行と、書式の宣言に \(code) を加えてください")
  }

  /// Fields that the layout has room for, and that stay empty all the same.
  private static let squidEmpty: [Field: Wording] = [
    .user: Wording(
      "the proxy asks nobody to sign in: let squid.conf have auth_param and http_access with an "
        + "acl of type proxy_auth, or give --leases",
      "プロキシが認証を求めていません。squid.conf に auth_param と proxy_auth の acl を使う http_access を書くか、"
        + "--leases を指定してください"),
    .tenant: Wording(
      "inside a tunnel the tenant is not seen; only some services name it in their host",
      "暗号化された通信の中のテナントは見えません。ホスト名に現れるのは一部のサービスだけです"),
  ]

  private static let squidNever: [Field: Wording] = [
    .account: Wording(
      "Squid does not know the account inside a service; a proxy that decrypts, or the service's own "
        + "audit log, does",
      "サービス内のアカウントは Squid には分かりません。復号するプロキシか、サービス側の監査ログが必要です"),
    .siteCategory: Wording(
      "Squid does not sort sites; a URL filter does", "Squid はサイトを分類しません。URL フィルターのログが必要です"),
  ]

  private static let headerChecks = Wording(
    "Postfix names attachments only if header_checks logs them; let main.cf say: "
      + "mime_header_checks = regexp:/etc/postfix/mime_header_checks  and that file: "
      + "/^Content-(Disposition|Type):.*name/ INFO",
    "Postfix は、header_checks で記録しないかぎり添付の名前を残しません。main.cf に次のように書いてください: "
      + "mime_header_checks = regexp:/etc/postfix/mime_header_checks  そしてそのファイルに: "
      + "/^Content-(Disposition|Type):.*name/ INFO")

  private static let ownDomains = Wording(
    "say which domains are the company's own: extend company_domains with (…)",
    "会社のドメインを書いてください: extend company_domains with (…)")

  private static let recipients = Wording(
    "the envelope does not tell To from Cc and Bcc; use recipient",
    "封筒には To・Cc・Bcc の区別がありません。recipient を使ってください")

  /// Parameters of Postfix, https://www.postfix.org/postconf.5.html (read 2026-11).
  private static let postfix: [Field: Wording] = [
    .attachment: headerChecks, .attachmentCount: headerChecks, .direction: ownDomains,
    .bytesOut: ownDomains, .cc: recipients, .bcc: recipients,
    .subject: Wording(
      "let main.cf say: header_checks = regexp:/etc/postfix/header_checks  and that file: "
        + "/^Subject:/ INFO",
      "main.cf に header_checks = regexp:/etc/postfix/header_checks 、そのファイルに /^Subject:/ INFO と書いてください"
    ),
    .user: Wording(
      "let senders sign in (smtpd_sasl_auth_enable = yes), or give a roster with their addresses",
      "送信者に認証を求める(smtpd_sasl_auth_enable = yes)か、アドレスのある名簿を指定してください"),
  ]

  private static let sambaSizes = Wording(
    "vfs_full_audit logs no sizes; the rules over paths and counts remain",
    "vfs_full_audit は大きさを記録しません。パスと件数を使うルールは使えます")

  /// Variables of the audit's prefix, vfs_full_audit(8) and smb.conf(5) (read 2026-11).
  private static let samba: [Field: Wording] = [
    .user: sambaPrefix("%u"), .srcIP: sambaPrefix("%I"), .host: sambaPrefix("%m"),
    .size: sambaSizes, .bytesOut: sambaSizes,
    .targetPath: Wording(
      "let smb.conf audit renames: full_audit:success = … renameat",
      "smb.conf で名前の変更も監査してください: full_audit:success = … renameat"),
  ]

  private static func sambaPrefix(_ variable: String) -> Wording {
    Wording(
      "put \(variable) into full_audit:prefix of smb.conf, and declare the prefix",
      "smb.conf の full_audit:prefix に \(variable) を加え、その prefix を宣言してください")
  }

  private static let usb: [Field: Wording] = [
    .user: Wording(
      "the kernel names the machine only: fill the roster's column hosts, or give --leases",
      "カーネルの行には端末名しかありません。名簿の hosts 列か --leases で補ってください"),
    .deviceSerial: Wording(
      "the devices plugged in here have no serial number", "ここで接続された機器にはシリアル番号がありません"),
  ]
}
