internal import CByteMask

/// The wanted values of a JSON object by the names that lead to them, as a tree.
///
/// Elements of arrays are named by their numbers: `["recipients", "0", "address"]`.
package struct JSONPaths: Sendable {
  private var nodes: [json_cut_node] = []
  /// All names, behind one that stands for none.
  private var names = [json_cut_name()]
  private var bytes: [UInt8] = []
  /// The first name of each hash.
  private var firsts = [Int32](repeating: 0, count: Int(JSON_CUT_HASHES))
  private var longestNameByteCount = 0
  /// One more than the largest slot.
  private var slotCount = 0

  /// Builds the tree of paths, a slot each in their order; `nil` is a slot that no path leads to.
  package init(_ paths: [[String]?]) {
    self.init(paths.enumerated().compactMap { slot, path in path.map { ($0, slot) } })
  }

  /// Builds the tree of paths, several of which may lead to one slot; an empty name leads nowhere.
  package init(_ paths: [(path: [String], slot: Int)]) {
    slotCount = (paths.map(\.slot).max() ?? -1) + 1
    _ = add(paths.map { ($0.path[...], $0.slot) })
  }

  private mutating func add(_ paths: [(path: ArraySlice<String>, slot: Int)]) -> Int32 {
    let node = Int32(nodes.count)
    let slot = paths.first { $0.path.isEmpty }?.slot ?? -1
    nodes.append(json_cut_node(slot: Int32(slot), has_names: 0))
    var known: Set<String> = []
    for (path, _) in paths {
      guard let name = path.first, known.insert(name).inserted, !name.isEmpty else { continue }
      nodes[Int(node)].has_names = 1
      let below = paths.filter { $0.path.first == name }.map { ($0.path.dropFirst(), $0.slot) }
      let own = Array(name.utf8)
      let front = own.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let hash = Int(json_cut_hash(node, front, own.count))
      let index = names.count
      names.append(
        json_cut_name(
          front: front, start: UInt32(bytes.count), count: UInt32(own.count), node: node, child: 0,
          next: firsts[hash]))
      firsts[hash] = Int32(index)
      bytes += own
      longestNameByteCount = max(longestNameByteCount, own.count)
      names[index].child = add(below)
    }
    return node
  }

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
  /// - Complexity: O(*n*) in the bytes of the object; nothing is allocated.
  package func find(
    in block: Span<UInt8>, _ line: Range<Int>, takesArrays: Bool, escaped: UInt8,
    into values: inout MutableSpan<UInt64>
  ) -> Int? {
    precondition(line.lowerBound >= 0 && line.upperBound <= block.count, "the line is outside")
    precondition(values.count >= slotCount, "\(values.count) places for \(slotCount) slots")
    // SAFETY: the C function reads `block.count` bytes of the block and the tree, whose indices `add` made,
    // and writes at slots, which are below `values.count`.
    let end = unsafe block.withUnsafeBufferPointer { text in
      unsafe nodes.withUnsafeBufferPointer { nodes in
        unsafe names.withUnsafeBufferPointer { names in
          unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe firsts.withUnsafeBufferPointer { firsts in
              unsafe values.withUnsafeMutableBufferPointer { values in
                var tree = unsafe json_cut_tree(
                  nodes: nodes.baseAddress, names: names.baseAddress, bytes: bytes.baseAddress,
                  firsts: firsts.baseAddress, longest: longestNameByteCount)
                return unsafe json_cut(
                  text.baseAddress, line.lowerBound, line.upperBound, text.count, &tree,
                  values.baseAddress, UInt64(escaped), takesArrays ? 1 : 0)
              }
            }
          }
        }
      }
    }
    return end < 0 ? nil : Int(end)
  }
}
