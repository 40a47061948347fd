package import EventModel

/// What `exfil identify` says about one input.
package struct InputIdentity: Hashable, Sendable {
  /// A rule that this input cannot answer, and what to change at the source.
  package struct UnanswerableRule: Hashable, Sendable {
    package var rule: String
    package var missingFields: [String]
    package var advice: Wording
    package init(rule: String, missingFields: [String], advice: Wording) {
      self.rule = rule
      self.missingFields = missingFields
      self.advice = advice
    }
  }

  /// One format of the input; a syslog file may have several.
  package struct Format: Hashable, Sendable {
    package var name: String
    /// Why it was chosen, in words.
    package var reasons: [Wording]
    /// The fields it carries, by kind of event, as `web: user, domain, bytes_out`.
    package var carries: [String]
    package init(name: String, reasons: [Wording], carries: [String]) {
      self.name = name
      self.reasons = reasons
      self.carries = carries
    }
  }

  /// The input as the run names it, made printable.
  package var name: String
  /// As ``InputAccount/status``.
  package var status: String
  package var formats: [Format] = []
  package var encoding = ""
  package var zone = Wording(verbatim: "")
  /// What to change or to give, such as `--timezone`.
  package var needs: [Wording] = []
  package var answerableRules: [String] = []
  package var unanswerableRules: [UnanswerableRule] = []
  /// Whether the input could be read and its format is known.
  package var isUnderstood = true

  /// Creates an identity of which nothing but the name is known.
  package init(name: String, status: String) {
    self.name = name
    self.status = status
  }
}
