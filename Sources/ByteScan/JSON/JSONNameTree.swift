internal import CByteMask

/// Names of JSON objects as a tree: where a path of names leads.
///
/// An object of its own, so that a walk, which changes what stands beside it, holds one reference to all of it.
final class JSONNameTree: Sendable {
  let nodes: [json_cut_node]
  /// All names, behind one that stands for none.
  let names: [json_cut_name]
  let bytes: [UInt8]
  /// The first name of each hash.
  let firsts: [Int32]
  let longestNameByteCount: Int
  /// One more than the largest slot.
  let slotCount: Int

  /// Builds the tree of paths, several of which may lead to one slot; an empty name leads nowhere.
  init(_ paths: [(path: [String], slot: Int)]) {
    var builder = Builder()
    _ = builder.add(paths.map { ($0.path[...], $0.slot) })
    nodes = builder.nodes
    names = builder.names
    bytes = builder.bytes
    firsts = builder.firsts
    longestNameByteCount = builder.names.map { Int($0.count) }.max() ?? 0
    slotCount = (paths.map(\.slot).max() ?? -1) + 1
  }

  private struct Builder {
    var nodes: [json_cut_node] = []
    var names = [json_cut_name()]
    var bytes: [UInt8] = []
    var firsts = [Int32](repeating: 0, count: Int(JSON_CUT_HASHES))

    /// Adds a node, and all that stands below it.
    mutating func add(_ paths: [(path: ArraySlice<String>, slot: Int)]) -> Int32 {
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
            front: front, start: UInt32(bytes.count), count: UInt32(own.count), node: node,
            child: 0, next: firsts[hash]))
        firsts[hash] = Int32(index)
        bytes += own
        names[index].child = add(below)
      }
      return node
    }
  }
}
