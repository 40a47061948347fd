package import EventModel

/// A rule that the sources of a run cannot answer.
package struct NotEvaluable: Hashable, Sendable {
  package var rule: String
  /// The input or format that lacks something.
  package var source: String
  /// The fields that are missing there.
  package var fields: [String]
  /// The civil days on which the source has events that the rule would have to look at.
  package var days: CivilDays
  /// What to change at the source.
  package var advice: Wording
  /// For a rule over `alert`: the rules whose findings are missing for that.
  package var through: [String]
  package init(
    rule: String, source: String, fields: [String], days: CivilDays = CivilDays(),
    advice: Wording, through: [String] = []
  ) {
    self.rule = rule
    self.source = source
    self.fields = fields
    self.days = days
    self.advice = advice
    self.through = through
  }
}

/// A rule over `alert` that counts too little, because rules whose findings it counts are not
/// evaluable.
package struct WeakenedRule: Hashable, Sendable {
  package var rule: String
  /// The rules whose findings are missing.
  package var without: [String]
  package init(rule: String, without: [String]) {
    self.rule = rule
    self.without = without
  }
}

/// The days of a run on which a rule is not applicable, while it is on others: no input that was
/// read covers them with events that the rule looks at, so that its silence means nothing.
package struct SilentDays: Hashable, Sendable {
  package var rule: String
  package var days: CivilDays
  package init(rule: String, days: CivilDays) {
    self.rule = rule
    self.days = days
  }
}

/// A rule that was not judged for some subjects, because their events need more memory than there is.
package struct UnjudgedRule: Hashable, Sendable {
  package var rule: String
  /// The subjects, sorted.
  package var subjects: [String]
  package init(rule: String, subjects: [String]) {
    self.rule = rule
    self.subjects = subjects
  }
}
