internal import EventModel

extension SourceAdvice {
  /// What helps at servers and services whose lines need no declaration: by source, by field.
  static func server(_ field: Field, _ capability: FormatCapability) -> Wording? {
    servers[capability.source]?[field]
  }

  private static let servers: [String: [Field: Wording]] = [
    "linux_audit": linuxAudit, "openssh_sftp": sftp, "openssh": sshd, "vsftpd": ftp,
    "xferlog": ftp, "cups": cups, "usbguard": usbguard, "cisco_asa": asa,
    "postgresql": postgres, "postgresql_csv": postgres, "postgresql_stderr": postgresText,
    "mariadb_audit": mariadb, "google_drive": drive, "box": box, "dropbox": dropbox,
    "tinyproxy": tinyproxy, "webdav": webDAV,
  ]

  /// Settings of auditd.conf(5) and auditctl(8) (read 2026-11).
  private static let linuxAudit: [Field: Wording] = [
    .host: Wording(
      "let auditd.conf say: name_format = hostname", "auditd.conf に name_format = hostname と書いてください"
    ),
    .user: Wording(
      "let auditd.conf say: log_format = ENRICHED  (names instead of numbers), and let pam_loginuid "
        + "stand in the PAM files of every way to sign in",
      "auditd.conf に log_format = ENRICHED と書き(番号の代わりに名前)、サインインの経路すべての PAM 設定に pam_loginuid を入れてください"
    ),
    .path: Wording(
      "watch the folders in question: auditctl -w /srv/share -p rwa -k share",
      "対象のフォルダーを監視してください: auditctl -w /srv/share -p rwa -k share"),
    .size: auditSizes, .bytesOut: auditSizes,
  ]

  private static let auditSizes = Wording(
    "the audit logs no sizes; the rules over paths and counts remain",
    "監査は大きさを記録しません。パスと件数を使うルールは使えます")

  private static let webDAV: [Field: Wording] = [
    .size: davSizes, .bytesOut: davSizes,
    .targetPath: Wording(
      "the log does not tell where a file was moved or copied to; the rules over paths and counts remain",
      "移動先やコピー先は記録されません。パスと件数を使うルールは使えます"),
  ]

  private static let davSizes = Wording(
    "the log counts bytes of replies, not of files; the rules over paths and counts remain",
    "記録されるのは応答のバイト数で、ファイルの大きさではありません。パスと件数を使うルールは使えます")

  /// tinyproxy.conf(5) of 1.11 (read 2026-11).
  private static let tinyproxy: [Field: Wording] = [
    .bytesOut: proxyBytes, .bytesIn: proxyBytes,
    .user: Wording(
      "tinyproxy logs the client's address only, with BasicAuth too: fill the roster's column hosts, or give "
        + "--leases",
      "tinyproxy は BasicAuth を使っても端末のアドレスしか記録しません。名簿の hosts 列か --leases で補ってください"),
    .outcome: Wording(
      "tinyproxy does not say which request it refused; put Squid in its place",
      "tinyproxy のログからは、拒否された要求がどれか分かりません。Squid に置き換えてください"),
    .srcIP: Wording(
      "let tinyproxy.conf say: LogLevel Connect", "tinyproxy.conf に LogLevel Connect と書いてください"),
  ]

  private static let proxyBytes = Wording(
    "tinyproxy counts no bytes; put Squid in its place, or read the log of the firewall behind it",
    "tinyproxy は転送量を記録しません。Squid に置き換えるか、その先のファイアウォールのログを読ませてください")

  /// Options of sftp-server(8) (read 2026-11).
  private static let sftp: [Field: Wording] = [
    .path: sftpFiles, .size: sftpFiles, .action: sftpFiles,
    .bytesOut: Wording(
      "what leaves by this server is downloaded: use action = download and size",
      "このサーバーから出るのはダウンロードです。action = download と size を使ってください"),
  ]

  private static let sftpFiles = Wording(
    "let sshd_config say: Subsystem sftp internal-sftp -f AUTH -l INFO",
    "sshd_config に Subsystem sftp internal-sftp -f AUTH -l INFO と書いてください")

  private static let sshd: [Field: Wording] = [
    .bytesOut: Wording(
      "sshd does not count what a session carries; the firewall in front of it does",
      "sshd はセッションの転送量を記録しません。手前のファイアウォールのログが必要です")
  ]

  /// Options of vsftpd.conf(5) (read 2026-11).
  private static let ftp: [Field: Wording] = [
    .user: Wording(
      "let nobody in without a name: vsftpd.conf anonymous_enable=NO",
      "匿名の利用を止めてください: vsftpd.conf の anonymous_enable=NO"),
    .targetPath: Wording(
      "xferlog has transfers only; vsftpd.conf: xferlog_std_format=NO logs renamings and deletions too",
      "xferlog には転送しかありません。vsftpd.conf の xferlog_std_format=NO なら、改名と削除も記録されます"),
    .bytesOut: Wording(
      "what leaves by this server is downloaded: use action = download and size",
      "このサーバーから出るのはダウンロードです。action = download と size を使ってください"),
  ]

  /// cupsd.conf(5) and cups-files.conf(5), PageLogFormat (read 2026-11).
  private static let cups: [Field: Wording] = [
    .document: Wording(
      "let cupsd.conf say: PageLogFormat %p %u %j %T %P %C %{job-billing} %{job-originating-host-name} %{job-name} "
        + "%{media} %{sides}",
      "cupsd.conf に次のように書いてください: PageLogFormat %p %u %j %T %P %C %{job-billing} "
        + "%{job-originating-host-name} %{job-name} %{media} %{sides}"),
    .user: Wording(
      "let cupsd.conf ask who prints: AuthType Default in the policy of Print-Job",
      "cupsd.conf で印刷する人を認証してください: Print-Job のポリシーに AuthType Default"),
    .size: Wording(
      "page_log has no bytes; the rules over pages remain", "page_log に大きさはありません。ページ数を使うルールは使えます"),
  ]

  private static let usbguard: [Field: Wording] = [
    .user: Wording(
      "the daemon names the machine only: fill the roster's column hosts, or give --leases",
      "usbguard の行には端末名しかありません。名簿の hosts 列か --leases で補ってください"),
    .deviceSerial: Wording(
      "the devices plugged in here have no serial number", "ここで接続された機器にはシリアル番号がありません"),
    .deviceVendor: Wording(
      "usbguard logs numbers and the name of the device; the kernel's own lines have the vendor: keep "
        + "kern.log beside it",
      "usbguard にあるのは番号と機器名です。製造元はカーネルの行にあるので、kern.log も読ませてください"),
  ]

  /// Syslog messages of the ASA, https://www.cisco.com/c/en/us/td/docs/security/asa/syslog/b_syslog.html (read 2026-11).
  private static let asa: [Field: Wording] = [
    .bytesOut: asaSessions, .bytesIn: asaSessions, .service: asaSessions,
    .user: Wording(
      "let the ASA log names: no logging hide username",
      "ASA に利用者名を記録させてください: no logging hide username"),
  ]

  private static let asaSessions = Wording(
    "send the message that ends a session: logging trap informational, or logging message 113019 level "
      + "notifications",
    "セッション終了の記録を送ってください: logging trap informational、または logging message 113019 level notifications")

  /// Parameters of pgaudit, https://github.com/pgaudit/pgaudit (read 2026-11).
  private static let postgres: [Field: Wording] = [
    .rows: Wording(
      "load pgaudit and let postgresql.conf say: pgaudit.log = 'read'  pgaudit.log_rows = on",
      "pgaudit を読み込み、postgresql.conf に pgaudit.log = 'read' と pgaudit.log_rows = on を書いてください"),
    .table: Wording(
      "load pgaudit and let postgresql.conf say: pgaudit.log = 'read'  pgaudit.log_relation = on",
      "pgaudit を読み込み、postgresql.conf に pgaudit.log = 'read' と pgaudit.log_relation = on を書いてください"),
    .statement: Wording(
      "let postgresql.conf say: log_statement = 'all'  lc_messages = 'C'",
      "postgresql.conf に log_statement = 'all' と lc_messages = 'C' を書いてください"),
  ]

  private static let prefix = Wording(
    "let postgresql.conf say: log_line_prefix = '%m [%p] %q%u@%d '  or log_destination = 'csvlog'",
    "postgresql.conf に log_line_prefix = '%m [%p] %q%u@%d ' か log_destination = 'csvlog' を書いてください")

  private static let client = Wording(
    "let postgresql.conf say: log_line_prefix = '%t [%p]: user=%u,db=%d,app=%a,client=%h '  or "
      + "log_destination = 'csvlog'",
    "postgresql.conf に log_line_prefix = '%t [%p]: user=%u,db=%d,app=%a,client=%h ' か "
      + "log_destination = 'csvlog' を書いてください")

  private static let postgresText: [Field: Wording] = postgres.merging([
    .user: prefix, .database: prefix, .srcIP: client, .host: client,
  ]) { own, _ in own }

  /// The audit plugin, https://mariadb.com/kb/en/mariadb-audit-plugin-log-settings/ (read 2026-11).
  private static let mariadb: [Field: Wording] = [
    .statement: Wording(
      "let the server say: server_audit_events = CONNECT,QUERY  server_audit_query_log_limit = 65536",
      "サーバーに server_audit_events = CONNECT,QUERY と server_audit_query_log_limit = 65536 を設定してください"),
    .table: Wording(
      "let the server say: server_audit_events = CONNECT,QUERY,TABLE; the rules over statements remain",
      "サーバーに server_audit_events = CONNECT,QUERY,TABLE を設定してください。文を使うルールは使えます"),
    .rows: Wording(
      "server_audit counts no rows; the slow query log (long_query_time = 0) has Rows_sent",
      "server_audit は行数を記録しません。スロークエリログ(long_query_time = 0)には Rows_sent があります"),
  ]

  private static let driveSizes = Wording(
    "the activities of Drive tell no sizes; the rules over paths and counts remain",
    "ドライブのアクティビティに大きさはありません。パスと件数を使うルールは使えます")

  private static let drive: [Field: Wording] = [
    .size: driveSizes, .bytesOut: driveSizes,
    .srcIP: Wording(
      "take the activities from the Reports API (activities.list), which has ipAddress",
      "ipAddress のある Reports API(activities.list)から取得してください"),
  ]

  private static let box: [Field: Wording] = [
    .size: Wording(
      "take the events with stream_type=admin_logs and the whole source object",
      "stream_type=admin_logs で、source を省かずに取得してください")
  ]

  /// Plans of Dropbox: https://www.dropbox.com/developers/documentation/http/teams#team_log-get_events (read 2026-11).
  private static let dropbox: [Field: Wording] = [
    .path: dropboxFiles, .action: dropboxFiles, .size: dropboxFiles, .bytesOut: dropboxFiles,
    .srcIP: Wording(
      "take the events whole from team_log/get_events: the address stands in origin.geo_location",
      "team_log/get_events の項目を省かずに取得してください。アドレスは origin.geo_location にあります"),
  ]

  private static let dropboxFiles = Wording(
    "events about files (category file_operations) need a plan that has them; ask team/features/get_values",
    "ファイルの記録(file_operations)があるのは一部のプランだけです。team/features/get_values で確かめてください")
}
