internal import ByteScan
internal import EventModel

/// One line of the page log of CUPS, in its default layout.
///
///     Office sato 12 [21/Nov/2026:22:15:33 +0900] 1 2 - 10.0.0.5 見積書.pdf A4 one-sided
///     printer user job                    page copies billing host name … media sides
struct PageLogLine {
  enum Failure: Error { case malformed, badTime }

  var printer: Range<Int>
  var user: Range<Int>
  var job: Range<Int>
  var time: Timestamp
  /// Whether the line tells the whole job (`total`), not one of its pages.
  var isTotal: Bool
  /// How many sheets: the copies of this page, or the pages of the job.
  var count: Int64
  var host: Range<Int>?
  var document: Range<Int>?

  init(_ block: Span<UInt8>, _ line: Range<Int>) throws(Failure) {
    var scanner = TextScanner(line)
    guard let printer = scanner.word(in: block), let user = scanner.word(in: block),
      let job = scanner.word(in: block), scanner.skip("[", in: block),
      let stamp = scanner.upTo("] ", in: block)
    else { throw .malformed }
    guard let time = Self.time(block.extracting(stamp)) else { throw .badTime }
    (self.printer, self.user, self.job, self.time) = (printer, user, job, time)
    var digits = TextScanner(job)
    guard digits.number(in: block) != nil, digits.isAtEnd, let page = scanner.word(in: block)
    else { throw .malformed }
    isTotal = block.extracting(page).equals("total")
    guard isTotal || block[page.lowerBound].isAsciiDigit, let count = scanner.number(in: block)
    else { throw .malformed }
    self.count = count
    scanner.skipBlanks(in: block)
    // What follows is there if the layout is the default one of CUPS 1.1.20 and later.
    guard scanner.word(in: block) != nil, let host = scanner.word(in: block) else { return }
    self.host = host
    guard scanner.lastWord(in: block) != nil, scanner.lastWord(in: block) != nil,
      !scanner.isAtEnd, !block.extracting(scanner.rest).equals("-")
    else { return }
    document = scanner.rest
  }

  /// Reads `21/Nov/2026:22:15:33 +0900`.
  private static func time(_ text: Span<UInt8>) -> Timestamp? {
    guard text.count >= 26, let day = text.fixedDigits(2, at: 0),
      let month = text.monthName(at: 3), let year = text.fixedDigits(4, at: 7),
      let clock = text.clock(at: 12), let hours = text.fixedDigits(2, at: 22),
      let minutes = text.fixedDigits(2, at: 24), hours < 24, minutes < 60,
      text.has(UInt8(ascii: "+"), at: 21) || text.has(UInt8(ascii: "-"), at: 21)
    else { return nil }
    let civil = CivilTime(
      year: year, month: month, day: day, hour: clock.hour, minute: clock.minute,
      second: clock.second)
    guard civil.isValid else { return nil }
    let offset = (hours * 60 + minutes) * 60 * (text[21] == UInt8(ascii: "-") ? -1 : 1)
    return Timestamp(microseconds: civil.microsecondsSince1970(offsetInSeconds: offset))
  }
}
