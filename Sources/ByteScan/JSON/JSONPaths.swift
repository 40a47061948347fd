internal import CByteMask

/// The wanted values of a JSON object by the names that lead to them, as a tree.
///
/// Elements of arrays are named by their numbers: `["recipients", "0", "address"]`. It remembers names of objects
/// that it walked, which are expected in the same order again: a copy remembers for itself.
package struct JSONPaths: Sendable {
  private let tree: JSONNameTree
  /// Names that were met, the first of each hash, and how many they are.
  ///
  /// Room for them is made when some objects have been walked: many readers are made for a few lines.
  private var known: [json_cut_known] = []
  private var knownFirsts: [UInt16] = []
  private var knownCount: UInt16 = 1
  /// How many objects are walked before.
  private var untilRemembering = 8

  /// Builds the tree of paths, a slot each in their order; `nil` is a slot that no path leads to.
  package init(_ paths: [[String]?]) {
    self.init(paths.enumerated().compactMap { slot, path in path.map { ($0, slot) } })
  }

  /// Builds the tree of paths, several of which may lead to one slot; an empty name leads nowhere.
  package init(_ paths: [(path: [String], slot: Int)]) { tree = JSONNameTree(paths) }

  /// Finds the wanted values of the object that stands at the front of a range.
  ///
  /// The object is checked as a whole (RFC 8259): proper strings, numbers and nesting of at most 64. A wanted
  /// name that comes twice is an error, for readers differ in which of the two they take; one that is
  /// written with escapes is found if it has fewer than 256 bytes.
  ///
  /// - Parameters:
  ///   - block: The bytes that the line stands in.
  ///   - line: Where to look; its first byte is the brace.
  ///   - takesArrays: Whether an array is a value, brackets included. Objects and `null` are none.
  ///   - escaped: What is added to the values of strings with escapes; below 8.
  ///   - values: A place for each slot, all 0; set to `start << 32 | end << 3` of a value, a string without
  ///     its quotes.
  /// - Returns: Where the object ends; `nil` if something is wrong, and then `values` may be set in part.
  /// - Complexity: O(*n*) in the bytes of the object; nothing is allocated. Objects whose names come in the same
  ///   order as in one before are walked faster.
  package mutating func find(
    in block: Span<UInt8>, _ line: Range<Int>, takesArrays: Bool, escaped: UInt8,
    into values: inout MutableSpan<UInt64>
  ) -> Int? {
    precondition(line.lowerBound >= 0 && line.upperBound <= block.count, "the line is outside")
    precondition(
      values.count >= tree.slotCount, "\(values.count) places for \(tree.slotCount) slots")
    if untilRemembering > 0 {
      untilRemembering -= 1
      if untilRemembering == 0 { makeRoomForNames() }
    }
    // SAFETY: the C function reads `block.count` bytes of the block and the tree, whose indices are its own,
    // and writes at slots, which are below `values.count`, and at `known.count` names and as many hashes.
    let end = unsafe block.withUnsafeBufferPointer { text in
      unsafe tree.nodes.withUnsafeBufferPointer { nodes in
        unsafe tree.names.withUnsafeBufferPointer { names in
          unsafe tree.bytes.withUnsafeBufferPointer { bytes in
            unsafe tree.firsts.withUnsafeBufferPointer { firsts in
              unsafe known.withUnsafeMutableBufferPointer { known in
                unsafe knownFirsts.withUnsafeMutableBufferPointer { knownFirsts in
                  unsafe values.withUnsafeMutableBufferPointer { values in
                    var names = unsafe json_cut_tree(
                      nodes: nodes.baseAddress, names: names.baseAddress, bytes: bytes.baseAddress,
                      firsts: firsts.baseAddress, longest: tree.longestNameByteCount)
                    var memory = unsafe json_cut_memory(
                      known: known.baseAddress, firsts: knownFirsts.baseAddress,
                      capacity: UInt16(known.count), count: knownCount)
                    let end = unsafe json_cut(
                      text.baseAddress, line.lowerBound, line.upperBound, text.count, &names,
                      &memory,
                      values.baseAddress, UInt64(escaped), takesArrays ? 1 : 0)
                    knownCount = unsafe memory.count
                    return end
                  }
                }
              }
            }
          }
        }
      }
    }
    return end < 0 ? nil : Int(end)
  }

  private mutating func makeRoomForNames() {
    known = [json_cut_known](repeating: json_cut_known(), count: Int(JSON_CUT_KNOWN))
    // What comes before all names stands below no node.
    known[0].parent = -2
    knownFirsts = [UInt16](repeating: 0, count: Int(JSON_CUT_KNOWN))
  }
}
