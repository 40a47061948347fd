internal import ByteScan
internal import Detection
internal import EventModel
internal import LogArchive
internal import LogFormats
internal import Synchronization
internal import SystemBoundary

/// One input that several workers may read together, piece by piece.
///
/// One worker at a time takes pieces out of the text; their lines are read beside that. A worker
/// that finds the text in use takes a piece that was laid ready, so that it need not wait; one that
/// finds it free lays some ready for the others:
///
///     text ──▶ one worker at a time ──▶ ready: ≤ 3 pieces ──▶ any worker
///
/// Blocks are handed over, not copied. The accounts of the pieces are put together in their order,
/// so nothing shows who has read what. A format that needs its blocks in order has one reader only,
/// and nothing is laid ready.
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

  /// What one worker has to do with the input.
  struct Part {
    /// Whether it read the first block, so that a format which needs its blocks in order is its own.
    fileprivate var isOwner = false
  }

  /// How many pieces lie ready at most when a worker leaves the text; none for one worker.
  private let readyCount: Int

  private struct State: Sendable {
    var identity: SourceIdentity?
    var isJoinable = false
    /// Whether a worker is taking pieces out of the text.
    var isInUse = false
    var hasEnded = false
    var waitingCount = 0
    /// Pieces that wait for a worker, in their order, and storage for the next ones.
    var ready: [(piece: Piece, block: LineBlock)] = []
    var free: [LineBlock] = []

    /// Gives the oldest piece away; the block has none of its own.
    mutating func takeOldest(into block: inout LineBlock) -> Piece {
      let first = ready.removeFirst()
      block = first.block
      return first.piece
    }
  }

  private enum Turn {
    case piece(Piece, SourceIdentity)
    case text
    case none
  }

  let number: Int
  private let state: Monitor<State>
  /// In the hands of one worker at a time, as ``State/isInUse`` tells.
  private let text: Mutex<InputText>
  private let accounts = Mutex(PieceAccounts())

  /// Opens an input.
  ///
  /// - Parameters:
  ///   - input: What to read.
  ///   - number: Its place among the inputs.
  ///   - options: How to read; where a thread of the reader's own reads ahead, nothing is laid ready.
  ///   - identifier: Tells what an input is.
  init(
    _ input: ArchiveInput, numbered number: Int, options: ReaderOptions,
    identifier: SourceIdentifier
  ) {
    self.number = number
    readyCount = options.readsAhead ? 0 : 2
    text = Mutex(InputText(input, options: options, identifier: identifier))
    state = Monitor(State())
  }

  /// Whether another worker may help, as far as is known before the first block was seen.
  var isJoinable: Bool {
    state.update {
      ($0.isJoinable || $0.identity == nil) && !($0.hasEnded && $0.ready.isEmpty)
    }
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
    switch turn(&block, part) {
    case .piece(let piece, let identity): return (piece, identity)
    case .text: return takeOut(into: &block, as: &part)
    case .none: return nil
    }
  }

  /// Waits for a piece that lies ready, or for the text.
  private func turn(_ block: inout LineBlock, _ part: Part) -> Turn {
    var isWaiting = false
    return state.wait { state in
      if isWaiting { state.waitingCount -= 1 }
      isWaiting = false
      guard state.isJoinable || state.identity == nil || part.isOwner else { return Turn.none }
      let isFree = !state.isInUse && !state.hasEnded
      if isFree, state.ready.isEmpty || state.ready.count < readyCount {
        state.isInUse = true
        return .text
      }
      if !state.ready.isEmpty {
        if !state.hasEnded { state.free.append(block.take()) }
        return .piece(state.takeOldest(into: &block), state.identity ?? .empty)
      }
      if state.hasEnded { return Turn.none }
      state.waitingCount += 1
      isWaiting = true
      return nil
    }
  }

  /// Takes a piece out of the text, and another for those who come later if few lie ready.
  private func takeOut(
    into block: inout LineBlock, as part: inout Part
  ) -> (piece: Piece, identity: SourceIdentity)? {
    var isSecond = false
    while true {
      let (piece, identity, isJoinable) = text.withLock { text in
        let piece = text.next(into: &block)
        return (piece, text.identity, text.isJoinable)
      }
      let taken: Piece?? = state.update { state in
        if state.identity == nil, identity != nil { part.isOwner = true }
        state.identity = identity
        state.isJoinable = isJoinable
        guard let piece else {
          state.hasEnded = true
          state.isInUse = false
          state.free.removeAll()
          guard !state.ready.isEmpty else { return .some(nil) }
          return .some(state.takeOldest(into: &block))
        }
        guard isJoinable else {
          state.isInUse = false
          return .some(piece)
        }
        state.ready.append((piece, block.take()))
        // Most inputs are short: a second piece would only cost its storage.
        let isEnough =
          piece.number == 0 || state.ready.count > readyCount || state.waitingCount > 0
        if isSecond || isEnough {
          state.isInUse = false
          return .some(state.takeOldest(into: &block))
        }
        block = state.free.popLast() ?? LineBlock()
        return nil
      }
      if let taken { return taken.map { ($0, identity ?? .empty) } }
      isSecond = true
    }
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
    text.withLock { $0.takeBack(block, from: start) }
  }

  /// Adds what became of the lines of a piece, and how they were stored.
  func add(_ account: LineAccount, _ decoding: DecodingCounts, ofPiece number: Int) {
    accounts.withLock { $0.add(account, decoding, ofPiece: number) }
  }

  /// Ends the reading, once no worker is at it any more.
  func finish() -> InputResult {
    let accounts = accounts.withLock { $0 }
    return text.withLock { $0.finish(accounts) }
  }
}
