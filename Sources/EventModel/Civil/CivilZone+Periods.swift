package import ByteScan

/// Where the periods of the civil calendar begin.
///
/// A period never reaches over a civil midnight except a week or a piece of a day or more. On a day
/// of 23 or 25 hours there are 23 or 25 civil hours, and pieces keep their length: only the last one
/// of a day may be shorter.
extension CivilZone {
  /// Returns the first moment of a civil day.
  ///
  /// Where the clocks skip midnight, the day begins at the moment of the change.
  package func startOfDay(_ date: CivilDate) -> Timestamp {
    let midnight = CivilTime(year: date.year, month: date.month, day: date.day)
    let start = moment(of: midnight)
    guard start.isInGap else { return start.time }
    return Timestamp(clampedSeconds: offsetSpan(at: start.time.secondsRoundedDown).start)
  }

  /// Returns the first moment of the civil day of a moment.
  package func startOfDay(at time: Timestamp) -> Timestamp { startOfDay(date(at: time)) }

  /// Returns the first moment of the Monday of a moment's week.
  package func startOfWeek(at time: Timestamp) -> Timestamp {
    let date = date(at: time)
    return startOfDay(CivilDate(daysSince1970: date.daysSince1970 - date.weekday))
  }

  /// Returns the first moment of the clock hour of a moment.
  ///
  /// An hour that the clocks show twice is two hours; an hour cut by a change begins at the change.
  package func startOfHour(at time: Timestamp) -> Timestamp {
    let seconds = time.secondsRoundedDown
    let span = offsetSpan(at: seconds)
    let local = seconds + Int64(span.offsetInSeconds)
    let start = local.flooredDivision(by: 3600) * 3600 - Int64(span.offsetInSeconds)
    return Timestamp(clampedSeconds: max(start, span.start))
  }

  /// Returns the first moment of the piece of a given length in which a moment lies.
  ///
  /// Pieces shorter than a day are counted from each civil midnight. Longer ones are counted on the
  /// calendar from Monday 1969-12-29, so that pieces of seven days are weeks.
  ///
  /// - Parameters:
  ///   - time: The moment.
  ///   - length: The length in microseconds, above zero.
  /// - Returns: The moment at which the piece begins.
  package func startOfPiece(at time: Timestamp, lengthInMicroseconds length: Int64) -> Timestamp {
    precondition(length > 0)
    let microsecondsPerDay: Int64 = 86_400_000_000
    guard length >= microsecondsPerDay else {
      let midnight = startOfDay(at: time).microseconds
      let pieces = (time.microseconds - midnight).flooredDivision(by: length)
      return Timestamp(microseconds: midnight + pieces * length)
    }
    let origin = -3 * microsecondsPerDay
    let civil = civil(at: time).microsecondsSince1970() - origin
    let start = CivilTime(
      microsecondsSince1970: civil.flooredDivision(by: length) * length + origin)
    let moment = moment(of: start)
    guard moment.isInGap else { return moment.time }
    return Timestamp(clampedSeconds: offsetSpan(at: moment.time.secondsRoundedDown).start)
  }
}

extension Timestamp {
  /// Creates a time from seconds since 1970, or the nearest that fits.
  package init(clampedSeconds seconds: Int64) {
    self.init(microseconds: seconds.multipliedClamped(by: 1_000_000))
  }
}
