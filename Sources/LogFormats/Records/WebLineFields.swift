internal import EventModel

/// What the variables of a web server's format line say of an event.
///
/// Apache: mod_log_config and mod_logio, `%I` and `%O` are all bytes received and sent; nginx:
/// ngx_http_core_module and ngx_http_log_module. `bytes_out` is what the client sent: `%I`, `$request_length`.
enum WebLineFields {
  private static let fields: [(name: String, field: Field)] = [
    ("%u", .user), ("$remote_user", .user), ("%a", .srcIP), ("%h", .srcIP),
    ("$remote_addr", .srcIP), ("%m", .method), ("$request_method", .method), ("%U", .url),
    ("$request_uri", .url), ("%>s", .status), ("%s", .status), ("$status", .status),
    ("%I", .bytesOut), ("$request_length", .bytesOut), ("%O", .bytesIn), ("%B", .bytesIn),
    ("%b", .bytesIn), ("$bytes_sent", .bytesIn), ("$body_bytes_sent", .bytesIn),
    ("%V", .domain), ("%v", .domain), ("%{Host}i", .domain), ("$host", .domain),
    ("$http_host", .domain), ("$server_name", .domain), ("%{User-Agent}i", .userAgent),
    ("%{User-agent}i", .userAgent), ("$http_user_agent", .userAgent),
    ("%{Content-Type}o", .contentType), ("$sent_http_content_type", .contentType),
  ]

  /// Returns the fields that a format line tells and the declaration does not name itself.
  static func values(
    of pattern: LinePattern, besides named: [Field], kind: EventKind
  ) -> [RecordDeclaration.Value] {
    var values: [RecordDeclaration.Value] = []
    let columns = pattern.columns
    if !named.contains(.time), let time = time(among: columns) { values.append(time) }
    guard kind == .web else { return values }
    for (name, field) in fields
    where columns.contains(name) && !named.contains(field)
      && !values.contains(where: { $0.field == field })
    {
      values.append(RecordDeclaration.Value(field: field, origin: .places([.named(name)])))
    }
    return values
  }

  private static func time(among columns: [String]) -> RecordDeclaration.Value? {
    let stamp = (try? TimePattern("dd/MMM/yyyy:HH:mm:ss Z")).map { TimeForm.pattern($0) }
    let forms: [(name: String, form: TimeForm?)] = [
      ("%t", stamp), ("$time_local", stamp), ("$time_iso8601", .iso), ("$msec", .epoch),
      ("%{sec}t", .epoch), ("%{msec}t", .epochMilliseconds),
    ]
    for (name, form) in forms where columns.contains(name) {
      return RecordDeclaration.Value(
        field: .time, origin: .places([.named(name)]), timeForm: form)
    }
    return nil
  }
}
