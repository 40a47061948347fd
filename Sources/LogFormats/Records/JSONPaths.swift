internal import ByteScan

/// The wanted values of a JSON object by the names that lead to them, as a tree.
struct JSONPaths: Sendable {
  private struct Node: Sendable {
    var slot: Int?
    var names: SlotNames
    var children: [Int]
  }

  private var nodes: [Node] = []

  /// Builds the tree of paths; `nil` is a place that no path leads to.
  init(_ paths: [[String]?]) {
    _ = add(paths.enumerated().compactMap { slot, path in path.map { ($0[...], slot) } })
  }

  private mutating func add(_ paths: [(path: ArraySlice<String>, slot: Int)]) -> Int {
    let index = nodes.count
    nodes.append(
      Node(slot: paths.first { $0.path.isEmpty }?.slot, names: SlotNames([]), children: []))
    var names: [String] = []
    for (path, _) in paths {
      if let name = path.first, !names.contains(name) { names.append(name) }
    }
    var children: [Int] = []
    for name in names {
      children.append(
        add(paths.filter { $0.path.first == name }.map { ($0.path.dropFirst(), $0.slot) }))
    }
    nodes[index].names = SlotNames(names.map { $0 })
    nodes[index].children = children
    return index
  }

  /// The node of the outermost object.
  static let root = 0

  /// The place of the value at a node.
  @inline(__always)
  func slot(at node: Int) -> Int? { nodes[node].slot }

  /// Whether wanted values stand below a node.
  @inline(__always)
  func hasChildren(_ node: Int) -> Bool { !nodes[node].children.isEmpty }

  /// Returns the node that a name leads to.
  @inline(__always)
  func child(of node: Int, named name: Span<UInt8>) -> Int? {
    nodes[node].names.slot(of: name).map { nodes[node].children[$0] }
  }

  /// Returns the node that an index of an array leads to.
  func child(of node: Int, index: Int) -> Int? {
    let digits = Array("\(index)".utf8)
    return child(of: node, named: digits.span)
  }
}
