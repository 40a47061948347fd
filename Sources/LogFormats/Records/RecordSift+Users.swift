internal import ByteScan
internal import EventModel

/// Whose the records of a sift are.
extension RecordSift {
  /// Reads whose the records are.
  @inline(__always)
  mutating func readUsers(_ rows: borrowing ColumnRows) {
    guard skim.shapes[shape].hasUser else {
      batch.hasLongUsers = false
      return batch.forgetUsers()
    }
    rows.words(
      userCell, into: &batch.userLows, &batch.userHighs, byteCounts: &batch.userCounts)
    if otherUserCell >= 0 { readOtherUsers(rows) }
    batch.hasLongUsers = false
    for row in 0..<batch.count
    where batch.userCounts[row] > UInt64(ShortKey.maximumByteCount) && batch.doubts[row] == 0 {
      let place = rows.range(cellOfUser(row), row)
      batch.hasLongUsers = true
      batch.longUsers[row] = TextPlace(
        start: place.lowerBound, count: place.count, isOwned: false)
    }
    let isWithoutHost = skim.shapes[shape].isWithoutHost
    batch.isWithoutHosts = isWithoutHost
    for (word, text) in zip(absent, absentWords) where !isWithoutHost || !text.isEmpty {
      if isWithoutHost, text.count < 8 {
        batch.forgetUsers(named: word, byteCount: UInt64(text.count))
      } else {
        for row in 0..<batch.count where batch.userLows[row] == word { batch.doubts[row] |= 1 }
      }
    }
  }

  /// Takes the other users of records whose first one is missing.
  private mutating func readOtherUsers(_ rows: borrowing ColumnRows) {
    rows.words(
      otherUserCell, into: &columns.first, &columns.second, byteCounts: &columns.byteCounts)
    hasOtherUser = 0
    for row in 0..<batch.count where absent.contains(batch.userLows[row]) {
      // Only the first bytes of a word are compared, so a longer one may be a name.
      let byteCount = batch.userCounts[row]
      let isMissing = zip(absent, absentWords).contains { word, text in
        word == batch.userLows[row] && UInt64(text.count) == byteCount
      }
      guard isMissing, byteCount < 8 else {
        batch.doubts[row] |= 1
        continue
      }
      hasOtherUser |= 1 << UInt64(row)
      batch.userLows[row] = columns.first[row]
      batch.userHighs[row] = columns.second[row]
      batch.userCounts[row] = columns.byteCounts[row]
    }
  }

  /// The cell that tells the user of a record.
  @inline(__always)
  private func cellOfUser(_ row: Int) -> Int {
    hasOtherUser >> UInt64(row) & 1 == 0 ? userCell : otherUserCell
  }

  /// Where the user of a record stands that is not doubted.
  func userPlace(_ row: Int) -> TextPlace {
    guard userCell >= 0 else { return TextPlace(start: 0, count: 0, isOwned: false) }
    let place = 2 * (slots.count * row + cellOfUser(row))
    let start = Int(places[place]) + 1
    return TextPlace(start: start, count: Int(places[place + 1]) - start, isOwned: false)
  }
}
