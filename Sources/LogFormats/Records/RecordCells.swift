internal import ByteScan

/// Where the wanted values of one record stand in its block.
///
/// It is storage to be filled again and again, one place a value; an empty place is a missing value.
struct RecordCells: Sendable {
  /// The most values that a format may name.
  static let limit = 64

  /// One value: its bytes in the block, and what has to be undone.
  struct Cell {
    var range: Range<Int>
    var form: CellForm
  }

  private var starts: [UInt32]
  private var ends: [UInt32]
  private var forms: [CellForm]

  /// Creates places for so many values.
  init(count: Int) {
    starts = [UInt32](repeating: 0, count: count)
    ends = [UInt32](repeating: 0, count: count)
    forms = [CellForm](repeating: .plain, count: count)
  }

  var count: Int { starts.count }

  /// Makes every value missing.
  mutating func clear() {
    for slot in ends.indices {
      starts[slot] = 0
      ends[slot] = 0
    }
  }

  @inline(__always)
  mutating func set(_ slot: Int, _ start: Int, _ end: Int, _ form: CellForm = .plain) {
    starts[slot] = UInt32(truncatingIfNeeded: start)
    ends[slot] = UInt32(truncatingIfNeeded: end)
    forms[slot] = form
  }

  /// Whether the value of a place was found.
  @inline(__always)
  func isSet(_ slot: Int) -> Bool { ends[slot] > 0 }

  @inline(__always)
  subscript(slot: Int) -> Cell {
    Cell(range: Int(starts[slot])..<Int(ends[slot]), form: forms[slot])
  }
}

/// What taking a line apart came to.
enum CutOutcome: Hashable {
  case record
  case ignored(IgnoreReason)
  case rejected(RejectReason)
}

/// Takes the lines of one syntax apart.
protocol RecordCutter: Sendable {
  /// Finds the values of a record, which stands in one line; every place is set anew.
  ///
  /// - Complexity: O(*n*) in the bytes of the line.
  mutating func cut(
    _ block: Span<UInt8>, line: Range<Int>, into cells: inout RecordCells
  ) -> CutOutcome
}

/// The names of wanted values, for looking them up among those of a record.
struct SlotNames: Sendable {
  private var bytes: [UInt8] = []
  private var starts: [Int] = [0]
  private var slots: [Int] = []

  /// Takes the names of the places that have one; `slot` is the index of the name.
  init(_ names: [String?]) {
    for (slot, name) in names.enumerated() {
      guard let name else { continue }
      bytes += Array(name.utf8)
      starts.append(bytes.count)
      slots.append(slot)
    }
  }

  /// Returns the place that a name belongs to, or `nil`.
  ///
  /// - Complexity: O(*n*) in the names.
  @inline(__always)
  func slot(of name: Span<UInt8>) -> Int? {
    for index in slots.indices {
      let start = starts[index]
      guard starts[index + 1] - start == name.count, name.count > 0,
        bytes[start + name.count - 1] == name[name.count - 1],
        bytes.span.extracting(start..<(start + name.count)).hasSameBytes(as: name)
      else { continue }
      return slots[index]
    }
    return nil
  }

  /// The names in the order in which they were given.
  var all: [[UInt8]] {
    slots.indices.map { Array(bytes[starts[$0]..<starts[$0 + 1]]) }
  }
}
