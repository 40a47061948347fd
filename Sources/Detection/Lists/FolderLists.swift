import EventModel

/// All live lists of folders in one table of path prefixes.
///
/// Paths are folded and use `/` alone. A prefix ends only where a component ends, so `/data/customers2`
/// is not inside `/data/customers`; a folder is inside itself.
final class FolderLists: Sendable {
  let lists: HashedLists

  /// Creates the table of folders that were folded as event paths are, as their keys.
  init(_ lists: HashedLists) { self.lists = lists }

  /// Another hold on the same table, for one worker alone.
  init(forOneWorker other: FolderLists) { lists = other.lists }

  /// Replaces `key` by a folder as the table keeps it: folded, without slashes at its end.
  ///
  /// The root directory becomes the empty prefix, which every path that starts with `/` has.
  static func writeKey(of folder: Span<UInt8>, into key: inout [UInt8]) {
    TextForm.path.write(folder, into: &key)
    while key.last == UInt8(ascii: "/") { key.removeLast() }
  }

  /// Marks the lists with a folder that the folded path lies in.
  ///
  /// - Complexity: O(*n*) in the bytes of the path.
  func mark(
    _ path: Span<UInt8>, at time: Timestamp, in bits: inout [UInt64], from start: Int
  ) {
    var hash = KeyHash()
    var index = 0
    while index <= path.count, index <= lists.longestKey {
      if index == path.count || path[index] == UInt8(ascii: "/") {
        lists.mark(hash.finished, at: 0..<index, in: path, at: time, in: &bits, from: start)
      }
      if index < path.count { hash.take(path[index]) }
      index += 1
    }
  }
}
