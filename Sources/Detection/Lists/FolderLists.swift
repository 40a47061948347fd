import EventModel

/// All live lists of folders in one table of path prefixes.
///
/// Paths are folded and use `/` alone. A prefix ends only where a component ends, so `/data/customers2`
/// is not inside `/data/customers`; a folder is inside itself.
final class FolderLists: Sendable {
  private let table: ByteKeyTable
  let memberships: Memberships

  /// Creates the table of folders that were folded as event paths are, as their ``key(of:)``s.
  init(_ builder: Memberships.Builder, bitCount: Int) {
    let built = builder.build(bitCount: bitCount)
    table = ByteKeyTable(built.keys, isHashedFromEnd: false)
    memberships = built.memberships
  }

  /// Another hold on the same table, for one worker alone.
  init(forOneWorker other: FolderLists) {
    table = other.table
    memberships = other.memberships
  }

  /// Returns a folded folder as the table keeps it: without slashes at its end.
  ///
  /// The root directory becomes the empty prefix, which every path that starts with `/` has.
  static func key(of folder: [UInt8]) -> [UInt8] {
    var key = folder
    while key.last == UInt8(ascii: "/") { key.removeLast() }
    return key
  }

  /// Marks the lists with a folder that the folded path lies in.
  ///
  /// - Complexity: O(*n*) in the bytes of the path.
  func mark(
    _ path: Span<UInt8>, at time: Timestamp, in bits: inout [UInt64], from start: Int
  ) {
    var hash = KeyHash()
    var index = 0
    while index <= path.count, index <= table.longestKey {
      if index == path.count || path[index] == UInt8(ascii: "/") {
        if let number = table.number(of: hash.finished, at: 0..<index, in: path) {
          memberships.mark(number, at: time, in: &bits, from: start)
        }
      }
      if index < path.count { hash.take(path[index]) }
      index += 1
    }
  }
}
