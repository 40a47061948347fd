internal import ByteScan

/// The wanted values of a JSON object by the names that lead to them, as a tree.
struct JSONPaths: Sendable {
  /// One node of the tree.
  private struct Node {
    /// The place of the value here; −1 for none.
    var slot: Int32
    /// Whether names stand below it.
    var hasNames = false
  }

  /// One name below a node.
  private struct Name {
    var node: Int32
    /// Where its bytes are.
    var start: Int32
    var end: Int32
    /// The node that it leads to.
    var child: Int32 = 0
    /// The next name of the same hash; 0 for none.
    var next: Int32
  }

  private var nodes: [Node] = []
  /// All names, behind one that stands for none.
  private var names = [Name(node: -1, start: 0, end: 0, next: 0)]
  private var bytes: [UInt8] = []
  /// The first name of each hash.
  private var firsts = [Int32](repeating: 0, count: Self.hashCount)
  private static let hashCount = 512
  /// The numbers up to 99 in two digits each.
  private let digits = (UInt8(0)..<100).flatMap { (number: UInt8) -> [UInt8] in
    [48 + number / 10, 48 + number % 10]
  }

  /// Builds the tree of paths; `nil` is a place that no path leads to.
  init(_ paths: [[String]?]) {
    self.init(paths.enumerated().compactMap { slot, path in path.map { ($0, slot) } })
  }

  /// Builds the tree of paths, several of which may lead to one place.
  init(_ paths: [(path: [String], slot: Int)]) {
    _ = add(paths.map { ($0.path[...], $0.slot) })
  }

  private mutating func add(_ paths: [(path: ArraySlice<String>, slot: Int)]) -> Int {
    let node = nodes.count
    nodes.append(Node(slot: Int32(paths.first { $0.path.isEmpty }?.slot ?? -1)))
    var known: Set<String> = []
    for (path, _) in paths {
      guard let name = path.first, known.insert(name).inserted else { continue }
      nodes[node].hasNames = true
      let own = Array(name.utf8)
      let hash = own.isEmpty ? 0 : Self.hash(node, own.span)
      let index = names.count
      names.append(
        Name(
          node: Int32(node), start: Int32(bytes.count), end: Int32(bytes.count + own.count),
          next: firsts[hash]))
      bytes += own
      if !own.isEmpty { firsts[hash] = Int32(index) }
      let below = paths.filter { $0.path.first == name }.map { ($0.path.dropFirst(), $0.slot) }
      let child = add(below)
      names[index].child = Int32(child)
    }
    return node
  }

  /// The node of the outermost object.
  static let root = 0

  /// The place of the value at a node; −1 for none.
  @inline(__always)
  func slot(at node: Int) -> Int { node < 0 ? -1 : Int(nodes[node].slot) }

  /// Whether wanted values stand below a node.
  @inline(__always)
  func hasChildren(_ node: Int) -> Bool { node >= 0 && nodes[node].hasNames }

  /// Returns the node that a name leads to, or −1.
  ///
  /// - Complexity: O(*n*) in the bytes of the name.
  @inline(__always)
  func child(of node: Int, named name: Span<UInt8>) -> Int {
    guard name.count > 0 else { return -1 }
    var index = Int(firsts[Self.hash(node, name)])
    while index > 0 {
      let own = names[index]
      if own.node == node, own.end - own.start == name.count,
        bytes.span.extracting(Int(own.start)..<Int(own.end)).hasSameBytes(as: name)
      {
        return Int(own.child)
      }
      index = Int(own.next)
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
    guard index < 100 else {
      let name = Array("\(index)".utf8)
      return child(of: node, named: name.span)
    }
    let start = 2 * index + (index < 10 ? 1 : 0)
    return child(of: node, named: digits.span.extracting(start..<(2 * index + 2)))
  }
}
