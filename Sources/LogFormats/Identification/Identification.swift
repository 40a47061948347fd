package import EventModel

/// What an input was taken for, and why.
package struct Identification: Sendable {
  /// The format to read the input in; ``LogFormat/unrecognised`` if none fits.
  package var format: LogFormat
  /// The formats that the sampled lines are in, such as `postfix` and `samba` in one syslog file.
  package var names: [String]
  /// The formats between which nothing decides; empty unless two or more fit.
  package var ambiguous: [String] = []
  /// Sentences for people: what was looked at and what it showed.
  package var reasons: [Wording]
  /// Whether lines have no year, so that `--year` or a date from elsewhere must tell it.
  package var needsYear = false
  /// Whether lines have no zone, so that `--timezone` or a declaration must tell it.
  package var needsZone = false
  /// The declared zone of times that name none.
  package var declaredZone: String?
  /// How the declared format says that its text is stored, where content leaves that open.
  package var declaredEncoding = RecordDeclaration.Encoding.auto
  /// What else was tried, and how many of the sampled lines each could read.
  package var tried: [Trial] = []
  /// Whether the input is syslog, in which each line has the format of its program.
  package var isEnvelope = false

  /// Whether a format was found.
  package var isRecognised: Bool { !names.isEmpty || isEnvelope }

  /// A format that was tried.
  package struct Trial: Hashable, Sendable {
    package var name: String
    package var readCount: Int
    package var sampledCount: Int
  }

  /// What was not chosen and reads most lines; the first one tried of several that read as many, none if
  /// nothing else reads any.
  package var runnerUp: Trial? {
    let others = tried.filter { trial in
      !names.contains(trial.name) && !ambiguous.contains(trial.name)
        && !(isEnvelope && trial.name == "syslog")
    }
    guard let most = others.map(\.readCount).max(), most > 0 else { return nil }
    return others.first { $0.readCount == most }
  }

  init(format: LogFormat, names: [String], reasons: [Wording]) {
    self.format = format
    self.names = names
    self.reasons = reasons
  }
}
