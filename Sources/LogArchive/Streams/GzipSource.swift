internal import ByteScan
package import Digests
package import SystemBoundary

/// The text inside a gzip stream of any number of members.
///
/// Everything that can be decoded is handed on before an error ends the stream; what was wrong is
/// noted with its place. Check sum and size of every member are verified. When ISA-L calls a
/// member broken, zlib is asked from the start of that member before we believe it.
package struct GzipSource<Stored: StoredBytes & ~Copyable>: ByteSource, ~Copyable {
  private enum State { case between, header, body, trailer, ended }

  /// The compressed bytes, with the account of their reading.
  package private(set) var stored: Stored
  private var state = State.between
  private var inflater: Inflater
  private let firstEngine: InflateEngine
  /// Stored bytes, and room behind them: of a broken stream ISA-L has been seen to take one byte too many.
  private var input: [UInt8]
  private static var spareByteCount: Int { 16 }
  private var inputStart = 0
  private var inputEnd = 0
  /// The last bytes of the member's body, to tell a flush from a cut.
  private var lastBytes: [UInt8] = []
  private var header = GzipHeaderParser()
  private var headerOffset: UInt64 = 0
  private var bodyOffset: UInt64 = 0
  private var trailer: [UInt8] = []
  private var sum = CheckSum()
  private var memberByteCount: UInt64 = 0
  private var isRetried = false
  /// The first bytes of a member, held back to look for a byte order mark.
  private var opening: [UInt8] = []
  private var openingServed = 0
  private var isOpening = false

  /// When the file in the first member was last written, in seconds since 1970, if it says so.
  private(set) var modifiedSeconds: UInt32?
  /// The members that were begun.
  package private(set) var memberCount = 0
  /// All decompressed bytes, marks included.
  package private(set) var byteCount: UInt64 = 0
  /// Where byte order marks were taken away, as counts of bytes handed out before them.
  package private(set) var markPlaces: [UInt64] = []
  private var handedOutByteCount: UInt64 = 0
  /// What was wrong or worth a word, in the order it was met.
  package private(set) var notes: [InputNote] = []
  /// Whether text is missing after the last byte handed out.
  package private(set) var isCut = false
  /// The container that the first member holds, if it is one we don't read.
  package private(set) var nestedContainer: String?
  private var hasher: SHA256Hasher?

  /// Creates a source over stored bytes that begin with a gzip header.
  ///
  /// - Parameters:
  ///   - stored: The compressed bytes.
  ///   - engine: The library to ask first.
  ///   - hashes: Whether the decompressed bytes are hashed.
  ///   - inputByteCount: How many stored bytes to read at a time.
  package init(
    _ stored: consuming Stored, engine: InflateEngine = .isal, hashes: Bool = false,
    inputByteCount: Int = 256 << 10
  ) {
    self.stored = stored
    firstEngine = engine
    inflater = Inflater(engine: engine)
    input = [UInt8](repeating: 0, count: inputByteCount + Self.spareByteCount)
    hasher = hashes ? SHA256Hasher() : nil
  }

  /// The digest of all decompressed bytes, if it was asked for.
  package var digest: SHA256Digest? { hasher?.digest }

  /// Hands out the next decompressed bytes; zero means the end.
  package mutating func read(into target: inout MutableSpan<UInt8>) -> Int {
    let byteCount = decode(into: &target)
    handedOutByteCount += UInt64(byteCount)
    return byteCount
  }

  /// The offset in the decompressed stream, the marks before it counted.
  ///
  /// - Complexity: O(*n*) in the marks.
  package func streamOffset(ofHandedOut count: UInt64) -> UInt64 {
    let marks = markPlaces.count { $0 <= count }
    return count + UInt64(marks * ByteOrderMark.utf8.count)
  }

  private mutating func decode(into target: inout MutableSpan<UInt8>) -> Int {
    while true {
      if openingServed < opening.count { return serveOpening(into: &target) }
      switch state {
      case .between: lookForMember()
      case .header: readHeader()
      case .body:
        let byteCount = isOpening ? fillOpening() : inflateOn(into: &target)
        if byteCount > 0 { return byteCount }
      case .trailer: readTrailer()
      case .ended: return 0
      }
    }
  }

  // MARK: Stored bytes

  /// The offset of the next stored byte.
  private var inputOffset: UInt64 { stored.offset - UInt64(inputEnd - inputStart) }

  /// Makes sure that there is a stored byte; false at their end.
  private mutating func hasInput() -> Bool {
    if inputStart < inputEnd { return true }
    inputStart = 0
    inputEnd = Self.fill(&input, from: &stored)
    return inputEnd > 0
  }

  private static func fill(_ input: inout [UInt8], from stored: inout Stored) -> Int {
    var all = input.mutableSpan
    var room = all._mutatingExtracting(0..<(all.count - spareByteCount))
    return stored.read(into: &room)
  }

  private mutating func step(into target: inout MutableSpan<UInt8>) -> InflateStep {
    let range = inputStart..<inputEnd
    let step = Self.step(&inflater, input, range, &target)
    remember(consumed: step.consumed)
    inputStart += step.consumed
    return step
  }

  private static func step(
    _ inflater: inout Inflater, _ input: [UInt8], _ range: Range<Int>,
    _ target: inout MutableSpan<UInt8>
  ) -> InflateStep {
    inflater.inflate(input.span.extracting(range), into: &target)
  }

  private mutating func end(_ code: InputCode, _ detail: String, at offset: UInt64, cut: Bool) {
    notes.append(InputNote(code, detail, storedOffset: offset))
    end(cut: cut)
  }

  private mutating func end(cut: Bool) {
    isCut = isCut || cut
    state = .ended
    // The rest is read for its digest and for the account; its bytes mean nothing any more.
    while hasInput() { inputStart = inputEnd }
    isCut = isCut || stored.isCut
  }

  // MARK: Members

  private mutating func lookForMember() {
    let start = inputOffset
    guard hasInput() else { return end(cut: false) }
    if input[inputStart] == 0 && memberCount > 0 { return readPadding(from: start) }
    if input[inputStart] != 0x1F && memberCount > 0 { return endWithGarbage(from: start) }
    header = GzipHeaderParser()
    headerOffset = start
    state = .header
  }

  private mutating func readPadding(from start: UInt64) {
    while hasInput() {
      if input[inputStart] != 0 { return endWithGarbage(from: start) }
      inputStart += 1
    }
    let count = inputOffset - start
    end(.zeroPadding, "\(count) zero bytes after the last member", at: start, cut: false)
  }

  private mutating func endWithGarbage(from start: UInt64) {
    while hasInput() { inputStart = inputEnd }
    let count = inputOffset - start
    end(
      .trailingGarbage, "\(count) bytes after member \(memberCount) are no gzip", at: start,
      cut: false)
  }

  private mutating func readHeader() {
    while hasInput() {
      let byte = input[inputStart]
      inputStart += 1
      switch header.take(byte) {
      case .more: continue
      case .done: return beginBody()
      case .bad(let reason):
        // Two bytes that are no magic are garbage; a member that begins and goes wrong is not.
        if header.byteCount <= 2 && memberCount > 0 { return endWithGarbage(from: headerOffset) }
        return end(
          .gzipHeader, "member \(memberCount + 1): \(reason)", at: headerOffset, cut: true)
      }
    }
    end(
      .gzipHeader,
      "member \(memberCount + 1): the header ends after \(header.byteCount) bytes",
      at: headerOffset, cut: true)
  }

  private mutating func beginBody() {
    memberCount += 1
    if memberCount == 1, header.modifiedSeconds > 0 { modifiedSeconds = header.modifiedSeconds }
    bodyOffset = inputOffset
    isRetried = false
    if inflater.engine == firstEngine {
      inflater.restart()
    } else {
      inflater = Inflater(engine: firstEngine)
    }
    sum = CheckSum()
    memberByteCount = 0
    trailer.removeAll(keepingCapacity: true)
    lastBytes.removeAll(keepingCapacity: true)
    isOpening = true
    opening.removeAll(keepingCapacity: true)
    openingServed = 0
    state = .body
  }

  // MARK: The body

  /// Inflates until there is output or the state changes; the bytes are at the front of `target`.
  private mutating func inflateOn(into target: inout MutableSpan<UInt8>) -> Int {
    while state == .body {
      // Without input there may still be output that found no room before.
      let isStarved = !hasInput()
      let step = step(into: &target)
      account(target.span.extracting(0..<step.produced))
      switch step.outcome {
      case .finished:
        trailer.append(contentsOf: step.leftover)
        state = .trailer
      case .broken: retryOrEnd()
      case .running where step.produced == 0 && isStarved: endInsideBody()
      case .running where step.produced == 0 && step.consumed == 0: retryOrEnd()
      case .running: break
      }
      if step.produced > 0 { return step.produced }
    }
    return 0
  }

  private mutating func account(_ bytes: Span<UInt8>) {
    sum.add(bytes)
    memberByteCount += UInt64(bytes.count)
    byteCount += UInt64(bytes.count)
    hasher?.add(bytes)
  }

  private mutating func remember(consumed: Int) {
    let kept = min(4, consumed)
    lastBytes.append(contentsOf: input[(inputStart + consumed - kept)..<(inputStart + consumed)])
    if lastBytes.count > 4 { lastBytes.removeFirst(lastBytes.count - 4) }
  }

  private mutating func endInsideBody() {
    let offset = inputOffset
    if lastBytes == [0x00, 0x00, 0xFF, 0xFF] {
      end(
        .gzipUnfinished, "the writer had not finished member \(memberCount)", at: offset, cut: true)
    } else {
      end(.gzipTruncated, "member \(memberCount) is cut", at: offset, cut: true)
    }
  }

  /// Asks the other library from the start of the member, past what was handed on already.
  private mutating func retryOrEnd() {
    let brokenOffset = inputOffset
    let delivered = memberByteCount
    let deliveredSum = sum
    if !isRetried, inflater.engine == .isal, stored.rewind(to: bodyOffset) {
      isRetried = true
      inputStart = 0
      inputEnd = 0
      inflater = Inflater(engine: .zlib)
      if skip(delivered, with: deliveredSum) { return }
    }
    end(
      .gzipCorrupt, "member \(memberCount) is no deflate stream from here", at: brokenOffset,
      cut: true)
  }

  /// Inflates and drops bytes; false if they differ from those of the check sum.
  private mutating func skip(_ byteCount: UInt64, with expected: CheckSum) -> Bool {
    var left = byteCount
    let scratchByteCount = 64 << 10
    var scratch = [UInt8](repeating: 0, count: scratchByteCount)
    var skipped = CheckSum()
    while left > 0 {
      _ = hasInput()
      var room = scratch.mutableSpan
      var part = room._mutatingExtracting(0..<Int(min(left, UInt64(scratchByteCount))))
      let step = step(into: &part)
      skipped.add(part.span.extracting(0..<step.produced))
      left -= UInt64(step.produced)
      if step.outcome != .running || (step.produced == 0 && step.consumed == 0) { break }
    }
    return left == 0 && skipped == expected
  }

  // MARK: Byte order marks

  /// Inflates the first bytes of the first member and returns them; they are handed out all the same.
  mutating func peekOpening() -> [UInt8] {
    while memberCount == 0 || isOpening {
      switch state {
      case .between: lookForMember()
      case .header: readHeader()
      case .body: _ = fillOpening()
      case .trailer, .ended: return opening
      }
    }
    return opening
  }

  /// Inflates the first bytes of a member aside, and takes a byte order mark off them.
  private mutating func fillOpening() -> Int {
    let wanted = memberCount == 1 ? ContentKind.prefixByteCount : ByteOrderMark.utf8.count
    var room = [UInt8](repeating: 0, count: 4096)
    while opening.count < wanted && state == .body {
      var target = room.mutableSpan
      let byteCount = inflateOn(into: &target)
      opening.append(copying: room.span.extracting(0..<byteCount))
    }
    isOpening = false
    if opening.starts(with: ByteOrderMark.utf8) {
      openingServed = ByteOrderMark.utf8.count
      markPlaces.append(handedOutByteCount)
    }
    if memberCount == 1 {
      nestedContainer =
        opening.starts(with: [0x1F, 0x8B]) ? "gzip" : ContentKind.containerName(of: opening)
      if nestedContainer != nil {
        opening.removeAll()
        openingServed = 0
        end(cut: false)
      }
    }
    return 0
  }

  private mutating func serveOpening(into target: inout MutableSpan<UInt8>) -> Int {
    let byteCount = min(target.count, opening.count - openingServed)
    target.copy(opening.span.extracting(openingServed..<(openingServed + byteCount)), at: 0)
    openingServed += byteCount
    return byteCount
  }

  // MARK: The trailer

  private mutating func readTrailer() {
    while trailer.count < 8 && hasInput() {
      trailer.append(input[inputStart])
      inputStart += 1
    }
    guard trailer.count == 8 else {
      return end(
        .gzipTrailerMissing,
        "member \(memberCount) has \(trailer.count) of the 8 bytes of its trailer",
        at: inputOffset, cut: false)
    }
    let writtenSum = Self.word(trailer[0..<4])
    let writtenSize = Self.word(trailer[4..<8])
    if writtenSum != sum.value {
      notes.append(
        InputNote(
          .gzipCheckSum, "the check sum of member \(memberCount) is wrong",
          storedOffset: inputOffset - 8))
    }
    // The size is written modulo 2³².
    if writtenSize != UInt32(truncatingIfNeeded: memberByteCount) {
      notes.append(
        InputNote(
          .gzipSize, "the size of member \(memberCount) is wrong", storedOffset: inputOffset - 4))
    }
    state = .between
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}

extension GzipSource: Sendable where Stored: Sendable & ~Copyable {}
