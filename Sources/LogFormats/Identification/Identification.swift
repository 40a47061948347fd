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
  /// Whether the input is syslog, in which each line has the format of its program.
  package var isEnvelope = false

  /// Whether a format was found.
  package var isRecognised: Bool { !names.isEmpty || isEnvelope }

  init(format: LogFormat, names: [String], reasons: [Wording]) {
    self.format = format
    self.names = names
    self.reasons = reasons
  }
}
