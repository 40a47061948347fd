/// A log layout that a user declared in a rule file: `format NAME "title" { … }`.
package struct FormatDeclaration: Hashable, Sendable {
  /// How the lines are laid out.
  package enum Layout: Hashable, Sendable {
    /// A Squid `logformat` line, as pasted from squid.conf.
    case squid(String)
    /// The prefix of Samba's `full_audit:prefix`, such as `%u|%I|%m|%S`.
    case samba(String)
    /// Records whose values are named one by one.
    case records(RecordDeclaration)
  }

  /// A line and the values that reading it must give.
  package struct Sample: Hashable, Sendable {
    package var line: String
    package var gives: [Expectation]
    /// Where the sample stands, as `file:line:column`, for messages.
    package var place: String
    package init(line: String, gives: [Expectation], place: String = "") {
      self.line = line
      self.gives = gives
      self.place = place
    }
  }

  /// What one field of a sample must hold; `value` is in the form `exfil events` prints, `nil` for missing.
  package struct Expectation: Hashable, Sendable {
    package var field: Field
    package var value: String?
    package init(field: Field, value: String?) {
      self.field = field
      self.value = value
    }
  }

  package var name: String
  package var title: String
  /// The kind of its events; the first one of a format whose rows tell of several.
  package var kind: EventKind
  package var layout: Layout
  /// The IANA name of the zone in which the source writes its times, if declared.
  package var timezone: String?
  package var samples: [Sample]
  /// Where the declaration stands, as `file:line:column`, for messages.
  package var place: String

  package init(
    name: String, title: String, kind: EventKind, layout: Layout, timezone: String?,
    samples: [Sample], place: String
  ) {
    self.name = name
    self.title = title
    self.kind = kind
    self.layout = layout
    self.timezone = timezone
    self.samples = samples
    self.place = place
  }
}
