package import ByteScan

/// A set of civil days, kept as stretches of days that follow one another.
package struct CivilDays: Hashable, Sendable {
  /// The stretches in order, as days since 1970-01-01; between two of them at least one day is missing.
  package private(set) var stretches: [ClosedRange<Int>] = []

  /// Creates the set of no day.
  package init() {}

  /// Creates the set of the days of several stretches.
  ///
  /// - Complexity: O(*n* log *n*) in the stretches.
  package init(_ parts: [ClosedRange<Int>]) {
    for part in parts.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    ) {
      if let last = stretches.last, part.lowerBound <= last.upperBound + 1 {
        let end = max(last.upperBound, part.upperBound)
        stretches[stretches.count - 1] = last.lowerBound...end
      } else {
        stretches.append(part)
      }
    }
  }

  /// Creates the set of all days from that of one moment to that of a later one.
  package init(from first: Timestamp, to last: Timestamp, in zone: CivilZone) {
    let start = zone.dayNumber(at: first)
    self.init([start...max(start, zone.dayNumber(at: last))])
  }

  package var isEmpty: Bool { stretches.isEmpty }

  /// How many days there are.
  package var count: Int { stretches.reduce(0) { $0 + $1.count } }

  /// Returns the days that are in either set.
  package func union(_ other: CivilDays) -> CivilDays { CivilDays(stretches + other.stretches) }

  /// Returns the days that are in both sets.
  ///
  /// - Complexity: O(*n* · *m*) in the stretches, which are few.
  package func intersection(_ other: CivilDays) -> CivilDays {
    CivilDays(
      stretches.flatMap { own in
        other.stretches.filter { $0.overlaps(own) }.map { $0.clamped(to: own) }
      })
  }

  /// Returns the days that are not in the other set.
  ///
  /// - Complexity: O(*n* · *m*) in the stretches, which are few.
  package func subtracting(_ other: CivilDays) -> CivilDays {
    var left: [ClosedRange<Int>] = []
    for own in stretches {
      var start = own.lowerBound
      for taken in other.stretches where taken.overlaps(own) {
        if start < taken.lowerBound { left.append(start...(taken.lowerBound - 1)) }
        start = max(start, taken.upperBound + 1)
      }
      if start <= own.upperBound { left.append(start...own.upperBound) }
    }
    return CivilDays(left)
  }

  /// The first and last day of each stretch.
  package var dates: [(first: CivilDate, last: CivilDate)] {
    stretches.map {
      (CivilDate(daysSince1970: $0.lowerBound), CivilDate(daysSince1970: $0.upperBound))
    }
  }
}
