internal import ByteScan
internal import EventModel

/// Returns a text of a rule in the form in which predicates hold it: folded unless exact, and a
/// domain without port and trailing dot.
func normalized(_ text: String, as type: ValueType, isExact: Bool) -> String {
  if isExact { return text }
  let folded = TextFolding.folded(text)
  guard type == .domain else { return folded }
  var host = folded[...]
  if let colon = host.lastIndex(of: ":"), host[host.index(after: colon)...].allSatisfy(\.isNumber) {
    host = host[..<colon]
  }
  while host.last == "." { host = host.dropLast() }
  return String(host)
}

/// Whether a text is an IP address, or a network of them.
func isAddress(_ text: some StringProtocol) -> Bool {
  if isIPv4(text) { return true }
  let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
  if halves.count == 2 {
    guard let length = Int(halves[1]), (0...128).contains(length) else { return false }
  }
  let groups = halves[0].split(separator: ":", omittingEmptySubsequences: false)
  guard (3...8).contains(groups.count) else { return false }
  let isCompressed = halves[0].contains("::")
  return groups.allSatisfy { $0.utf8.count <= 4 && $0.allSatisfy(\.isHexDigit) }
    && (isCompressed || groups.count == 8)
}
