import ByteScan
import EventModel

/// All live lists of domains in one table of label suffixes.
///
/// `a.b.example.jp` is looked up as `jp`, `example.jp`, `b.example.jp` and itself, each in one probe
/// of the same table, whatever the number of lists. A suffix starts only where a label starts, so
/// `evil4shared.com` is never inside `4shared.com`.
final class DomainLists: Sendable {
  private let table: ByteKeyTable
  let memberships: Memberships

  /// Creates the table of domains that were normalised as event hosts are.
  init(_ builder: Memberships.Builder, bitCount: Int) {
    let built = builder.build(bitCount: bitCount)
    table = ByteKeyTable(built.keys, isHashedFromEnd: true)
    memberships = built.memberships
  }

  /// Another hold on the same table, for one worker alone.
  init(forOneWorker other: DomainLists) {
    table = other.table
    memberships = other.memberships
  }

  /// Returns a domain in the form that the table collects; `*.` or a dot in front means the same.
  static func key(of domain: String) -> [UInt8] {
    let bytes = Array(domain.utf8)
    // Most entries of a long list are in this form already.
    if bytes.first != UInt8(ascii: "."), Domain.isPlain(bytes.span) { return bytes }
    var name = domain[...]
    while name.hasPrefix("*.") || name.hasPrefix(".") {
      name = name.dropFirst(name.hasPrefix("*") ? 2 : 1)
    }
    return Array(Domain.normalised(String(name)).utf8)
  }

  /// Marks the lists that contain a normalised host or one of its parent domains.
  ///
  /// - Complexity: O(*n*) in the bytes of the host.
  func mark(
    _ host: Span<UInt8>, at time: Timestamp, in bits: inout [UInt64], from start: Int
  ) {
    guard let last = host.indices.last else { return }
    // An address lies below nothing: 10.0.0.1 is no part of a domain `0.1`.
    let isAddress = host[last].isAsciiDigit && Domain.isAddress(host)
    var hash = KeyHash()
    let shortest = max(0, host.count - table.longestKey)
    var index = host.count
    while index > shortest {
      index -= 1
      hash.take(host[index])
      guard index == 0 || (host[index - 1] == UInt8(ascii: ".") && !isAddress) else { continue }
      if let number = table.number(of: hash.finished, at: index..<host.count, in: host) {
        memberships.mark(number, at: time, in: &bits, from: start)
      }
    }
  }
}
