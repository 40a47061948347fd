internal import ByteScan
internal import Detection
internal import EventModel
internal import LogArchive
internal import LogFormats

/// The text of one input, cut into pieces that one worker after the other takes out.
///
/// Finds out from the first block what the input is, and numbers what comes out.
struct InputText: ~Copyable, Sendable {
  private var archive: ArchiveReader?
  /// The ledger entry of an input that was read to its end, whose file is closed.
  private var ledger: FileLedger?
  private(set) var identity: SourceIdentity?
  private var survey: EncodingSurvey
  /// Whether the pieces may be read in any order.
  private(set) var isJoinable = false
  /// Whether what is read is the front that an earlier run has read.
  private var isFront: Bool
  /// Where a line begins that the end of the data cuts off; `nil` if none is.
  private var tornOffset: UInt64?
  private var pieceCount = 0
  private var lineCount = 0
  /// The bytes of text taken out and not given back.
  private(set) var byteCount = 0
  /// Lines that begin a record which the next block may end, and where they stand.
  private var unread: [UInt8] = []
  private var unreadOffset: UInt64 = 0
  /// What came after the unread lines and is no block, and its bytes.
  private var held: (item: LineBlockItem, block: LineBlock)?

  private let input: ArchiveInput
  private let options: ReaderOptions
  private let identifier: SourceIdentifier

  /// Opens an input.
  init(_ input: ArchiveInput, options: ReaderOptions, identifier: SourceIdentifier) {
    self.input = input
    self.identifier = identifier
    self.options = options
    var opening = options
    // What the input is, is told by its first block, however little of it earlier runs have read.
    if input.resumption != nil {
      opening.part = .whole
      opening.hashesInputs = false
    }
    let archive = ArchiveReader(opening: input, options: opening)
    survey = EncodingSurvey(archive.encoding)
    self.archive = .some(archive)
    isFront = input.resumption != nil
  }

  /// Takes the next piece out.
  ///
  /// - Parameter block: Holds the bytes of a block or a torn line afterwards.
  /// - Returns: The piece; `nil` at the end.
  /// - Complexity: O(*n*) in the bytes of the piece.
  mutating func next(into block: inout LineBlock) -> SharedInput.Piece? {
    guard var archive = archive.take() else { return nil }
    if isFront, identity == nil {
      let hasLines = identifyWhole(&archive, into: &block)
      let looked = archive.finish()
      // It could be read a moment ago; now its ledger says why it is not.
      guard hasLines, looked.readFailure == nil else { return giveUp(looked) }
      // A format that can begin with any block needs no more of the front than what it is.
      archive = identity == nil || isJoinable ? openRest() : openFront()
    }
    if isFront {
      if let piece = nextOfFront(&archive, into: &block) {
        self.archive = .some(archive)
        return piece
      }
      let front = archive.finish()
      guard front.readFailure == nil else { return giveUp(front) }
      archive = openRest()
    }
    let item = nextItem(of: &archive, into: &block)
    var piece = SharedInput.Piece(
      content: .block, number: pieceCount, linesBefore: lineCount, offset: block.offset)
    piece.isLast = held != nil
    switch item {
    case .block:
      piece.encoding =
        identity == nil ? identify(block, archive) : survey.look(at: block.bytes)
      piece.lineCount = archive.encoding.lineFeed.lineCount(in: block.bytes)
      byteCount += block.byteCount
    case .tornLine:
      piece.content = .tornLine
      tornOffset = piece.offset
      byteCount += block.byteCount
    case .oversizeLine(let offset, let oversize):
      piece.content = .oversizeLine(byteCount: Int(oversize))
      piece.offset = offset
      byteCount += Int(oversize)
    case .end:
      // An archive has more files than a process may hold open.
      ledger = archive.finish()
      return nil
    }
    self.archive = .some(archive)
    pieceCount += 1
    lineCount += piece.lineCount
    return piece
  }

  /// Leaves the input to the next run, for without its front nobody knows what the rest means.
  private mutating func giveUp(_ front: FileLedger) -> SharedInput.Piece? {
    var front = front
    front.notes.removeAll { $0.code == .stoppedEarly }
    front.byteCount = 0
    ledger = front
    return nil
  }

  /// Goes on with the front that an earlier run has read; `nil` at its end.
  private mutating func nextOfFront(
    _ archive: inout ArchiveReader, into block: inout LineBlock
  ) -> SharedInput.Piece? {
    while true {
      let item = nextItem(of: &archive, into: &block)
      if case .end = item { return nil }
      guard case .block = item else { continue }
      var piece = SharedInput.Piece(
        content: .block, number: 0, linesBefore: 0, offset: block.offset)
      piece.wasReadBefore = true
      piece.isLast = held != nil
      piece.encoding = survey.look(at: block.bytes)
      return piece
    }
  }

  /// Finds out what the input is from its first block, if it has one; false if it has nothing at all.
  private mutating func identifyWhole(
    _ whole: inout ArchiveReader, into block: inout LineBlock
  ) -> Bool {
    var hasLines = false
    while true {
      switch whole.nextItem(into: &block) {
      case .block:
        _ = identify(block, whole)
        return true
      case .tornLine, .oversizeLine: hasLines = true
      case .end: return hasLines
      }
    }
  }

  /// Opens the front that an earlier run has read.
  private func openFront() -> ArchiveReader {
    var front = options
    front.part = .front
    front.hashesInputs = false
    return ArchiveReader(opening: input, options: front)
  }

  /// Opens what no run has read yet.
  private mutating func openRest() -> ArchiveReader {
    isFront = false
    lineCount = input.resumption?.lineCount ?? 0
    byteCount = 0
    unread.removeAll()
    held = nil
    return ArchiveReader(opening: input, options: options)
  }

  /// Finds out what the input is from its first block; returns how the lines of that are stored.
  private mutating func identify(
    _ block: borrowing LineBlock, _ archive: borrowing ArchiveReader
  ) -> BlockEncoding {
    let first = FirstBlock(
      identifier: identifier, input: input, packedSeconds: archive.gzipModifiedSeconds)
    let found = first.identify(block.bytes, &survey)
    isJoinable = found.identity.reader(wanted: FieldSet()).readsBlocksInAnyOrder
    identity = found.identity
    return found.encoding
  }

  /// Goes on to the next part of the input; lines that were given back stand in front of a block, or are
  /// one of their own if no block follows.
  private mutating func nextItem(
    of archive: inout ArchiveReader, into block: inout LineBlock
  ) -> LineBlockItem {
    if let held = held.take() {
      block = held.block
      return held.item
    }
    let item = archive.nextItem(into: &block)
    guard !unread.isEmpty else { return item }
    if case .block = item {
      block.prepend(unread.span)
    } else {
      var rest = LineBlock()
      rest.replace(with: unread.span, at: unreadOffset)
      swap(&block, &rest)
      held = (item, rest)
    }
    unread.removeAll(keepingCapacity: true)
    return .block
  }

  /// Takes the last lines of a block back; returns how many they are.
  mutating func takeBack(_ block: borrowing LineBlock, from start: Int) -> Int {
    let bytes = block.bytes
    let rest = bytes.extracting(start..<bytes.count)
    let restLineCount = (archive?.encoding.lineFeed ?? .byte).lineCount(in: rest)
    unread.removeAll(keepingCapacity: true)
    unread.append(copying: rest)
    unreadOffset = block.offset + UInt64(start)
    lineCount -= restLineCount
    byteCount -= rest.count
    return restLineCount
  }

  /// Ends the reading, and tells with the accounts of the pieces what the input came to.
  mutating func finish(_ accounts: PieceAccounts) -> InputResult {
    let account = accounts.whole
    var ledger = ledger ?? FileLedger(path: input.path)
    if let archive = archive.take() { ledger = archive.finish() }
    let textEnd = tornOffset ?? ledger.byteCount
    ledger.byteCount -= min(ledger.byteCount, input.resumption?.byteCount ?? 0)
    ledger.note(accounts.decoding, hasUTF8: survey.hasUTF8, lineCount: account.lines)
    var identity = identity ?? .empty
    identity.encodingOfKeptLines = survey.encodingOfKeptLines
    return InputResult(
      ledger: ledger, account: account, identity: identity, byteCount: byteCount,
      textEnd: textEnd)
  }
}
