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
  /// The first name of each hash, and for each name its node and the next one of the same hash; 0 for none.
  private var firsts = [Int16](repeating: 0, count: Self.hashCount)
  private var nexts: [Int16] = [0]
  private var parents: [Int16] = [-1]
  private static let hashCount = 512
  /// The names of the first elements of an array.
  private static let indexNames = (0..<100).map { Array("\($0)".utf8) }

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
      let hash = name.isEmpty ? 0 : Self.hash(node, Array(name.utf8).span)
      parents.append(Int16(node))
      nexts.append(firsts[hash])
      if !name.isEmpty { firsts[hash] = Int16(nexts.count - 1) }
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
  /// - Complexity: O(*n*) in the bytes of the name.
  @inline(__always)
  func child(of node: Int, named name: Span<UInt8>) -> Int {
    guard name.count > 0 else { return -1 }
    var index = Int(firsts[Self.hash(node, name)])
    while index > 0 {
      let start = ends[index - 1]
      if parents[index] == node, ends[index] - start == name.count,
        bytes.span.extracting(start..<ends[index]).hasSameBytes(as: name)
      {
        return children[index]
      }
      index = Int(nexts[index])
    }
    return -1
  }

  /// Names below one node are told apart by their length, both ends and the middle, most of the time.
  @inline(__always)
  private static func hash(_ node: Int, _ name: Span<UInt8>) -> Int {
    let count = name.count
    let ends = Int(name[0]) &* 5 &+ Int(name[count &- 1]) &* 11
    let hash = node &* 101 &+ count &* 37 &+ Int(name[count / 2]) &* 23 &+ ends
    return hash & (Self.hashCount &- 1)
  }

  /// Returns the node that an index of an array leads to, or −1.
  func child(of node: Int, index: Int) -> Int {
    guard index >= Self.indexNames.count else {
      let name = Self.indexNames[index]
      return child(of: node, named: name.span)
    }
    let digits = Array("\(index)".utf8)
    return child(of: node, named: digits.span)
  }
}
