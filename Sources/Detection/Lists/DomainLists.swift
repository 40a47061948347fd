import ByteScan
import EventModel

/// All live lists of domains in one table of label suffixes.
///
/// `a.b.example.jp` is looked up as `jp`, `example.jp`, `b.example.jp` and itself, each in one probe
/// of the same table, whatever the number of lists. A suffix starts only where a label starts, so
/// `evil4shared.com` is never inside `4shared.com`.
final class DomainLists: Sendable {
  let lists: HashedLists

  /// Creates the table of domains that were normalised as event hosts are.
  init(_ lists: HashedLists) { self.lists = lists }

  /// Another hold on the same table, for one worker alone.
  init(forOneWorker other: DomainLists) { lists = other.lists }

  /// Replaces `key` by a domain in the form that the table collects; `*.` or a dot in front means
  /// the same.
  static func writeKey(of domain: Span<UInt8>, into key: inout [UInt8]) {
    var start = 0
    while start < domain.count {
      if domain[start] == UInt8(ascii: ".") {
        start += 1
      } else if domain[start] == UInt8(ascii: "*"), start + 1 < domain.count,
        domain[start + 1] == UInt8(ascii: ".")
      {
        start += 2
      } else {
        break
      }
    }
    Domain.normalise(domain.extracting(start..<domain.count), into: &key)
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
    let shortest = max(0, host.count - lists.longestKey)
    var index = host.count
    while index > shortest {
      index -= 1
      hash.take(host[index])
      guard index == 0 || (host[index - 1] == UInt8(ascii: ".") && !isAddress) else { continue }
      lists.mark(
        hash.finished, at: index..<host.count, in: host, at: time, in: &bits, from: start)
    }
  }
}
