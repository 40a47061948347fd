package import EventModel
package import RuleProgram

/// Whom or what a finding is about.
package struct Subject: Codable, Hashable, Sendable {
  package enum Kind: String, Codable, Hashable, Sendable { case user, address, host, source }
  package var kind: Kind
  /// The roster id of a person, else the folded log identity, address or host.
  package var value: String
  package init(kind: Kind, value: String) {
    self.kind = kind
    self.value = value
  }
}

/// One line of a log that bears a finding out.
package struct EvidenceLine: Codable, Hashable, Sendable {
  /// The input as the run names it.
  package var file: String
  /// The 1-based line in the decompressed text.
  package var line: Int
  /// The 0-based byte offset of the line in the decompressed text.
  package var offset: Int
  /// SHA-256 of the raw line without its line end, in hexadecimal.
  package var sha256: String
  package init(file: String, line: Int, offset: Int, sha256: String) {
    self.file = file
    self.line = line
    self.offset = offset
    self.sha256 = sha256
  }
}

/// What a rule found about one subject in one episode.
package struct Finding: Codable, Hashable, Sendable {
  package struct Term: Codable, Hashable, Sendable {
    package var points: Int
    package var why: String
    package init(points: Int, why: String) {
      self.points = points
      self.why = why
    }
  }

  /// A finding of another rule that this one rests on.
  package struct Ground: Codable, Hashable, Sendable {
    /// The finding's id.
    package var id: String
    package var rule: String
    package var score: Int
    package init(id: String, rule: String, score: Int) {
      self.id = id
      self.rule = rule
      self.score = score
    }
  }

  /// A stable id: the same lines give the same id whatever the files are called.
  package var id = ""
  package var rule = ""
  package var title = ""
  package var category = ""
  package var severity = Severity.info
  package var score = 0
  package var scoreTerms: [Term] = []
  package var subject = Subject(kind: .user, value: "")
  /// The roster id or the folded log identity; `nil` when no person is known.
  package var user: String?
  package var name: String?
  package var department: String?
  package var phase: DeparturePhase?
  /// The civil date `yyyy-MM-dd` of the person's last day.
  package var lastDay: String?
  package var first = Timestamp(microseconds: 0)
  package var last = Timestamp(microseconds: 0)
  /// How many events contributed.
  package var count = 0
  /// Bytes that left, over the contributing events that tell; `nil` if none does.
  package var bytesOut: Int64?
  package var destinations: [String] = []
  package var message = ""
  package var why = ""
  package var next = ""
  /// Who answers for the rule.
  package var owner = ""
  /// Attack technique ids, without the `attack.` prefix.
  package var attack: [String] = []
  package var isTrial = false
  /// The field whose absence from all contributing sources capped the severity.
  package var cappedBy: String?
  /// The findings it rests on, in the order in which their alerts stand; only rules over `alert`
  /// have any.
  package var grounds: [Ground] = []
  /// At most 100 lines: first, opening, last, then the largest, in order of time.
  package var evidence: [EvidenceLine] = []
  package var evidenceTotal = 0
  /// The first events of the evidence in more detail, where a report asks for that; not part of
  /// what a finding is, so that two runs may differ in it.
  package var shown: [ShownEvent] = []
  /// The totals that decided it, where a report asks for that.
  package var limits: [FindingLimit] = []
  package init() {}
}
