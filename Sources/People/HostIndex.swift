internal import ByteScan
internal import EventModel

/// Which person a computer belongs to.
///
/// A name with its domain and one without are the same computer when their first labels are; two
/// names with different domains are not.
struct HostIndex: Hashable, Sendable {
  private var byName: [[UInt8]: Int] = [:]
  /// The first labels of names that have a domain.
  private var byFirstLabel: [[UInt8]: Int] = [:]

  /// Notes that a computer, folded, is a person's.
  mutating func add(_ host: [UInt8], of person: Int) {
    byName.claim(host, for: person)
    if let label = Self.firstLabel(of: host) { byFirstLabel.claim(label, for: person) }
  }

  /// Returns the index of the person, if there is just one.
  func person(of host: [UInt8]) -> Int? {
    let found: Int?
    if let exact = byName[host] {
      found = exact
    } else if let label = Self.firstLabel(of: host) {
      found = byName[label]
    } else {
      found = byFirstLabel[host]
    }
    return found == PeopleDirectory.severalPeople ? nil : found
  }

  /// Returns the part before the first dot, or `nil` if there is no dot or the host is an address.
  static func firstLabel(of host: [UInt8]) -> [UInt8]? {
    guard let dot = host.firstIndex(of: UInt8(ascii: ".")), dot > 0, !Domain.isAddress(host.span)
    else { return nil }
    return Array(host[..<dot])
  }
}
