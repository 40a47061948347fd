internal import EventModel

extension BuiltInFormat {
  /// W3C extended logs of servers and proxies: IIS, Blue Coat ProxySG, Netskope, CloudFront and others,
  /// whatever columns `#Fields` names.
  ///
  /// Source: <https://www.w3.org/TR/WD-logfile.html>; `cs` is client to server, `sc` server to client.
  static let w3c = BuiltInFormat(
    "w3c", kind: .web, marks: ["#Fields:"], timezone: .utc,
    w3cDeclaration(.anyNamed(["date"]), .anyNamed(["time"])))

  /// The same with the clock of the machine, as IIS Advanced Logging writes it.
  static let w3cLocal = BuiltInFormat(
    "w3c_local", kind: .web, marks: ["#Fields:", "date-local"],
    w3cDeclaration(.anyNamed(["date-local"]), .anyNamed(["time-local"])).with { $0.isLocal = true })

  private static func w3cDeclaration(
    _ date: RecordDeclaration.Place, _ clock: RecordDeclaration.Place
  ) -> RecordDeclaration {
    RecordDeclaration(
      syntax: .w3c,
      values: [
        .time(date, clock, as: .iso),
        .column(.user, "cs-username", "cs-userdn", "cs-auth-user", "c-auth-id", "c-username"),
        .column(.srcIP, "c-ip", "client-ip"),
        .column(.code, "s-action", "x-cs-app-activity"),
        .column(.outcome, "sc-filter-result").meaning([.blocked: ["DENIED"]]),
        .column(.outcome, "s-action").meaning([
          .blocked: ["TCP_DENIED", "TCP_DENIED_REDIRECT", "DENIED", "Denied"]
        ]),
        .column(.outcome, "x-policy-action").meaning([.blocked: ["block", "blocked"]]),
        .column(.method, "cs-method"),
        .column(.status, "sc-status"),
        .column(.bytesOut, "cs-bytes"),
        .column(.bytesIn, "sc-bytes"),
        .column(.domain, "x-host-header", "cs-host", "cs(Host)", "r-host"),
        .column(.url, "x-cs-url", "cs-url", "cs-uri", "c-uri"),
        .column(.path, "cs-uri-path", "cs-uri-stem", "x-cs-uri-path"),
        .column(
          .contentType, "rs(Content-Type)", "sc(Content-Type)", "cs-mime-type", "sc-content-type"),
        .column(.userAgent, "cs(User-Agent)", "cs-user-agent", "c-agent"),
        .column(.siteCategory, "cs-categories", "sc-filter-category", "cs-category", "x-category"),
        .column(.tenant, "x-cs-app-instance-id"),
        .column(.account, "x-cs-app-from-user"),
      ]
    ).with {
      $0.decidingColumns = [
        "cs-method", "cs-host", "cs(Host)", "cs-uri", "cs-uri-stem", "cs-uri-path", "cs-url",
        "c-uri", "sc-status",
      ]
      $0.joinsStatus = true
    }
  }
}
