internal import Detection
internal import LogArchive
internal import LogFormats

/// What became of the lines of one input, put together from its pieces in their order.
struct PieceAccounts: Sendable {
  /// The sums of how lines were stored.
  private(set) var decoding = DecodingCounts()
  /// The accounts of the first pieces, put together, and how many pieces those are.
  private var account = LineAccount()
  private var accountedCount = 0
  /// The accounts of pieces before which another one is still being read.
  private var laterAccounts: [Int: LineAccount] = [:]

  /// Adds what became of the lines of a piece, and how they were stored.
  mutating func add(_ account: LineAccount, _ decoding: DecodingCounts, ofPiece number: Int) {
    self.decoding += decoding
    laterAccounts[number] = account
    // A long input has very many pieces; only a few wait for an earlier one.
    while let next = laterAccounts.removeValue(forKey: accountedCount) {
      self.account.append(next)
      accountedCount += 1
    }
  }

  /// The account of all pieces; where reading was broken off, one may be missing.
  var whole: LineAccount {
    var account = account
    for (_, later) in laterAccounts.sorted(by: { $0.key < $1.key }) { account.append(later) }
    return account
  }
}
