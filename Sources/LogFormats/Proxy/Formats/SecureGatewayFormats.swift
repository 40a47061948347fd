internal import EventModel

/// Secure web gateways of Netskope, Skyhigh Security and Forcepoint.
extension BuiltInFormat {
  /// Netskope's web transaction events as JSON; as text they are W3C extended logs.
  ///
  /// `cs-bytes` is client to server. Source: <https://docs.netskope.com/en/transaction-events>.
  static let netskopeTransactions = BuiltInFormat(
    "netskope_transaction", kind: .web, marks: ["\"x-cs-timestamp\"", "\"cs-bytes\""],
    RecordDeclaration(
      syntax: .json,
      values: [
        .time(.json("x-cs-timestamp"), as: .epochOfAnyUnit), .json(.user, "cs-username"),
        .json(.srcIP, "x-cs-userip"), .json(.srcIP, "c-ip"), .json(.code, "x-cs-app-activity"),
        .json(.outcome, "x-policy-action").meaning([
          .blocked: ["block", "blocked"], .allowed: ["allow", "alert", "useralert", "bypass"],
        ]),
        .json(.outcome, "x-cs-ssl-engine-action").meaning([.blocked: ["Block"]]),
        .json(.method, "cs-method"), .json(.status, "sc-status"), .json(.bytesOut, "cs-bytes"),
        .json(.bytesIn, "sc-bytes"), .json(.domain, "cs-host"), .json(.url, "x-cs-url"),
        .json(.path, "x-cs-uri-path"), .json(.contentType, "cs-content-type"),
        .json(.userAgent, "cs-user-agent"), .json(.siteCategory, "x-category"),
        .json(.tenant, "x-cs-app-instance-id"), .json(.account, "x-cs-app-from-user"),
      ]
    ).with { $0.joinsStatus = true })

  /// Netskope's page, application and network events as JSON, from its REST API or Cloud Exchange.
  ///
  /// A page event is a visit with what both sides sent, so it has the method of a tunnel; an application event is
  /// what was done in it, and has no sizes of its own but that of the file. An action is told only where a policy
  /// acted. Source: <https://docs.netskope.com/en/using-the-rest-api-v2-dataexport-iterator-endpoints>.
  static let netskopeEvents = BuiltInFormat(
    "netskope_events", kind: .web, marks: ["\"access_method\"", "\"ur_normalized\""],
    RecordDeclaration(
      syntax: .json,
      values: [
        .time(.json("timestamp"), as: .epochOfAnyUnit), .json(.user, "user"),
        .json(.user, "ur_normalized"), .json(.host, "hostname"), .json(.srcIP, "userip"),
        .json(.srcIP, "srcip"), .json(.code, "activity"),
        .json(.outcome, "action").meaning([
          .blocked: ["block", "blocked", "quarantine"],
          .allowed: ["allow", "alert", "useralert", "bypass"],
        ]),
        .constant(.outcome, .allowed),
        .json(.method, "activity").meaning([
          .post: ["Upload", "Post", "Send"],
          .get: ["Download", "Browse", "View"],
        ]),
        .json(.method, "record_type").meaning([.connect: ["page", "network", "connection"]]),
        .json(.method, "type").meaning([.connect: ["page", "network", "connection"]]),
        .json(.bytesOut, "client_bytes"), .json(.bytesIn, "server_bytes"),
        .json(.domain, "domain"), .json(.domain, "page"), .json(.url, "url"),
        .json(.domain, "dsthost"), .json(.userAgent, "useragent"),
        .json(.contentType, "mime_type"), .json(.siteCategory, "appcategory"),
        .json(.tenant, "instance_id"), .json(.account, "from_user"),
      ]
    ).with {
      $0.lacksSchemes = true
      $0.conditions = [.only(.json("record_type"), "application", "page", "network", "connection")]
    })

  /// Skyhigh (McAfee) Web Gateway, pairs between bars as its SIEM rule set sends them.
  ///
  /// Source: the lines that collectors for it are tested with; `bytes_from_client` is what it sent.
  static let skyhigh = BuiltInFormat(
    "skyhigh", kind: .web, marks: ["|time_stamp=[", "|auth_user=", "|bytes_from_client="],
    RecordDeclaration(
      syntax: .keyValue, delimiter: UInt8(ascii: "|"),
      values: [
        .time(.named("time_stamp"), as: .written("[dd/MMM/yyyy:HH:mm:ss Z]")),
        .column(.user, "auth_user"), .column(.srcIP, "src_ip"), .column(.code, "block_reason"),
        .column(.outcome, "block_res").meaning([.allowed: ["0"]], otherwise: .word("blocked")),
        .column(.method, "method"), .column(.status, "status_code"),
        .column(.bytesOut, "bytes_from_client"), .column(.bytesIn, "bytes_to_client"),
        .column(.domain, "host"), .column(.url, "url"), .column(.contentType, "media_type"),
        .column(.userAgent, "user_agent"), .column(.siteCategory, "categories"),
      ]
    ).with {
      $0.joinsStatus = true
      $0.openings = ["McAfeeWG|", "SWG|", "mwg|"]
    })

  /// Forcepoint (Websense) Web Security, the pairs of its SIEM integration, which tell no time of their own.
  ///
  /// `bytes_out` is what the client sent. Source: the sample of
  /// <https://syslog-ng.github.io/admin-guide/120_Parser/023_Websense_parser/README>.
  static let forcepoint = BuiltInFormat(
    "forcepoint", kind: .web, marks: [],
    RecordDeclaration(
      syntax: .keyValue,
      values: [
        .time(.envelope, as: .iso), .column(.user, "loginID"), .column(.user, "user"),
        .column(.srcIP, "src_ip"), .column(.srcIP, "src_host"), .column(.code, "disposition"),
        .column(.outcome, "action").meaning([
          .allowed: ["permitted", "allowed"], .blocked: ["blocked", "denied"],
        ]),
        .column(.method, "http_method"), .column(.status, "http_proxy_status_code"),
        .column(.bytesOut, "bytes_out"), .column(.bytesIn, "bytes_in"),
        .column(.domain, "dst_host"), .column(.url, "url"),
        .column(.contentType, "http_content_type"), .column(.userAgent, "http_user_agent"),
        .column(.siteCategory, "category"),
      ]
    ).with {
      $0.joinsStatus = true
      $0.openings = ["vendor=Websense ", "vendor=Forcepoint "]
    })

  /// Reports of Forcepoint's cloud service as quoted values without a header, which tell no sizes.
  ///
  /// Source: <https://github.com/elastic/integrations/tree/main/packages/forcepoint_web>.
  static let forcepointCloud = BuiltInFormat(
    "forcepoint_cloud", kind: .web, marks: [],
    RecordDeclaration(
      syntax: .csv,
      values: [
        .time(.numbered(1), .numbered(2), as: .written("dd/MM/yyyy HH:mm:ss")),
        .column(.user, 3), .column(.siteCategory, 5),
        .column(.outcome, 6).meaning([.allowed: ["Allowed"], .blocked: ["Blocked"]]),
        .column(.url, 9), .column(.srcIP, 10), .column(.userAgent, 15), .column(.status, 16),
        .column(.method, 17).meaning([
          .connect: ["Connect", "CONNECT"], .get: ["Get", "GET"], .post: ["Post", "POST"],
          .put: ["Put", "PUT"], .head: ["Head", "HEAD"], .delete: ["Delete", "DELETE"],
          .options: ["Options", "OPTIONS"], .patch: ["Patch", "PATCH"],
        ]),
      ]
    ).with {
      $0.signs = ["\",\"Allowed\",\"", "\",\"Blocked\",\""]
      $0.missingWords = ["Not available", "anonymous", "None"]
      $0.lacksSchemes = true
      $0.joinsStatus = true
      $0.leastColumnCount = 17
    })
}
