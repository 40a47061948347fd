internal import ByteScan
internal import EventModel

/// What stands in the columns of many records, while they are looked at: storage that is used again and
/// again, a place for each record.
struct RecordColumns: Sendable {
  /// The first 16 bytes of the column at hand in words, zeros behind its end.
  var first = [UInt64](repeating: 0, count: ColumnRows.limit)
  var second = [UInt64](repeating: 0, count: ColumnRows.limit)
  /// How many bytes it has.
  var byteCounts = [UInt64](repeating: 0, count: ColumnRows.limit)
  /// Its number, or what it means as ``ValueMemory`` has it.
  var numbers = [Int64](repeating: -1, count: ColumnRows.limit)
  /// The sizes of files, and what was done with them where; −1 for what is missing.
  var sizes = [Int64](repeating: -1, count: ColumnRows.limit)
  var actions = [Int64](repeating: -1, count: ColumnRows.limit)
  var volumes = [Int64](repeating: -1, count: ColumnRows.limit)

  /// Forgets what other records than those of the column at hand told.
  mutating func clear() {
    for row in 0..<ColumnRows.limit {
      sizes[row] = -1
      actions[row] = -1
      volumes[row] = -1
    }
  }

  /// Makes every number the same.
  mutating func set(_ number: Int64, count: Int) {
    var numbers = numbers.mutableSpan
    for row in 0..<count { numbers[row] = number }
  }

  /// Puts the numbers of the column at hand into an array, or with `besides` those that are missing there.
  static func move(_ numbers: inout [Int64], to known: inout [Int64], besides: Bool) {
    guard besides else { return swap(&known, &numbers) }
    for row in known.indices where known[row] < 0 { known[row] = numbers[row] }
  }

  /// Makes numbers of bytes of numbers of units; doubts records that lack a number they must have.
  mutating func scale(by step: RecordSkim.Step, count: Int, _ doubts: inout [UInt64]) {
    if step.factor == 1, !step.isRequired { return }
    var numbers = numbers.mutableSpan
    var doubts = doubts.mutableSpan
    for row in 0..<count {
      let number = numbers[row]
      numbers[row] = number < 0 ? -1 : number &* step.factor
      doubts[row] |= number < 0 && step.isRequired ? 1 : 0
    }
  }
}

extension EarlyBatch {
  /// The raw values that stand for words that are missing: those before the first of their vocabulary.
  static let missingOutcome = Word.allowed.rawValue &- 1
  static let missingMethod = Word.get.rawValue &- 1

  /// Makes the batch one of another kind, of which nothing is known but doubts.
  mutating func begin(_ kind: EventKind) {
    self.kind = kind
    for row in 0..<Self.limit {
      bytesOut[row] = -1
      bytesIn[row] = -1
      statuses[row] = -1
      outcomes[row] = Self.missingOutcome
      methods[row] = Self.missingMethod
    }
  }

  /// Sets the outcomes, or with `besides` those that are missing; −1 stands for one that is.
  mutating func setOutcomes(_ words: [Int64], besides: Bool) {
    Self.set(&outcomes, words, count: count, missing: Self.missingOutcome, besides: besides)
  }

  /// Sets the methods in the same way.
  mutating func setMethods(_ words: [Int64], besides: Bool) {
    Self.set(&methods, words, count: count, missing: Self.missingMethod, besides: besides)
  }

  private static func set(
    _ known: inout [UInt8], _ words: [Int64], count: Int, missing: UInt8, besides: Bool
  ) {
    var known = known.mutableSpan
    let words = words.span
    for row in 0..<count where !besides || known[row] == missing {
      known[row] = words[row] < 0 ? missing : UInt8(truncatingIfNeeded: words[row])
    }
  }

  /// Finds the fields that follow from others, as ``RecordSkim`` does.
  mutating func derive(_ shape: RecordSkim.Shape, _ columns: borrowing RecordColumns) {
    if shape.derivesOutcome {
      for row in 0..<count where statuses[row] >= 0 {
        let word = shape.hasOutcome ? outcomes[row] : Self.missingOutcome
        let told = EventFiller.outcome(
          ofStatus: statuses[row], besides: word == Self.missingOutcome ? -1 : Int64(word))
        outcomes[row] = UInt8(truncatingIfNeeded: told)
      }
    }
    guard shape.kind == .file else { return }
    for row in 0..<count {
      let own = shape.hasBytesOut ? bytesOut[row] : -1
      let carries = FileOut.table[FileOut.place(columns.actions[row], columns.volumes[row])]
      bytesOut[row] = own >= 0 || !carries ? own : columns.sizes[row]
    }
  }
}

/// Which actions on which volumes take a file out, as ``Event/carriesFileOut(action:volume:)`` tells.
private enum FileOut {
  static let table: [Bool] = {
    let words: [Word?] = [nil] + Word.allCases
    return words.flatMap { action in
      words.map { Event.carriesFileOut(action: action, volume: $0) }
    }
  }()

  private static let width = Word.allCases.count + 1

  /// The place of an action and a volume; a negative number stands for one that is missing.
  @inline(__always)
  static func place(_ action: Int64, _ volume: Int64) -> Int {
    Int(max(action, -1) + 1) * width + Int(max(volume, -1) + 1)
  }
}
