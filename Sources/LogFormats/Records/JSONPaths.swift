internal import ByteScan

/// The wanted values of a JSON object by the names that lead to them, as a tree.
struct JSONPaths: Sendable {
  /// The place of the value at each node; −1 for none.
  private var slots: [Int] = []
  /// The names below each node, as bounds in ``ends`` and ``children``, one after the other.
  private var firstNames: [Int] = []
  private var lastNames: [Int] = []
  /// Where each name ends in ``bytes``; it begins where the one before it ends.
  private var ends: [Int] = [0]
  private var children: [Int] = [0]
  private var bytes: [UInt8] = []

  /// Builds the tree of paths; `nil` is a place that no path leads to.
  init(_ paths: [[String]?]) {
    self.init(paths.enumerated().compactMap { slot, path in path.map { ($0, slot) } })
  }

  /// Builds the tree of paths, several of which may lead to one place.
  init(_ paths: [(path: [String], slot: Int)]) {
    _ = add(paths.map { ($0.path[...], $0.slot) })
  }

  private mutating func add(_ paths: [(path: ArraySlice<String>, slot: Int)]) -> Int {
    let node = slots.count
    slots.append(paths.first { $0.path.isEmpty }?.slot ?? -1)
    firstNames.append(ends.count)
    lastNames.append(ends.count)
    var names: [String] = []
    for (path, _) in paths {
      if let name = path.first, !names.contains(name) { names.append(name) }
    }
    for name in names {
      bytes += Array(name.utf8)
      ends.append(bytes.count)
      children.append(0)
    }
    lastNames[node] = ends.count
    for (index, name) in names.enumerated() {
      let below = paths.filter { $0.path.first == name }.map { ($0.path.dropFirst(), $0.slot) }
      children[firstNames[node] + index] = add(below)
    }
    return node
  }

  /// The node of the outermost object.
  static let root = 0

  /// The place of the value at a node; −1 for none.
  @inline(__always)
  func slot(at node: Int) -> Int { node < 0 ? -1 : slots[node] }

  /// Whether wanted values stand below a node.
  @inline(__always)
  func hasChildren(_ node: Int) -> Bool { node >= 0 && firstNames[node] < lastNames[node] }

  /// Returns the node that a name leads to, or −1.
  ///
  /// - Complexity: O(*n*) in the names below the node.
  @inline(__always)
  func child(of node: Int, named name: Span<UInt8>) -> Int {
    for index in firstNames[node]..<lastNames[node] {
      let start = ends[index - 1]
      guard ends[index] - start == name.count, name.count > 0, bytes[start] == name[0] else {
        continue
      }
      var offset = 1
      while offset < name.count, bytes[start + offset] == name[offset] { offset += 1 }
      if offset == name.count { return children[index] }
    }
    return -1
  }

  /// Returns the node that an index of an array leads to, or −1.
  func child(of node: Int, index: Int) -> Int {
    let digits = Array("\(index)".utf8)
    return child(of: node, named: digits.span)
  }
}
