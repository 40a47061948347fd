/// How near something came to what a rule asks; what is nearer comes first.
package struct Nearness: Hashable, Comparable, Sendable {
  /// How many tests would have had to come out otherwise.
  package var testCount: Int
  /// How far those are off together: at most ``wholeTest`` for each, which is also what a test gets
  /// that knows no degrees.
  package var distance: Int

  /// The distance of a test that is as far off as can be.
  static let wholeTest = 1_000_000_000

  package init(testCount: Int, distance: Int) {
    self.testCount = testCount
    self.distance = distance
  }

  /// Nothing is wanting.
  static let met = Nearness(testCount: 0, distance: 0)
  /// One test is wanting that knows no degrees.
  static let oneTest = Nearness(testCount: 1, distance: wholeTest)

  /// What can never come about is farther off than anything else.
  static let never = Nearness(testCount: 1 << 20, distance: 0)

  /// Whether nothing is wanting.
  var isMet: Bool { testCount == 0 }

  static func + (a: Self, b: Self) -> Self {
    Nearness(testCount: a.testCount + b.testCount, distance: a.distance + b.distance)
  }

  package static func < (a: Self, b: Self) -> Bool {
    (a.testCount, a.distance) < (b.testCount, b.distance)
  }
}

/// The few of many that came nearest, whatever the order in which they were seen.
package struct NearestFew<Element: Sendable>: Sendable {
  private struct Entry: Sendable {
    var nearness: Nearness
    var order: EventOrder
    var element: Element
  }

  private var entries: [Entry] = []
  private let capacity: Int
  /// How many were offered, kept or not.
  package private(set) var offeredCount = 0

  init(capacity: Int) { self.capacity = capacity }

  /// The nearest first; of equally near ones the earlier, and then as timelines order them.
  package var elements: [Element] { entries.map(\.element) }

  /// Counts an element, and returns whether it is among the nearest so far, to be inserted then.
  mutating func admits(_ nearness: Nearness, _ order: EventOrder) -> Bool {
    offeredCount += 1
    guard entries.count >= capacity else { return capacity > 0 }
    return entries.last.map { !Self.precedes($0, nearness, order) } ?? false
  }

  /// Keeps an element that ``admits(_:_:)`` has let in, for the farthest one if need be.
  ///
  /// - Complexity: O(*k*) for *k* kept elements.
  mutating func insert(_ element: Element, _ nearness: Nearness, _ order: EventOrder) {
    let place =
      entries.firstIndex { !Self.precedes($0, nearness, order) } ?? entries.count
    entries.insert(Entry(nearness: nearness, order: order, element: element), at: place)
    if entries.count > capacity { entries.removeLast() }
  }

  private static func precedes(
    _ entry: Entry, _ nearness: Nearness, _ order: EventOrder
  ) -> Bool {
    entry.nearness == nearness ? entry.order < order : entry.nearness < nearness
  }

  /// Adds what another worker was offered.
  mutating func formUnion(_ other: NearestFew) {
    offeredCount += other.offeredCount
    for entry in other.entries { insert(entry.element, entry.nearness, entry.order) }
  }
}
