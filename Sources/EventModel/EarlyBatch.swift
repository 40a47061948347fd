/// The early fields (``FieldSet/early``) of up to 64 lines side by side, before there is an ``Event``.
///
/// What ``EarlyEvent`` tells of one line that concerns nobody, this tells of many, so that several of
/// them are judged at once. Each array has ``limit`` places, of which the first ``count`` count. A line
/// that is doubted is perhaps no event, or one that was not understood in this way; its other values
/// mean nothing.
package struct EarlyBatch: Sendable {
  /// How many lines there are at most.
  package static let limit = 64
  package var kind: EventKind
  package var count = 0
  /// A word that is not zero for each line that is doubted.
  package var doubts = [UInt64](repeating: 0, count: limit)
  /// The times, in microseconds since 1970-01-01T00:00:00Z.
  package var times = [Int64](repeating: 0, count: limit)
  /// How much was sent and received; −1 for a line that does not tell.
  package var bytesOut = [Int64](repeating: -1, count: limit)
  package var bytesIn = [Int64](repeating: -1, count: limit)
  package var statuses = [Int64](repeating: 0, count: limit)
  /// The raw values of the words.
  package var outcomes = [UInt8](repeating: Word.failed.rawValue, count: limit)
  package var methods = [UInt8](repeating: Word.get.rawValue, count: limit)
  /// The users as `ShortKey` holds them: the first eight bytes, the next eight, and how many there are; no bytes
  /// for a line that names nobody.
  package var userLows = [UInt64](repeating: 0, count: limit)
  package var userHighs = [UInt64](repeating: 0, count: limit)
  package var userCounts = [UInt64](repeating: 0, count: limit)

  /// Whether some line that is not doubted names a user of more than 16 bytes, and where those stand in the block.
  package var hasLongUsers = false
  package var longUsers = [TextPlace](
    repeating: TextPlace(start: 0, count: 0, isOwned: false), count: limit)

  /// Whether a line that names nobody has no host either, so that at most its address tells whose it is.
  package var isWithoutHosts = false

  /// Lets the lines name nobody whose user is a certain word; they must have no host.
  ///
  /// - Parameters:
  ///   - word: The word, as ``userLows`` has it.
  ///   - byteCount: How many bytes it has, less than eight.
  package mutating func forgetUsers(named word: UInt64, byteCount: UInt64) {
    isWithoutHosts = true
    let count = count
    let lows = userLows
    var byteCounts = userCounts.mutableSpan
    for line in 0..<count {
      let isNamed = lows[line] == word && byteCounts[line] == byteCount
      byteCounts[line] = isNamed ? 0 : byteCounts[line]
    }
  }

  /// Lets all lines name nobody; they must have no host.
  package mutating func forgetUsers() {
    isWithoutHosts = true
    var byteCounts = userCounts.mutableSpan
    for line in byteCounts.indices { byteCounts[line] = 0 }
  }

  /// Creates a batch of no lines.
  package init(_ kind: EventKind) { self.kind = kind }
}
