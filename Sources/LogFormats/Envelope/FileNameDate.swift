internal import ByteScan
package import EventModel

/// The date that log rotation puts into a file name: `maillog-20261122`, `messages.2026-11-22.gz`.
package enum FileNameDate {
  /// Returns the end of the day after the last date in a name, or `nil` if there is none.
  ///
  /// No line of the file can be later, whatever the zone; that is what
  /// ``LogReaderOptions/newestPossible`` asks for.
  ///
  /// - Complexity: O(*n*) in the bytes of the name.
  package static func newestPossible(inFileName name: Span<UInt8>) -> Timestamp? {
    guard let found = last(in: name) else { return nil }
    return Timestamp(microseconds: Int64(found.date.daysSince1970 + 2) * 86_400_000_000)
  }

  /// Returns the start of the day before the last date in a name, and what the log is called while it is
  /// being written: `maillog` for `maillog-20261122.gz`, `access.log` for `access-2026-11-22.log`.
  ///
  /// No line of the log that is written now can be earlier: rotation has taken those away.
  ///
  /// - Complexity: O(*n*) in the bytes of the name.
  package static func oldestLeft(
    byRotatedFile name: Span<UInt8>
  ) -> (time: Timestamp, living: [UInt8])? {
    guard let found = last(in: name) else { return nil }
    var living: [UInt8] = []
    living.append(copying: name.extracting(0..<found.range.lowerBound))
    while let byte = living.last, Array("-._".utf8).contains(byte) { living.removeLast() }
    let rest = name.extracting(found.range.upperBound..<name.count)
    let isPacked = rest.count >= 3 && rest.extracting((rest.count - 3)..<rest.count).equals(".gz")
    living.append(copying: rest.extracting(0..<(isPacked ? rest.count - 3 : rest.count)))
    let time = Int64(found.date.daysSince1970 - 1) * 86_400_000_000
    return living.isEmpty ? nil : (Timestamp(microseconds: time), living)
  }

  private static func last(in name: Span<UInt8>) -> (date: CivilDate, range: Range<Int>)? {
    var found: (CivilDate, Range<Int>)?
    for offset in name.indices {
      // Part of a longer number is no date.
      if offset > 0, name[offset - 1].isAsciiDigit { continue }
      if let date = date(name, at: offset) { found = date }
    }
    return found
  }

  private static func date(
    _ name: Span<UInt8>, at start: Int
  ) -> (date: CivilDate, range: Range<Int>)? {
    guard let year = name.digits(4, at: start), 1990...2099 ~= year else { return nil }
    let dash = UInt8(ascii: "-")
    let isDashed = start + 7 < name.count && name[start + 4] == dash && name[start + 7] == dash
    let step = isDashed ? 3 : 2
    let monthPlace = start + (isDashed ? 5 : 4)
    guard let month = name.digits(2, at: monthPlace), 1...12 ~= month,
      let day = name.digits(2, at: monthPlace + step), day >= 1,
      day <= CivilDate.dayCount(ofMonth: month, year: year)
    else { return nil }
    let end = monthPlace + step + 2
    if end < name.count, name[end].isAsciiDigit { return nil }
    return (CivilDate(year: year, month: month, day: day), start..<end)
  }
}
