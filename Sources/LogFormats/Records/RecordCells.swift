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

  /// Start, end and form of each value in one word, so that a record costs one look at who owns the
  /// storage: `start << 32 | end << 3 | form`.
  private var words: [UInt64]

  /// Creates places for so many values.
  init(count: Int) { words = [UInt64](repeating: 0, count: count) }

  var count: Int { words.count }

  /// Makes every value missing.
  mutating func clear() {
    var places = words.mutableSpan
    for slot in places.indices { places[slot] = 0 }
  }

  @inline(__always)
  mutating func set(_ slot: Int, _ start: Int, _ end: Int, _ form: CellForm = .plain) {
    words[slot] = Self.word(start, end, form)
  }

  /// The places of the values, to be set one after the other with one look at who owns them.
  var places: Places {
    @_lifetime(&self)
    mutating get { Places(words: words.mutableSpan) }
  }

  /// Places of values that are being set.
  struct Places: ~Copyable, ~Escapable {
    private var words: MutableSpan<UInt64>

    @_lifetime(copy words)
    fileprivate init(words: consuming MutableSpan<UInt64>) { self.words = words }

    /// Makes every value missing.
    @inline(__always)
    mutating func clear() {
      for slot in words.indices { words[slot] = 0 }
    }

    @inline(__always)
    mutating func set(_ slot: Int, _ start: Int, _ end: Int, _ form: CellForm = .plain) {
      words[slot] = RecordCells.word(start, end, form)
    }

    /// Whether a value was found.
    @inline(__always)
    func isSet(_ slot: Int) -> Bool { words[slot] != 0 }
  }

  /// Sets every value to a column of an indexed line.
  ///
  /// - Parameters:
  ///   - columns: The column of each value, from 0.
  ///   - ends: The ends of all cells of the block.
  ///   - own: Which of them are those of the line.
  ///   - line: The line without its line end.
  ///   - block: The block, if a quote stands in the line; each stands around a whole cell.
  @inline(__always)
  mutating func set(
    _ columns: borrowing [Int], _ ends: Span<UInt32>, _ own: Range<Int>, line: Range<Int>,
    quoted block: Span<UInt8>? = nil
  ) {
    var places = words.mutableSpan
    for slot in places.indices {
      let cell = own.lowerBound + columns[slot]
      // Where records differ in the number of columns, a value may be missing at the end.
      guard columns[slot] >= 0, cell < own.upperBound else {
        places[slot] = 0
        continue
      }
      var start = cell == own.lowerBound ? line.lowerBound : Int(ends[cell - 1]) + 1
      var end = cell + 1 == own.upperBound ? line.upperBound : Int(ends[cell])
      if let block, start < end, block[start] == UInt8(ascii: "\"") {
        start += 1
        end -= 1
      }
      places[slot] = Self.word(start, end, .plain)
    }
  }

  /// Sets every value to what stands in an object of JSON, and returns where that ends.
  ///
  /// - Returns: `nil` if it is not well formed; then the values mean nothing.
  /// - Complexity: O(*n*) in the bytes of the object.
  mutating func set(
    _ paths: inout JSONPaths, _ block: Span<UInt8>, _ object: Range<Int>, _ takesArrays: Bool
  ) -> Int? {
    var places = words.mutableSpan
    for slot in places.indices { places[slot] = 0 }
    return paths.find(
      in: block, object, takesArrays: takesArrays, escaped: CellForm.json.rawValue, into: &places)
  }

  /// Sets values that are missing to that of the first pair of their name.
  ///
  /// - Parameters:
  ///   - pairs: The keys that were met before.
  ///   - names: The names of the values.
  ///   - block: The bytes that the line stands in.
  ///   - range: The pairs.
  ///   - form: How they stand there.
  /// - Returns: What became of the pairs.
  /// - Complexity: O(*n*) in the bytes of the pairs.
  @inline(__always)
  mutating func set(
    _ pairs: inout KeyPairs, _ names: borrowing SlotNames, _ block: Span<UInt8>,
    _ range: Range<Int>, as form: KeyPairs.Form
  ) -> KeyPairs.Outcome {
    var places = words.mutableSpan
    return pairs.find(
      in: block, range, as: form, escaped: CellForm.backslash.rawValue, into: &places
    ) { names.slot(of: $0) ?? -1 }
  }

  /// Sets every value to what stands in a line that is written by a frame.
  ///
  /// - Complexity: O(*n*) in the bytes of the line.
  mutating func set(
    _ frame: borrowing LineFrame, _ block: Span<UInt8>, _ line: Range<Int>
  ) throws(LineFrame.Fault) {
    var places = words.mutableSpan
    for slot in places.indices { places[slot] = 0 }
    try frame.find(in: block, line, escaped: CellForm.hexBackslash.rawValue, into: &places)
  }

  @inline(__always)
  fileprivate static func word(_ start: Int, _ end: Int, _ form: CellForm) -> UInt64 {
    UInt64(truncatingIfNeeded: start) << 32 | UInt64(truncatingIfNeeded: end) << 3
      | UInt64(form.rawValue)
  }

  /// Writes where some values stand, as ``ColumnRows/put(_:_:masks:into:at:)`` does.
  ///
  /// - Returns: The bits that `masks` leave of their forms.
  @inline(__always)
  func put(
    _ slots: Span<Int32>, masks: Span<UInt64>, into places: inout MutableSpan<UInt32>,
    at place: Int
  ) -> UInt64 {
    ColumnRows.put(words.span, slots, masks: masks, into: &places, at: place)
  }

  /// Whether the value of a place was found.
  @inline(__always)
  func isSet(_ slot: Int) -> Bool { words[slot] != 0 }

  @inline(__always)
  subscript(slot: Int) -> Cell {
    let word = words[slot]
    let start = Int(word >> 32)
    let end = Int(word >> 3 & 0x1FFF_FFFF)
    return Cell(
      range: start..<end, form: CellForm(rawValue: UInt8(truncatingIfNeeded: word & 7)) ?? .plain)
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
  /// The first name of each hash, and the next one of the same hash; −1 for none.
  private var firsts = [Int16](repeating: -1, count: 256)
  private var nexts: [Int16] = []

  /// Takes the names of the places that have one; `slot` is the index of the name.
  init(_ names: [String?]) {
    for (slot, name) in names.enumerated() {
      guard let name else { continue }
      bytes += Array(name.utf8)
      starts.append(bytes.count)
      slots.append(slot)
      guard !name.isEmpty else {
        nexts.append(-1)
        continue
      }
      let hash = Self.hash(Array(name.utf8).span)
      nexts.append(firsts[hash])
      firsts[hash] = Int16(slots.count - 1)
    }
  }

  /// Names are told apart by their length and both ends, most of the time.
  @inline(__always)
  private static func hash(_ name: Span<UInt8>) -> Int {
    let count = name.count
    return (count &* 37 &+ Int(name[0]) &* 5 &+ Int(name[count &- 1]) &* 11) & 255
  }

  /// Returns the place that a name belongs to, or `nil`.
  ///
  /// - Complexity: O(*n*) in the bytes of the name.
  @inline(__always)
  func slot(of name: Span<UInt8>) -> Int? {
    guard name.count > 0 else { return nil }
    var index = Int(firsts[Self.hash(name)])
    while index >= 0 {
      let start = starts[index]
      if starts[index + 1] - start == name.count,
        bytes.span.extracting(start..<(start + name.count)).hasSameBytes(as: name)
      {
        return slots[index]
      }
      index = Int(nexts[index])
    }
    return nil
  }

  /// The names in the order in which they were given.
  var all: [[UInt8]] {
    slots.indices.map { Array(bytes[starts[$0]..<starts[$0 + 1]]) }
  }
}
