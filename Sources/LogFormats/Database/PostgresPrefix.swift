internal import ByteScan
internal import EventModel

/// What PostgreSQL writes in front of a message, as `log_line_prefix` says.
///
///     2026-11-22 08:59:59.025 UTC [27480] sato@crm LOG:  statement: …     '%m [%p] %q%u@%d ', Debian's default
///     2026-11-22 08:59:59.025 UTC [27480] LOG:  statement: …              '%m [%p] ', PostgreSQL's default
///     2026-11-22 08:59:59 UTC [27480]: user=sato,db=crm,app=psql,client=10.0.0.5 LOG:  …
///     2026-11-22 08:59:59.025 UTC sato crm [27480]: LOG:  …               '%m %u %d [%p]: ', in the manual of pgaudit
///
/// A time (`%m` or `%t`) stands first; the severity with two blanks after its colon ends the prefix. Without
/// `%u` nobody is named.
struct PostgresPrefix {
  let clock: ClockReading
  /// Whether the message is one of `LOG`, which alone tells of statements that were run.
  let isLog: Bool
  let message: Range<Int>
  private(set) var user: Range<Int>
  private(set) var database: Range<Int>
  /// The client with or without its port.
  private(set) var peer: Range<Int>?

  /// Reads the front of a line; `nil` if it is none.
  ///
  /// - Complexity: O(*n*) in the bytes of the line.
  init?(_ block: Span<UInt8>, _ line: Range<Int>) {
    guard let clock = PostgresMessage.clock(block.extracting(line)),
      let severity = Self.severity(block, from: line.lowerBound + clock.byteCount, line.upperBound)
    else { return nil }
    self.clock = clock
    isLog = block.extracting(severity).starts(with: "LOG:")
    message = severity.upperBound..<line.upperBound
    let start = line.lowerBound + clock.byteCount
    user = start..<start
    database = start..<start
    readPeople(block, start..<severity.lowerBound)
  }

  /// Where the first severity stands, its colon and blanks included.
  private static func severity(
    _ block: Span<UInt8>, from start: Int, _ end: Int
  ) -> Range<Int>? {
    var offset = start
    while let colon = block.firstOffset(of: UInt8(ascii: ":"), from: offset), colon + 2 < end {
      offset = colon + 1
      guard block[colon + 1] == 0x20, block[colon + 2] == 0x20 else { continue }
      var first = colon
      while first > start, block[first - 1] > 0x20 { first -= 1 }
      let word = block.extracting(first..<colon)
      if word.equals("LOG") || word.equals("ERROR") || word.equals("FATAL") || word.equals("PANIC")
        || word.equals("WARNING") || word.equals("NOTICE") || word.equals("INFO")
        || word.equals("STATEMENT") || word.equals("DETAIL") || word.equals("HINT")
        || word.equals("CONTEXT") || word.equals("QUERY") || word.equals("LOCATION")
        || word.equals("BACKTRACE") || (word.count == 6 && word.starts(with: "DEBUG"))
      {
        return first..<(colon + 3)
      }
    }
    return nil
  }

  private mutating func readPeople(_ block: Span<UInt8>, _ prefix: Range<Int>) {
    var rest = prefix
    while let first = rest.first, block[first] <= 0x20 { rest = (first + 1)..<rest.upperBound }
    while let last = rest.last, block[last] <= 0x20 { rest = rest.lowerBound..<last }
    let text = block.extracting(rest)
    if let keyed = Self.value("user=", in: block, rest) {
      user = keyed
      database = Self.value("db=", in: block, rest) ?? database
      peer = Self.value("client=", in: block, rest)
      return
    }
    guard let open = text.firstOffset(of: UInt8(ascii: "[")),
      let close = text.firstOffset(of: UInt8(ascii: "]"), from: open)
    else { return }
    if open > 0 {
      // `user database [27480]:`
      let words = rest.lowerBound..<(rest.lowerBound + open - 1)
      guard let blank = block.extracting(words).lastOffset(of: 0x20, before: words.count) else {
        return
      }
      user = words.lowerBound..<(words.lowerBound + blank)
      database = (words.lowerBound + blank + 1)..<words.upperBound
      return
    }
    // `[27480] user@database`: a name may hold `@`, as an address does.
    var start = rest.lowerBound + close + 1
    while start < rest.upperBound, block[start] == 0x20 || block[start] == UInt8(ascii: ":") {
      start += 1
    }
    let names = block.extracting(start..<rest.upperBound)
    guard let at = names.lastOffset(of: UInt8(ascii: "@"), before: names.count) else { return }
    user = start..<(start + at)
    database = (start + at + 1)..<rest.upperBound
  }

  /// The value of `key=`, up to the next comma or blank.
  private static func value(
    _ key: StaticString, in block: Span<UInt8>, _ range: Range<Int>
  ) -> Range<Int>? {
    let count = key.utf8CodeUnitCount
    var start = range.lowerBound
    while start + count <= range.upperBound {
      let isFirst =
        start == range.lowerBound || block[start - 1] == 0x20
        || block[start - 1] == UInt8(ascii: ",")
      if isFirst, block.extracting(start..<(start + count)).equals(key) {
        var end = start + count
        while end < range.upperBound, block[end] > 0x20, block[end] != UInt8(ascii: ",") {
          end += 1
        }
        return (start + count)..<end
      }
      start += 1
    }
    return nil
  }
}
