internal import EventModel

extension BuiltInFormat {
  /// The main log of Blue Coat ProxySG (`bcreportermain_v1`) without its header, as it is sent by syslog.
  ///
  /// Times are in UTC, as in every extended log. What stands behind `x-virus-id` differs between versions
  /// and is not read.
  static let proxysg = BuiltInFormat(
    "proxysg", kind: .web, marks: [], timezone: .utc,
    RecordDeclaration(
      syntax: .columns([
        "date", "time", "time-taken", "c-ip", "cs-username", "cs-auth-group", "x-exception-id",
        "sc-filter-result", "cs-categories", "cs(Referer)", "sc-status", "s-action", "cs-method",
        "rs(Content-Type)", "cs-uri-scheme", "cs-host", "cs-uri-port", "cs-uri-path",
        "cs-uri-query", "cs-uri-extension", "cs(User-Agent)", "s-ip", "sc-bytes", "cs-bytes",
        "x-virus-id",
      ]),
      values: [
        .time(.named("date"), .named("time"), as: .iso),
        .column(.user, "cs-username"),
        .column(.srcIP, "c-ip"),
        .column(.code, "s-action"),
        .column(.outcome, "sc-filter-result").meaning([.blocked: ["DENIED"]]),
        .column(.outcome, "s-action").meaning([.blocked: ["TCP_DENIED", "TCP_DENIED_REDIRECT"]]),
        .column(.method, "cs-method"),
        .column(.status, "sc-status"),
        .column(.bytesOut, "cs-bytes"),
        .column(.bytesIn, "sc-bytes"),
        .column(.domain, "cs-host"),
        .column(.path, "cs-uri-path"),
        .column(.contentType, "rs(Content-Type)"),
        .column(.userAgent, "cs(User-Agent)"),
        .column(.siteCategory, "cs-categories"),
      ]
    ).with {
      $0.openings = ["20"]
      $0.signs = [" OBSERVED ", " PROXIED ", " DENIED "]
      $0.joinsStatus = true
    })
}
