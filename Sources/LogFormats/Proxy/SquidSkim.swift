internal import ByteScan
internal import EventModel

/// Reads the early fields of ordinary Squid lines by the word.
///
/// A proxy log is mostly lines that no rule asks about. An ordinary one (numbers of a usual length,
/// a time with milliseconds, a user without escapes, a status that needs no thought) is read here
/// without a loop over its bytes. Whatever is unusual is left to ``SquidLineReader``, which defines
/// what a line means; both give the same early fields.
struct SquidSkim: Sendable {
  let columnCount: Int
  let time: Int
  let result: Int
  let method: Int
  let user: Int
  /// Whether another column may name the user of a line that has `-` here.
  let hasOtherUsers: Bool
  /// −1 for a column that the layout lacks or nobody asks for.
  let elapsed, reply, request, address, url: Int
  let wantsReply: Bool
  /// A column of two values that say nothing of the early fields, and what stands between.
  let otherPair: (column: Int, separator: UInt8)

  /// Creates the skimming of a layout, or `nil` if its lines are not ordinary ones.
  init?(_ layout: SquidLayout, codes: Set<SquidCode>, wanted: FieldSet) {
    guard layout.tail.isEmpty, !codes.contains(.serverStatus),
      !(codes.contains(.clientName) && wanted.contains(.host))
    else { return nil }
    var places: [SquidCode: Int] = [:]
    var otherPair = (column: -1, separator: UInt8(0))
    var time = -1
    var result = -1
    for (column, step) in layout.steps.enumerated() {
      switch step {
      case .value(let code):
        // Of a code that stands twice the last one counts.
        places[code] = column
      case .pair(.epochSeconds, separator: UInt8(ascii: "."), .milliseconds): time = column
      case .pair(.resultCode, separator: UInt8(ascii: "/"), .status): result = column
      case .pair(.skipped, let separator, .skipped) where otherPair.column < 0:
        otherPair = (column, separator)
      case .pair, .pieces: return nil
      }
    }
    let singles: Set<SquidCode> = [.epochSeconds, .milliseconds, .resultCode, .status]
    let users: [SquidCode] = [.anyUser, .loginUser, .externalUser, .tlsUser, .identUser]
    guard time >= 0, result >= 0, singles.isDisjoint(with: places.keys),
      let method = places[.method], let user = users.lazy.compactMap({ places[$0] }).first,
      // In front of a column that is cut out there is another one.
      user > 0, places[.clientAddress] != 0
    else { return nil }
    columnCount = layout.columns.count
    self.time = time
    self.result = result
    self.method = method
    self.user = user
    hasOtherUsers = users.count(where: codes.contains) > 1
    self.otherPair = otherPair
    wantsReply = wanted.contains(.bytesIn)
    elapsed = places[.elapsed] ?? -1
    reply = places[.replyBytes] ?? -1
    request = places[.requestBytes] ?? -1
    address = wanted.contains(.srcIP) ? places[.clientAddress] ?? -1 : -1
    url = places[.url] ?? places[.clientURL] ?? -1
  }

  /// Reads the early fields of a line, or returns `nil` if the line is not ordinary.
  ///
  /// - Parameters:
  ///   - columns: The columns of the line.
  ///   - memory: What earlier lines of the input told.
  /// - Returns: The fields.
  @inline(__always)
  func read(
    _ columns: borrowing LineColumns, _ memory: inout SquidMemory
  ) -> EarlyEvent? {
    guard columns.count == columnCount else { return nil }
    let (first, last) = columns.outerBytes
    // A carriage return would belong to the last column, and a blank would make it empty.
    guard first != 0, last > 0x20 else { return nil }
    let time = memory.microseconds(of: columns[time], in: columns)
    guard time >= 0, let outcome = memory.outcome(of: columns[result], in: columns) else {
      return nil
    }
    if elapsed >= 0, !columns.isPaddedShortDecimal(elapsed),
      !columns.isShortDecimal(columns[elapsed])
    {
      return nil
    }
    let bytesIn = wantsReply ? size(reply, columns) : checked(reply, columns)
    let bytesOut = size(request, columns)
    guard bytesIn > Self.notOrdinary, bytesOut > Self.notOrdinary else { return nil }
    if otherPair.column >= 0,
      !columns.has(otherPair.separator, or: otherPair.separator, in: columns[otherPair.column])
    {
      return nil
    }
    let user = columns[user]
    guard !Self.isAbsent(user, columns),
      !columns.has(UInt8(ascii: "%"), or: UInt8(ascii: "\\"), in: user)
    else { return nil }
    var source = 0..<0
    if address >= 0 {
      let column = columns[address]
      if Self.isAbsent(column, columns) { return nil }
      source = column.range
    }
    if url >= 0 {
      let first = UInt8(truncatingIfNeeded: columns.firstWord(of: columns[url]))
      // `error:` in its place is no event; `-` leaves another code to say it.
      if first == UInt8(ascii: "e") || first == UInt8(ascii: "-") { return nil }
    }
    let method = columns[method]
    // A method ends with a letter; NUL would look like a shorter one, and `-` is none.
    guard method.count <= 8, columns.lastWord(of: method) >> 56 >= 0x41 else { return nil }
    return EarlyEvent(
      .web, at: Timestamp(microseconds: time), user: user.range, srcIP: source,
      numbers: EarlyNumbers(
        outcome: outcome.word,
        method: SquidMethod.word(littleEndian: columns.wholeWord(of: method)),
        status: outcome.status, bytesOut: bytesOut, bytesIn: bytesIn))
  }

  /// Remembers what the slow way has made of a line's result and status.
  func remember(
    _ event: borrowing Event, of columns: borrowing LineColumns, in memory: inout SquidMemory
  ) {
    guard columns.count == columnCount else { return }
    memory.remember(event, of: columns[result], in: columns)
  }

  @inline(__always)
  private static func isAbsent(
    _ column: LineColumns.Column, _ columns: borrowing LineColumns
  ) -> Bool {
    column.count < 2
      && (column.count < 1 || columns.lastWord(of: column) >> 56 == UInt64(UInt8(ascii: "-")))
  }

  /// What a size must exceed.
  private static var notOrdinary: Int64 { -2 }

  /// −1 for a size that nobody asks for, if the line has one or `-`.
  @inline(__always)
  private func checked(_ column: Int, _ columns: borrowing LineColumns) -> Int64 {
    if column < 0 || columns.isShortDecimal(columns[column]) { return -1 }
    return size(column, columns) > Self.notOrdinary ? -1 : Self.notOrdinary
  }

  /// A size; −1 where the layout has none or the line has `-`.
  @inline(__always)
  private func size(_ column: Int, _ columns: borrowing LineColumns) -> Int64 {
    if column < 0 { return -1 }
    let column = columns[column]
    let number = columns.decimal(column)
    if number >= 0 { return number }
    return column.count == 1 && Self.isAbsent(column, columns) ? -1 : Self.notOrdinary
  }
}
