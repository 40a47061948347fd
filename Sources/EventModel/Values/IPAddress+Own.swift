extension IPAddress {
  /// Whether the address means the machine itself, or none: `127.0.0.0/8`, `::1`, `0.0.0.0`, `::`.
  package var isOwn: Bool {
    if isIPv4 { return bits >> 24 & 0xFF == 127 || bits & 0xFFFF_FFFF == 0 }
    return bits <= 1
  }
}
