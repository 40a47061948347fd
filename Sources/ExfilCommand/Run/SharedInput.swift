internal import ByteScan
internal import Detection
internal import EventModel
internal import LogArchive
internal import LogFormats
internal import Synchronization

/// What one input came to.
struct InputResult: Sendable {
  var ledger: FileLedger
  var account: LineAccount
  var identity: SourceIdentity
  /// Bytes of text.
  var byteCount: Int
  /// Where the last whole line ends, counted from the front of the decompressed text.
  var textEnd: UInt64
}

/// One input that several workers may read together, block by block.
///
/// One worker at a time takes the next block out, under a lock and into storage of its own; the
/// lines are read outside it: blocks are handed over, not copied. The accounts of the blocks are put
/// together in their order, so nothing shows who has read what. A format that needs its blocks in
/// order has one reader only.
final class SharedInput: Sendable {
  /// A part of the input, whose bytes are in the worker's storage.
  struct Piece {
    enum Content { case block, tornLine, oversizeLine(byteCount: Int) }
    var content: Content
    /// The place of the piece among those of the input.
    var number: Int
    /// How many lines of the input stand before it, and how many it has.
    var linesBefore: Int
    var lineCount = 1
    /// Where it begins in the decompressed text.
    var offset: UInt64
    /// Whether a record that is open at its end must be given up: nothing that is a line follows.
    var isLast = false
    /// How the lines of a block are stored.
    var encoding = BlockEncoding.asStored
    /// Whether an earlier run has read the lines, so that they only tell what the next ones mean.
    var wasReadBefore = false
  }

  private struct State: ~Copyable {
    var archive: ArchiveReader?
    /// The ledger entry of an input that was read to its end, whose file is closed.
    var ledger: FileLedger?
    var identity: SourceIdentity?
    var survey: EncodingSurvey
    var decoding = DecodingCounts()
    var isJoinable = false
    var hasEnded = false
    /// Whether what is read is the front that an earlier run has read.
    var isFront = false
    /// Where a line begins that the end of the data cuts off; `nil` if none is.
    var tornOffset: UInt64?
    var pieceCount = 0
    var lineCount = 0
    var byteCount = 0
    /// The accounts of the first pieces, put together, and how many pieces those are.
    var account = LineAccount()
    var accountedCount = 0
    /// The accounts of pieces before which another one is still being read.
    var laterAccounts: [Int: LineAccount] = [:]
    /// Lines that begin a record which the next block may end, and where they stand.
    var unread: [UInt8] = []
    var unreadOffset: UInt64 = 0
    /// What came after the unread lines and is no block, and its bytes.
    var held: (item: LineBlockItem, block: LineBlock)?
  }

  let number: Int
  private let input: ArchiveInput
  private let options: ReaderOptions
  private let identifier: SourceIdentifier
  private let state: Mutex<State>

  /// Opens an input.
  init(
    _ input: ArchiveInput, numbered number: Int, options: ReaderOptions,
    identifier: SourceIdentifier
  ) {
    self.number = number
    self.input = input
    self.identifier = identifier
    self.options = options
    var opening = options
    // What the input is, is told by its first block, however little of it earlier runs have read.
    if input.resumption != nil { opening.part = .whole }
    let archive = ArchiveReader(opening: input, options: opening)
    let survey = EncodingSurvey(archive.encoding)
    state = Mutex(
      State(archive: archive, survey: survey, isFront: input.resumption != nil))
  }

  /// What one worker has to do with the input.
  struct Part {
    /// Whether it read the first block, so that a format which needs its blocks in order is its own.
    fileprivate var isOwner = false
  }

  /// Whether another worker may help, as far as is known before the first block was seen.
  var isJoinable: Bool {
    state.withLock { ($0.isJoinable || $0.identity == nil) && !$0.hasEnded }
  }

  /// Takes the next piece out; returns `nil` at the end, and if another worker must go on alone.
  ///
  /// - Parameters:
  ///   - block: Holds the bytes of a block or a torn line afterwards.
  ///   - part: The worker's part in this input.
  /// - Returns: The piece, and what the input was found to be.
  func next(
    into block: inout LineBlock, as part: inout Part
  ) -> (piece: Piece, identity: SourceIdentity)? {
    state.withLock { state in
      guard state.isJoinable || state.identity == nil || part.isOwner else { return nil }
      guard !state.hasEnded, var archive = state.archive.take() else { return nil }
      if state.isFront, state.identity == nil {
        archive = openFront(archive, into: &block, &state, &part)
      }
      if state.isFront {
        if let piece = nextOfFront(&archive, into: &block, &state, &part) {
          state.archive = .some(consume archive)
          return (piece, state.identity ?? .empty)
        }
        archive = ArchiveReader(opening: input, options: options)
        state.isFront = false
        state.lineCount = input.resumption?.lineCount ?? 0
        state.byteCount = 0
        state.unread.removeAll()
        state.held = nil
      }
      let item = Self.nextItem(of: &archive, into: &block, &state)
      var piece = Piece(
        content: .block, number: state.pieceCount, linesBefore: state.lineCount,
        offset: block.offset)
      piece.isLast = state.held != nil
      switch item {
      case .block:
        if state.identity == nil {
          piece.encoding = identify(block, archive, &state, &part)
        } else {
          piece.encoding = state.survey.look(at: block.bytes)
        }
        piece.lineCount = archive.encoding.lineFeed.lineCount(in: block.bytes)
        state.byteCount += block.byteCount
      case .tornLine:
        piece.content = .tornLine
        state.tornOffset = piece.offset
        state.byteCount += block.byteCount
      case .oversizeLine(let offset, let byteCount):
        piece.content = .oversizeLine(byteCount: Int(byteCount))
        piece.offset = offset
        state.byteCount += Int(byteCount)
      case .end:
        state.hasEnded = true
      }
      guard !state.hasEnded else {
        // An archive has more files than a process may hold open.
        state.ledger = archive.finish()
        return nil
      }
      state.archive = .some(consume archive)
      state.pieceCount += 1
      state.lineCount += piece.lineCount
      return (piece, state.identity ?? .empty)
    }
  }

  /// Goes on with the front that an earlier run has read; `nil` when no more of it is of use.
  ///
  /// A format that can begin with any block needs no more of the front than what it is.
  private func nextOfFront(
    _ archive: inout ArchiveReader, into block: inout LineBlock, _ state: inout State,
    _ part: inout Part
  ) -> Piece? {
    while !state.isJoinable {
      let item = Self.nextItem(of: &archive, into: &block, &state)
      if case .end = item { return nil }
      guard case .block = item else { continue }
      var piece = Piece(content: .block, number: 0, linesBefore: 0, offset: block.offset)
      piece.wasReadBefore = true
      piece.isLast = state.held != nil
      piece.encoding = state.survey.look(at: block.bytes)
      return piece
    }
    return nil
  }

  /// Finds out what the input is, and opens the front that an earlier run has read.
  private func openFront(
    _ whole: consuming ArchiveReader, into block: inout LineBlock, _ state: inout State,
    _ part: inout Part
  ) -> ArchiveReader {
    while true {
      let item = whole.nextItem(into: &block)
      if case .block = item {
        _ = identify(block, whole, &state, &part)
      } else if item != .end {
        continue
      }
      var front = options
      front.part = .front
      return ArchiveReader(opening: input, options: front)
    }
  }

  /// Finds out what the input is from its first block; returns how the lines of that are stored.
  private func identify(
    _ block: borrowing LineBlock, _ archive: borrowing ArchiveReader, _ state: inout State,
    _ part: inout Part
  ) -> BlockEncoding {
    let first = FirstBlock(
      identifier: identifier, input: input, packedSeconds: archive.gzipModifiedSeconds)
    let found = first.identify(block.bytes, &state.survey)
    state.isJoinable = found.identity.reader(wanted: FieldSet()).readsBlocksInAnyOrder
    state.identity = found.identity
    part.isOwner = true
    return found.encoding
  }

  /// Goes on to the next part of the input; lines that were given back stand in front of a block, or are
  /// one of their own if no block follows.
  private static func nextItem(
    of archive: inout ArchiveReader, into block: inout LineBlock, _ state: inout State
  ) -> LineBlockItem {
    if let held = state.held.take() {
      block = held.block
      return held.item
    }
    let item = archive.nextItem(into: &block)
    guard !state.unread.isEmpty else { return item }
    if case .block = item {
      block.prepend(state.unread.span)
    } else {
      var rest = LineBlock()
      rest.replace(with: state.unread.span, at: state.unreadOffset)
      swap(&block, &rest)
      state.held = (item, rest)
    }
    state.unread.removeAll(keepingCapacity: true)
    return .block
  }

  /// Gives the last lines of a block back, because a record that begins with them goes on behind it.
  ///
  /// Only the one worker that reads an input in order does so.
  ///
  /// - Parameters:
  ///   - block: The block.
  ///   - start: Where the lines begin in it.
  /// - Returns: How many lines they are.
  func giveBack(_ block: borrowing LineBlock, from start: Int) -> Int {
    let bytes = block.bytes
    let rest = bytes.extracting(start..<bytes.count)
    return state.withLock { state in
      let lineCount = (state.archive?.encoding.lineFeed ?? .byte).lineCount(in: rest)
      state.unread.removeAll(keepingCapacity: true)
      state.unread.append(copying: rest)
      state.unreadOffset = block.offset + UInt64(start)
      state.lineCount -= lineCount
      state.byteCount -= rest.count
      return lineCount
    }
  }

  /// Adds what became of the lines of a piece, and how they were stored.
  func add(_ account: LineAccount, _ decoding: DecodingCounts, ofPiece number: Int) {
    state.withLock { state in
      state.decoding += decoding
      state.laterAccounts[number] = account
      // A long input has very many pieces; only a few wait for an earlier one.
      while let next = state.laterAccounts.removeValue(forKey: state.accountedCount) {
        state.account.append(next)
        state.accountedCount += 1
      }
    }
  }

  /// Ends the reading, once no worker is at it any more.
  func finish() -> InputResult {
    state.withLock { state in
      var account = state.account
      // Where reading was broken off, a piece may be missing.
      for (_, later) in state.laterAccounts.sorted(by: { $0.key < $1.key }) {
        account.append(later)
      }
      var ledger = state.ledger ?? FileLedger(path: input.path)
      if let archive = state.archive.take() { ledger = archive.finish() }
      let textEnd = state.tornOffset ?? ledger.byteCount
      ledger.byteCount -= min(ledger.byteCount, input.resumption?.byteCount ?? 0)
      ledger.note(state.decoding, hasUTF8: state.survey.hasUTF8, lineCount: account.lines)
      var identity = state.identity ?? .empty
      identity.encodingOfKeptLines = state.survey.encodingOfKeptLines
      return InputResult(
        ledger: ledger, account: account, identity: identity, byteCount: state.byteCount,
        textEnd: textEnd)
    }
  }
}
