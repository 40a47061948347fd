package import Detection
package import EventModel

/// What `exfil identify` says about one input.
package struct InputIdentity: Hashable, Sendable {
  /// A rule of which silence means nothing on this input, and what to change at the source.
  package struct SilentRule: Hashable, Sendable {
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
    package init(name: String, reasons: [Wording]) {
      self.name = name
      self.reasons = reasons
    }
  }

  /// How many of the sampled lines another format reads.
  package struct RunnerUp: Hashable, Sendable {
    package var name: String
    package var lineCount: Int
    package var sampledCount: Int
    package init(name: String, lineCount: Int, sampledCount: Int) {
      self.name = name
      self.lineCount = lineCount
      self.sampledCount = sampledCount
    }
  }

  /// The fields of one kind of event that the input has, or could have.
  package struct Kind: Hashable, Sendable {
    /// A field with a value, and how many events have it.
    package struct Filled: Hashable, Sendable {
      package var name: String
      package var events: Int
      package init(name: String, events: Int) {
        self.name = name
        self.events = events
      }
    }

    /// A field that no event can have, and what to change at the source.
    package struct Missing: Hashable, Sendable {
      package var name: String
      package var advice: Wording
      package init(name: String, advice: Wording) {
        self.name = name
        self.advice = advice
      }
    }

    package var kind: String
    /// The name that `source` shows for such events.
    package var source: String
    /// How many events there are; `nil` where only the front was read.
    package var events: Int?
    package var filled: [Filled] = []
    /// Fields that the format carries; where events were counted, those that none of them has.
    package var empty: [String] = []
    package var missing: [Missing] = []
    package init(kind: String, source: String) {
      self.kind = kind
      self.source = source
    }
  }

  /// The input as the run names it, made printable.
  package var name: String
  /// As ``InputAccount/status``.
  package var status: String
  package var formats: [Format] = []
  /// The formats between which nothing decides.
  package var ambiguous: [String] = []
  package var runnerUp: RunnerUp?
  package var encoding = ""
  package var isGzip = false
  package var zone = Wording(verbatim: "")
  /// How the year is known; `nil` where times have one.
  package var year: Wording?
  package var kinds: [Kind] = []
  /// What became of the lines; `nil` where only the front was read.
  package var lines: LineAccount?
  /// What to change or to give, such as `--timezone`.
  package var needs: [Wording] = []
  package var answerableRules: [String] = []
  /// Rules that the format cannot answer.
  package var unanswerableRules: [SilentRule] = []
  /// Rules that the format could answer, if any event here had the fields.
  package var unfedRules: [SilentRule] = []
  /// Whether the input could be read and its format is known.
  package var isUnderstood = true

  /// Creates an identity of which nothing but the name is known.
  package init(name: String, status: String) {
    self.name = name
    self.status = status
  }
}
