internal import ByteScan
internal import EventModel

/// Zeek's logs, tab-separated or as JSON: <https://docs.zeek.org/en/v7.0.11/script-reference/log-files.html>.
///
/// The originator opened the connection, so what it sent is `bytes_out`.
extension BuiltInFormat {
  static let zeek: [BuiltInFormat] =
    [zeekHTTP, zeekConn, zeekSSL, zeekFiles, zeekSMTP].map { $0.format(isJSON: false) }
    + [zeekHTTP, zeekConn, zeekSSL, zeekFiles, zeekSMTP].map { $0.format(isJSON: true) }

  /// One of Zeek's logs.
  private struct Log {
    var name: String
    var kind: EventKind
    var columns: [String]
    /// Which of them lines of JSON leave out where they are not set, so that the front of a file may have none.
    var oftenUnset: [String] = []
    var conditions: [(column: String, values: [String])] = []
    /// Without a value in this column a record tells nothing.
    var needed: String?
    var basis = BuiltInFormat.Basis.seen
    var values: [RecordDeclaration.Value]

    func format(isJSON: Bool) -> BuiltInFormat {
      BuiltInFormat(
        isJSON ? "zeek_\(name)_json" : "zeek_\(name)", kind: kind,
        marks: isJSON
          ? ["{\"ts\":"] + columns.filter { !oftenUnset.contains($0) }.map { "\"\($0)\":" }
          : ["#path\t\(name)", "#fields\t"],
        basis: basis,
        RecordDeclaration(
          syntax: isJSON ? .json : .zeek,
          identifyingColumns: isJSON ? [] : columns,
          values: values(isJSON)
        ).with {
          $0.missingWords = ["(empty)"]
          // The recipients of a mail are a set.
          $0.takesArrays = isJSON && kind == .mail
          $0.conditions = conditions.map { column, words in
            let place: RecordDeclaration.Place = isJSON ? .path([column]) : .named(column)
            return RecordDeclaration.Condition(
              place, RecordDeclaration.Mapping(words.map { ($0, .ignored) }, otherwise: .missing))
          }
          // A stream of several logs in JSON tells them apart by what they have.
          if let needed = needed ?? (isJSON ? columns.first : nil) {
            $0.conditions.append(.present(isJSON ? .path([needed]) : .named(needed)))
          }
        })
    }

    /// Columns have the same names in both; a name with a point is one name in JSON too.
    private func values(_ isJSON: Bool) -> [RecordDeclaration.Value] {
      let time = RecordDeclaration.Value(
        field: .time, origin: .places([isJSON ? .path(["ts"]) : .named("ts")]),
        timeForm: .epochOfAnyUnit)
      return [time]
        + values.map { value in
          var value = value
          if isJSON, case .places(let places) = value.origin {
            value.origin = .places(
              places.map { place in
                if case .named(let name) = place { return .path([name]) }
                return place
              })
          }
          return value
        }
    }
  }

  private static let zeekHTTP = Log(
    name: "http", kind: .web, columns: ["method", "host", "uri", "request_body_len"],
    values: [
      .column(.user, "username"), .column(.srcIP, "id.orig_h"), .column(.code, "uid"),
      .column(.method, "method"), .column(.domain, "host"), .column(.url, "uri"),
      .column(.status, "status_code"), .column(.bytesOut, "request_body_len"),
      .column(.bytesIn, "response_body_len"), .column(.userAgent, "user_agent"),
    ])

  /// Connections of other services than those that have a log of their own.
  private static let zeekConn = Log(
    name: "conn", kind: .web, columns: ["conn_state", "orig_bytes", "resp_bytes"],
    oftenUnset: ["orig_bytes", "resp_bytes"],
    conditions: [
      ("service", ["dns", "dhcp", "ntp", "http", "smtp"]), ("local_resp", ["T", "true"]),
    ],
    values: [
      .column(.srcIP, "id.orig_h"), .column(.code, "uid"), .column(.domain, "id.resp_h"),
      .column(.method, "service").meaning([
        .connect: ["ssl", "quic", "ssl,quic", "quic,ssl", "http,ssl", "ssl,http"]
      ]),
      .column(.outcome, "conn_state").meaning([
        .allowed: ["SF", "S1", "S2", "S3", "RSTO", "RSTR", "OTH"],
        .failed: ["S0", "REJ", "RSTOS0", "RSTRH", "SH", "SHR"],
      ]),
      .column(.bytesOut, "orig_bytes"), .column(.bytesIn, "resp_bytes"),
    ])

  private static let zeekSSL = Log(
    name: "ssl", kind: .web, columns: ["established", "cipher"],
    values: [
      .column(.srcIP, "id.orig_h"), .column(.code, "uid"), .column(.domain, "server_name"),
      .column(.outcome, "established").meaning([
        .allowed: ["T", "true"], .failed: ["F", "false"],
      ]),
    ])

  /// Files with a name that went over HTTP or FTP; certificates and what stays inside are left out.
  private static let zeekFiles = Log(
    name: "files", kind: .file, columns: ["fuid", "seen_bytes", "is_orig"],
    conditions: [("source", ["SSL", "SMTP", "SMB", "KRB", "RDP"])], needed: "filename",
    // The published lines name no file.
    basis: .unverified,
    values: [
      .column(.srcIP, "id.orig_h"), .column(.code, "fuid"),
      .column(.path, "filename"),
      .column(.size, "seen_bytes"),
      .column(.action, "is_orig").meaning([
        .upload: ["T", "true"], .download: ["F", "false"],
      ]),
    ])

  private static let zeekSMTP = Log(
    name: "smtp", kind: .mail, columns: ["mailfrom", "rcptto"], needed: "mailfrom",
    values: [
      .column(.srcIP, "id.orig_h"), .column(.code, "uid"), .column(.sender, "mailfrom"),
      .column(.to, "rcptto").list(UInt8(ascii: ",")), .column(.subject, "subject"),
      .column(.outcome, "last_reply", part: .first(1)).meaning([
        .allowed: ["2"], .failed: ["4", "5"],
      ]),
    ])
}
