internal import RuleProgram

/// A place in one of the files.
package struct Place: Hashable, Sendable {
  /// The index of the file in ``RuleCompilation/sources``.
  package var source: Int
  /// The UTF-8 offsets in it.
  package var range: Range<Int>
}

/// What the declarations of all files have named.
struct Symbols: Sendable {
  struct Let: Sendable {
    var value: LiteralSyntax.Value
    var place: Place
    /// Where a site overrode it, if one did.
    var overriddenAt: Place?
  }

  struct Define: Sendable {
    var pattern: PatternSyntax
    var place: Place
  }

  var lets: [String: Let] = [:]
  var lists: [String: ListID] = [:]
  var listPlaces: [String: Place] = [:]
  var calendars: [String: CalendarID] = [:]
  var calendarPlaces: [String: Place] = [:]
  var defines: [String: Define] = [:]
  var rules: [String: Place] = [:]
  /// The rules over `alert`, by name.
  var secondLayer: Set<String> = []
  var formats: [String: Place] = [:]
  /// Names of declarations with a mistake in them: using these is no second mistake.
  var broken: Set<String> = []
  /// Whether a file could not be read, so that any name may have been meant to be in it.
  var hasUnreadFile = false

  /// Whether a missing name may be the fault of a mistake already reported.
  func mayBeBroken(_ name: String) -> Bool { hasUnreadFile || broken.contains(name) }
}
