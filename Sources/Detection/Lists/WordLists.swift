import EventModel

/// All literals that texts are searched for, of all rules and lists, in one automaton.
///
/// This is the automaton of Aho and Corasick (1975) with every transition worked out beforehand: one
/// table look-up for a byte of text, however many literals there are. Bytes that no literal holds
/// share one column. An empty literal is in every text.
final class WordLists: Sendable {
  private static let isFinal: UInt32 = 0x8000_0000

  /// The column of each byte value; column 0 is "in no literal".
  private let columns: [UInt8]
  /// Rows of `columnCount` states; a state is the index of its row, with the top bit set where
  /// literals end.
  private let transitions: [UInt32]
  /// For each row: the range in `found` of memberships whose literals end there.
  private let foundStarts: [UInt32]
  private let found: [UInt32]
  private let columnCount: Int
  private let everywhere: Int?
  let memberships: Memberships

  /// Creates the automaton of literals that were folded as the texts are.
  init(_ builder: Memberships.Builder, bitCount: Int) {
    let built = builder.build(bitCount: bitCount)
    memberships = built.memberships
    everywhere = built.keys.first { $0.key.isEmpty }?.number
    let literals = built.keys.filter { !$0.key.isEmpty }
    let (columns, columnCount) = Self.columns(of: literals.map(\.key))
    var trie = LiteralTrie(
      columnCount: columnCount, maximumRowCount: literals.reduce(1) { $0 + $1.key.count })
    for (literal, number) in literals {
      trie.insert(literal.map { Int(columns[Int($0)]) }, number: number)
    }
    trie.close()
    var foundStarts: [UInt32] = []
    var found: [UInt32] = []
    for row in trie.found {
      foundStarts.append(UInt32(found.count))
      found += row.map { UInt32($0) }
    }
    foundStarts.append(UInt32(found.count))
    transitions = trie.transitions(marking: Self.isFinal)
    self.foundStarts = foundStarts
    self.found = found
    self.columns = columns
    self.columnCount = columnCount
  }

  /// Another hold on the same table, for one worker alone.
  init(forOneWorker other: WordLists) {
    columns = other.columns
    transitions = other.transitions
    foundStarts = other.foundStarts
    found = other.found
    columnCount = other.columnCount
    everywhere = other.everywhere
    memberships = other.memberships
  }

  private static func columns(of literals: [[UInt8]]) -> ([UInt8], Int) {
    var columns = [UInt8](repeating: 0, count: 256)
    for literal in literals {
      for byte in literal { columns[Int(byte)] = 1 }
    }
    var count = 1
    // UTF-8 never holds 0xFF, so 255 columns and column 0 fit a byte.
    for byte in 0..<255 where columns[byte] != 0 {
      columns[byte] = UInt8(count)
      count += 1
    }
    columns[255] = 0
    return (columns, count)
  }

  /// Marks the lists with a literal that occurs anywhere in the folded text.
  ///
  /// - Complexity: O(*n*) in the bytes of the text and the literals found.
  func mark(_ text: Span<UInt8>, at time: Timestamp, in bits: inout [UInt64], from start: Int) {
    if let everywhere { memberships.mark(everywhere, at: time, in: &bits, from: start) }
    let (columns, transitions) = (columns, transitions)
    var row = 0
    for index in text.indices {
      let state = transitions[row + Int(columns[Int(text[index])])]
      row = Int(state & ~Self.isFinal)
      guard state & Self.isFinal != 0 else { continue }
      let number = row / columnCount
      for entry in Int(foundStarts[number])..<Int(foundStarts[number + 1]) {
        memberships.mark(Int(found[entry]), at: time, in: &bits, from: start)
      }
    }
  }
}

/// The trie of the literals, and then the automaton, while it is built.
private struct LiteralTrie {
  let columnCount: Int
  private static let none = UInt32.max

  /// Rows of children; ``none`` where there is none, until the trie is closed.
  var next: [UInt32]
  var found: [[Int]] = [[]]

  init(columnCount: Int, maximumRowCount: Int) {
    self.columnCount = columnCount
    next = []
    next.reserveCapacity(columnCount * maximumRowCount)
    next += repeatElement(Self.none, count: columnCount)
  }

  /// Makes rows into places of rows, with a mark on those where literals end.
  consuming func transitions(marking mark: UInt32) -> [UInt32] {
    for place in next.indices {
      let row = next[place]
      let start = row &* UInt32(columnCount)
      next[place] = found[Int(row)].isEmpty ? start : start | mark
    }
    return next
  }

  mutating func insert(_ columns: [Int], number: Int) {
    var row = 0
    for column in columns {
      let place = row * columnCount + column
      if next[place] == Self.none {
        next[place] = UInt32(found.count)
        found.append([])
        next += repeatElement(Self.none, count: columnCount)
      }
      row = Int(next[place])
    }
    found[row].append(number)
  }

  /// Fills in every missing transition with that of the longest suffix that is also in the trie.
  mutating func close() {
    var suffix = [Int](repeating: 0, count: found.count)
    var queue: [Int] = []
    for column in 0..<columnCount {
      if next[column] == Self.none { next[column] = 0 } else { queue.append(Int(next[column])) }
    }
    var at = 0
    while at < queue.count {
      let row = queue[at]
      at += 1
      for number in found[suffix[row]] where !found[row].contains(number) {
        found[row].append(number)
      }
      for column in 0..<columnCount {
        let place = row * columnCount + column
        let fallback = next[suffix[row] * columnCount + column]
        if next[place] == Self.none {
          next[place] = fallback
        } else {
          suffix[Int(next[place])] = Int(fallback)
          queue.append(Int(next[place]))
        }
      }
    }
  }
}
