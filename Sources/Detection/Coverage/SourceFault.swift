internal import ByteScan
package import EventModel

/// A fault of a source as an event that rules can ask about.
package struct SourceFault: Hashable, Sendable {
  /// `gap`, `missing` or `volume_drop`.
  package var action: Word
  /// When the stretch begins.
  package var time: Timestamp
  /// Its length in microseconds; `nil` for a day with too few events.
  package var duration: Int64?
}

extension SourceCoverage {
  /// The fields that faults have.
  package static let eventFields: FieldSet = {
    var fields = FieldSet()
    for field: Field in [.time, .source, .action, .duration] { fields.insert(field) }
    return fields
  }()

  /// The faults: each hole a `gap`, what is lacking at the end `missing`, each day with too few
  /// events a `volume_drop`.
  ///
  /// That times run backwards is no event: it depends on where files are cut.
  package func faults(in zone: CivilZone) -> [SourceFault] {
    let gaps = holes.map { SourceFault(action: .gap, time: $0.from, duration: $0.length) }
    let late = tail.map { SourceFault(action: .missing, time: $0.from, duration: $0.length) }
    let drops = drops.map { drop in
      SourceFault(
        action: .volumeDrop, time: zone.startOfDay(CivilDate(daysSince1970: drop.day)),
        duration: nil)
    }
    return gaps + (late.map { [$0] } ?? []) + drops
  }

  /// All days that were judged.
  package var judgedDays: CivilDays {
    isJudged ? days.values.reduce(into: CivilDays()) { $0 = $0.union($1) } : CivilDays()
  }
}

extension SourceCoverage.Hole {
  /// The length in microseconds.
  package var length: Int64 { to.microseconds - from.microseconds }
}
