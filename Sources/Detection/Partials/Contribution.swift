internal import Digests

/// One event of a partial, as far as a finding may show it.
struct Contribution {
  /// One raw line that the finding may list.
  struct Line: Hashable {
    var place: SourcePlace
    var digest: SHA256Digest
  }

  /// Where the lines of the event are.
  enum Lines {
    /// In a fact of the timeline at hand; they are hashed once it is known that they are wanted.
    case fact(Int)
    case digests([Line])
  }

  var order: EventOrder
  /// How much the event moved; zero if it does not tell.
  var byteCount: Int64
  var lines: Lines
}

/// Those events of a partial that a finding may have to show: the first, the last, and as many of
/// the largest as a finding can list.
///
/// What the list keeps of two lists together is what it would have kept of all their events, so
/// lists can be joined in any order and grouping.
struct ContributionList {
  /// A superset of what must be kept.
  private(set) var entries: [Contribution] = []

  /// So many surplus entries are let in before the list is cut down again.
  private static let slack = 8 * EvidenceChoice.lineLimit

  init(_ entries: [Contribution] = []) { self.entries = entries }

  /// Adds an event.
  ///
  /// - Complexity: amortized O(log *k*) for the *k* entries that are kept.
  mutating func append(_ entry: Contribution) {
    entries.append(entry)
    if entries.count >= Self.slack { trim() }
  }

  mutating func append(_ others: ContributionList) {
    for entry in others.entries { append(entry) }
  }

  /// Leaves nothing but what must be kept.
  ///
  /// A finding lists at most ``EvidenceChoice/lineLimit`` lines and every event has a line, so no
  /// event beyond that many largest ones is ever reached.
  mutating func trim() {
    guard entries.count > EvidenceChoice.lineLimit else { return }
    let orders = entries.map(\.order)
    guard let first = orders.min(), let last = orders.max() else { return }
    entries.sort { a, b in
      a.byteCount != b.byteCount ? a.byteCount > b.byteCount : a.order < b.order
    }
    let rest = entries[EvidenceChoice.lineLimit...]
      .filter { $0.order == first || $0.order == last }
    entries.removeSubrange(EvidenceChoice.lineLimit...)
    entries += rest
  }
}

extension Timeline {
  /// The lines of a contribution: how many there are.
  func lineCount(of lines: Contribution.Lines) -> Int {
    switch lines {
    case .fact(let fact): facts[fact].lines.count
    case .digests(let lines): lines.count
    }
  }

  /// The lines of a contribution with their digests.
  ///
  /// - Complexity: hashes the lines if they were not yet.
  func digests(of lines: Contribution.Lines) -> [Contribution.Line] {
    switch lines {
    case .fact(let fact):
      self.lines(of: fact).map { line in
        var hasher = SHA256Hasher()
        hasher.add(bytes(line.range))
        return Contribution.Line(place: line.place, digest: hasher.digest)
      }
    case .digests(let lines): lines
    }
  }
}
