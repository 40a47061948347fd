package import Detection
internal import EventModel

/// What two sets of rules find in the same logs, held against each other.
package struct FindingComparison: Hashable, Sendable {
  /// One finding of each set about the same thing, which differ.
  package struct Change: Hashable, Sendable {
    package var before: Finding
    package var after: Finding
  }

  /// The findings of the second set alone.
  package private(set) var gained: [Finding] = []
  /// The findings of the first set alone.
  package private(set) var lost: [Finding] = []
  package private(set) var changed: [Change] = []
  /// How many findings are the same.
  package private(set) var sameCount = 0

  /// Whether the sets find the same.
  package var isEmpty: Bool { gained.isEmpty && lost.isEmpty && changed.isEmpty }

  /// Compares two lists of findings.
  ///
  /// Two findings are about the same thing if they have one id, or else one rule and one subject, and
  /// spans of time that meet; of several, the one that begins nearest. A rule that was renamed is lost
  /// and gained.
  ///
  /// - Complexity: O(*n* log *n*), and in the square of what one rule finds about one subject.
  package init(before: [Finding], after: [Finding]) {
    let known = Dictionary(before.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var used: Set<String> = []
    var open: [Finding] = []
    for finding in after {
      guard let other = known[finding.id] else {
        open.append(finding)
        continue
      }
      used.insert(finding.id)
      compare(other, finding)
    }
    var rest = Dictionary(grouping: before.filter { !used.contains($0.id) }, by: Topic.init)
    for finding in open.sorted(by: Self.precedes) {
      let topic = Topic(finding)
      let others = rest[topic] ?? []
      let near = others.indices.filter { others[$0].meets(finding) }.min { a, b in
        others[a].distance(to: finding) < others[b].distance(to: finding)
      }
      guard let near else {
        gained.append(finding)
        continue
      }
      compare(others[near], finding)
      rest[topic]?.remove(at: near)
    }
    lost = rest.values.flatMap { $0 }.sorted(by: Self.precedes)
    changed.sort { Self.precedes($0.after, $1.after) }
  }

  private mutating func compare(_ before: Finding, _ after: Finding) {
    if before.says(after) {
      sameCount += 1
    } else {
      changed.append(Change(before: before, after: after))
    }
  }

  /// In order of time, then of rule and subject.
  private static func precedes(_ a: Finding, _ b: Finding) -> Bool {
    (a.first, a.rule, a.subject.value, a.id) < (b.first, b.rule, b.subject.value, b.id)
  }

  /// What findings must share to be about the same thing.
  private struct Topic: Hashable {
    var rule: String
    var subject: Subject
    init(_ finding: Finding) { (rule, subject) = (finding.rule, finding.subject) }
  }
}

extension Finding {
  /// Whether a finding says the same to its reader: what it is, how grave, and on what grounds.
  fileprivate func says(_ other: Finding) -> Bool {
    var (mine, theirs) = (self, other)
    // What another finding is called changes with its first line, and the grounds by it.
    (mine.id, theirs.id) = ("", "")
    (mine.grounds, theirs.grounds) = ([], [])
    return mine == theirs
  }

  fileprivate func meets(_ other: Finding) -> Bool { first <= other.last && other.first <= last }

  fileprivate func distance(to other: Finding) -> UInt64 {
    (first.microseconds - other.first.microseconds).magnitude
  }
}
