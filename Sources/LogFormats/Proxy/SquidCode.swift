/// What one `%` code of a Squid logformat stands for, as far as events need it.
///
/// The codes and their meaning are those of squid.conf's `logformat` directive (Squid 3.1 to 6).
enum SquidCode: UInt8, Sendable {
  case epochSeconds, milliseconds, localTime, gmtTime, elapsed
  case clientAddress, clientName
  case resultCode, status, serverStatus
  case requestBytes, replyBytes
  case method, url, clientURL, requestHost, requestPath, serverName
  case anyUser, loginUser, externalUser, tlsUser, identUser
  case contentType, userAgent
  /// A code that stands in the line but says nothing an event holds.
  case skipped

  /// How many codes there are, `skipped` included.
  static let count = Int(skipped.rawValue) + 1

  /// Whether the value is a number, `-` for none.
  var isNumber: Bool {
    switch self {
    case .elapsed, .status, .serverStatus, .requestBytes, .replyBytes: true
    default: false
    }
  }
}

/// One code by its spelling in squid.conf.
struct SquidCodeName {
  var spelling: String
  var code: SquidCode
  /// Whether a value may hold blanks unless it is quoted.
  var mayHoldBlanks = false

  /// Every code that Squid 3.1 to 6 know, so that the longest spelling can be found.
  static let all: [SquidCodeName] = known + irrelevant + irrelevantTexts

  private static let known: [SquidCodeName] = table.map {
    SquidCodeName(spelling: $0.0, code: $0.1)
  }

  private static let table: [(String, SquidCode)] = [
    ("ts", .epochSeconds), ("tu", .milliseconds), ("tl", .localTime), ("tg", .gmtTime),
    ("tr", .elapsed), (">a", .clientAddress), (">A", .clientName), ("Ss", .resultCode),
    (">Hs", .status), ("Hs", .status), ("<Hs", .serverStatus), (">st", .requestBytes),
    ("<st", .replyBytes), ("rm", .method), (">rm", .method), ("ru", .url), (">ru", .clientURL),
    (">rd", .requestHost), (">rp", .requestPath), ("rp", .requestPath),
    ("ssl::>sni", .serverName), ("un", .anyUser), ("ul", .loginUser), ("ue", .externalUser),
    ("us", .tlsUser), ("ui", .identUser), ("mt", .contentType),
  ]

  private static let irrelevant: [SquidCodeName] = [
    "sn", ">p", ">la", ">lp", "la", "lp", "<a", "<A", "<p", "<la", "<lp", ">eui", ">qos", "<qos",
    ">nfmark", "<nfmark", "transport::>connection_id", "dt", "tS", "busy_time", "Sh", "st", ">sh",
    "<sh", "sh", "<rm", "<ru", "<rs", ">rs", "<rd", ">rP", "<rP", "<rp", ">rv", "rv", "<rv",
    "err_code", "credentials", "<bs", "<pt", "<tt", "icap::tt", "icap::<last_h", "adapt::sum_trs",
    "adapt::all_trs", "ssl::bump_mode", "ssl::<cert_errors", "ssl::>negotiated_version",
    "ssl::<negotiated_version", "ssl::>negotiated_cipher", "ssl::<negotiated_cipher",
    "tls_handshake", "master_xaction", "proxy_protocol::>h",
  ].map { SquidCodeName(spelling: $0, code: .skipped) }

  private static let irrelevantTexts: [SquidCodeName] = [
    ">h", "<h", ">ha", "adapt::<last_h", "ea", "et", "note", "err_detail", "ssl::>cert_subject",
    "ssl::>cert_issuer", "ssl::<cert_subject", "ssl::<cert_issuer", "<tcpinfo",
  ].map { SquidCodeName(spelling: $0, code: .skipped, mayHoldBlanks: true) }
}
