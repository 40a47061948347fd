package import EventModel

/// What a reader takes from the lines of one kind of event.
package struct FormatReading: Hashable, Sendable {
  /// The name that `source` shows for such events.
  package var format: String
  package var kind: EventKind
  /// Every field that the lines can tell.
  package var carried: FieldSet
  /// Those that are taken from a line that is read whole.
  package var taken: FieldSet
  /// Whether the sink is asked after the early fields if it wants the rest.
  package var looksAhead: Bool
  /// Whether the early fields of ordinary lines are read without a loop over their bytes.
  package var skims: Bool
}

extension FormatIdentifier {
  /// The formats whose cost a plan tells before there is a log.
  ///
  /// They are the declared ones, Squid's native layout and what comes by syslog. Of the other built-in
  /// ones identification tells what they can answer.
  package var formats: [LogFormat] {
    declared.map(\.format) + [native, try? LogFormat.syslog()].compactMap(\.self)
  }
}
