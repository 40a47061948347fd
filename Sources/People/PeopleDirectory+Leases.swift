internal import ByteScan
package import EventModel

/// The leases of one address or one computer, in the order of time.
struct LeaseTimeline: Hashable, Sendable {
  struct Span: Hashable, Sendable {
    var from: Timestamp
    /// The first moment after the lease.
    var end: Timestamp
    var identity: ResolvedIdentity
    var place: TablePlace
  }

  /// Ordered by their start; those of different people do not overlap.
  private(set) var spans: [Span] = []

  /// Puts the spans in order and returns those that overlap an earlier one of another user.
  mutating func settle() -> [(span: Span, earlier: Span)] {
    spans.sort { ($0.from, $0.end, $0.place) < ($1.from, $1.end, $1.place) }
    var conflicts: [(Span, Span)] = []
    var latest: Span?
    var settled: [Span] = []
    for span in spans where span.from < span.end {
      if let before = latest, span.from < before.end {
        if before.identity != span.identity {
          conflicts.append((span, before))
        } else if let last = settled.indices.last {
          settled[last].end = max(settled[last].end, span.end)
        }
      } else {
        settled.append(span)
      }
      if latest.map({ $0.end < span.end }) ?? true { latest = span }
    }
    spans = settled
    return conflicts
  }

  mutating func append(_ span: Span) { spans.append(span) }

  /// Returns whose lease holds a moment.
  ///
  /// - Complexity: O(log *n*) in the leases.
  func identity(at time: Timestamp) -> ResolvedIdentity? {
    var low = 0
    var high = spans.count
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].from <= time { low = middle + 1 } else { high = middle }
    }
    guard low > 0, time < spans[low - 1].end else { return nil }
    return spans[low - 1].identity
  }
}

extension PeopleDirectory {
  /// Takes leases in, once; their users are looked up like identities of a log.
  ///
  /// - Throws: ``PeopleErrors`` when one address or one computer is two users' at the same moment.
  package mutating func add(_ leases: Leases) throws(PeopleErrors) {
    for lease in leases.leases {
      let span = LeaseTimeline.Span(
        from: lease.from, end: lease.to ?? Timestamp(microseconds: .max),
        identity: resolve(Array(lease.user.utf8).span), place: lease.place)
      if let address = lease.address { addressLeases[address, default: .init()].append(span) }
      if let host = lease.host {
        hostLeases[foldedIdentity(Array(host.utf8).span), default: .init()].append(span)
      }
    }
    var errors: Set<PeopleError> = []
    for address in addressLeases.keys {
      report(addressLeases[address]?.settle() ?? [], of: address.text, to: &errors)
    }
    for host in hostLeases.keys {
      report(
        hostLeases[host]?.settle() ?? [], of: String(decoding: host, as: UTF8.self), to: &errors)
    }
    if !errors.isEmpty {
      throw PeopleErrors(
        errors: errors.sorted { ($0.place, $0.message) < ($1.place, $1.message) })
    }
  }

  private func report(
    _ conflicts: [(span: LeaseTimeline.Span, earlier: LeaseTimeline.Span)], of holder: String,
    to errors: inout Set<PeopleError>
  ) {
    for (span, earlier) in conflicts {
      errors.insert(
        PeopleError(
          .overlappingLeases, at: span.place,
          "\(holder) is leased to another user at the same time in line \(earlier.place.line)",
          help: "end the earlier lease where the later one begins"))
    }
  }

  /// Returns whose lease an address is at a moment.
  package func leaseholder(ofAddress address: Span<UInt8>, at time: Timestamp) -> ResolvedIdentity?
  {
    guard !addressLeases.isEmpty, let address = IPAddress(address) else { return nil }
    return addressLeases[address]?.identity(at: time)
  }

  /// Whether some address is somebody's, at some time.
  package var knowsAddresses: Bool { !addressLeases.isEmpty }

  /// Returns whose lease a computer is at a moment: by its full name, then by its first label.
  package func leaseholder(ofHost host: Span<UInt8>, at time: Timestamp) -> ResolvedIdentity? {
    guard !hostLeases.isEmpty else { return nil }
    let folded = foldedIdentity(host)
    if let holder = hostLeases[folded]?.identity(at: time) { return holder }
    return HostIndex.firstLabel(of: folded).flatMap { hostLeases[$0]?.identity(at: time) }
  }
}
