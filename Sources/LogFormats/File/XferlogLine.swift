internal import ByteScan
internal import EventModel

/// Turns one line of an FTP server's transfer log into a file event.
///
///     Sat Nov 21 22:21:07 2026 1 10.0.0.5 5000000 /srv/a.zip b _ o r sato ftp 0 * c
///     └──────── time ────────┘ s peer     size    path       │ │ │ │ user     │ │ └ complete, incomplete
///                              binary, ascii ────────────────┘ │ │ └ real, guest, anonymous
///                              no action on the way ───────────┘ └ out, in, deleted
enum XferlogLine {
  static func read(
    _ block: Span<UInt8>, _ line: Range<Int>, in zone: CivilZone?, into event: inout Event
  ) -> LineOutcome {
    let front: CalendarFront
    do throws(CalendarFront.Failure) { front = try CalendarFront(block, line) } catch {
      return error.outcome
    }
    var scanner = TextScanner(front.rest)
    scanner.skipBlanks(in: block)
    guard let seconds = scanner.word(in: block), let peer = scanner.word(in: block),
      let sizeText = scanner.word(in: block), scanner.lastWord(in: block).map(\.count) == 1
    else { return .rejected(.malformed) }
    // From the end, for a path may hold blanks.
    let completion = block[line.upperBound - 1]
    guard scanner.lastWord(in: block) != nil, scanner.lastWord(in: block) != nil,
      scanner.lastWord(in: block) != nil, let user = scanner.lastWord(in: block),
      let access = scanner.lastWord(in: block), let direction = scanner.lastWord(in: block),
      scanner.lastWord(in: block) != nil, scanner.lastWord(in: block) != nil,
      access.count == 1, direction.count == 1, !scanner.isAtEnd,
      block[seconds.lowerBound].isAsciiDigit,
      completion == UInt8(ascii: "c") || completion == UInt8(ascii: "i")
    else { return .rejected(.malformed) }
    guard let size = try? block.extracting(sizeText).decimalCount() else {
      return .rejected(.badNumber)
    }
    let action: Word
    switch block[direction.lowerBound] {
    case UInt8(ascii: "o"): action = .download
    case UInt8(ascii: "i"): action = .write
    case UInt8(ascii: "d"): action = .deleteFile
    default: return .rejected(.malformed)
    }
    guard let time = front.clock.time(in: zone) else { return .rejected(.zoneUnknown) }
    event.begin(.file, at: time)
    event.set(.action, to: action)
    event.set(.code, toBlockRange: direction)
    event.set(.volume, to: .network)
    // What has been sent before a transfer broke off did leave.
    let isWhole = completion == UInt8(ascii: "c")
    event.set(.outcome, to: isWhole || size > 0 ? .allowed : .failed)
    event.set(.size, to: size)
    event.set(.path, toBlockRange: scanner.rest)
    event.setPeer(peer, in: block)
    // The name that an anonymous user gives is anybody's.
    if block[access.lowerBound] != UInt8(ascii: "a") { event.set(.user, toBlockRange: user) }
    return .event
  }
}
