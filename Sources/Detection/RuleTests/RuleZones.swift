import EventModel
import RuleProgram

/// The clocks that some programs name: each test asks for the same few, and each is a file.
struct RuleZones: Sendable {
  private var zones: [String: CivilZone] = [:]

  /// A zone that none of the programs named.
  private struct UnknownZone: Error { var name: String }

  /// Looks up the clocks of programs.
  ///
  /// - Throws: What `zone` throws.
  init(of programs: [RuleProgram], zone: (String) throws -> CivilZone) rethrows {
    for program in programs {
      for name in [program.civilTimezone] + program.calendars.map(\.timezone)
      where zones[name] == nil {
        zones[name] = try zone(name)
      }
    }
  }

  /// Returns the clock of a name.
  func zone(named name: String) throws -> CivilZone {
    guard let zone = zones[name] else { throw UnknownZone(name: name) }
    return zone
  }
}
