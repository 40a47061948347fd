internal import ByteScan
internal import Detection
internal import EventModel

/// A day on which a source has a tenth of its usual events or less, told by the first run that can know.
struct VolumeDrop: Hashable, Sendable {
  var source: String
  /// The civil day, as days since 1970-01-01.
  var day: Int
  var events: Int
  var usual: Int

  /// What the state remembers it by.
  private var name: String { "\(day) \(source)" }

  /// Finds the drops of a run that no run before has told of.
  ///
  /// Days that were over before the run before are told of by the account alone: an archive that is
  /// read for the first time has many, and nobody can mend them.
  ///
  /// - Parameters:
  ///   - coverage: The sources of the run.
  ///   - present: Those of them of which the run has events.
  ///   - day: The civil day on which the run before ended.
  ///   - told: What earlier runs have told, a line each.
  /// - Returns: The drops in the order of sources and days, and what is told now.
  static func untold(
    in coverage: [SourceCoverage], present: Set<String>, since day: Int, told: String
  ) -> (drops: [VolumeDrop], told: String) {
    let known = Set(told.split(separator: "\n").map(String.init))
    var drops: [VolumeDrop] = []
    for source in coverage where present.contains(source.source) {
      for drop in source.drops + (source.thinEnd.map { [$0] } ?? []) where drop.day >= day - 1 {
        let drop = VolumeDrop(
          source: source.source, day: drop.day, events: drop.events, usual: drop.usual)
        if !known.contains(drop.name) { drops.append(drop) }
      }
    }
    let recent = known.filter { Int($0.prefix { $0 != " " }) ?? 0 >= day - 1 }
    return (drops, recent.union(drops.map(\.name)).sorted().joined(separator: "\n"))
  }

  /// The day as `2026-10-06`.
  var date: String { CivilDate(daysSince1970: day).text }
}
