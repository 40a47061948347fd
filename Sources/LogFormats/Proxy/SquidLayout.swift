/// A logformat compiled for reading: which blank-separated column holds which values.
///
/// Most layouts are columns between blanks, so a line is cut at its blanks and each column is then
/// matched alone. From the first column that may itself hold blanks (a quoted header, a time with
/// a zone) the rest of the line is the *tail*, which is matched from left to right.
///
///     %ts.%03tu %6tr %>a … %<st "%{User-Agent}>h" %>st
///     └─────── columns ───────┘ └────── tail ───────┘
struct SquidLayout: Sendable {
  /// How many columns are cut at most before the tail; no real layout comes near it.
  static let columnLimit = 63

  /// The pieces of one column, or of the tail.
  typealias Pieces = [SquidLogformat.Element]

  /// What each column before the tail holds.
  var columns: [Column]
  /// What stands after the columns; empty in most layouts.
  var tail: Pieces

  struct Column: Sendable {
    var pieces: Pieces
    var step: Step
  }

  /// How a column is matched; most are one value, or two with one byte between them (`%Ss/%03>Hs`).
  enum Step: Sendable {
    case value(SquidCode)
    case pair(SquidCode, separator: UInt8, SquidCode)
    case pieces
  }

  /// The steps alone, column by column, for the walk over a line.
  var steps: [Step] { columns.map(\.step) }

  init(_ format: SquidLogformat) {
    columns = []
    tail = []
    var pieces: Pieces = []
    for (index, element) in format.elements.enumerated() {
      switch element {
      case .blanks:
        columns.append(Column(pieces))
        pieces = []
      case .literal:
        pieces.append(element)
      case .value(let value):
        pieces.append(element)
        guard
          value.mayHoldBlanks || columns.count == Self.columnLimit || value.quoting == .string
            || value.clock?.holdsBlanks == true
        else { continue }
        tail = pieces + format.elements[(index + 1)...]
        return
      }
    }
    if !pieces.isEmpty { columns.append(Column(pieces)) }
  }
}

extension SquidLayout.Column {
  init(_ pieces: SquidLayout.Pieces) {
    self.pieces = pieces
    step = .pieces
    if pieces.count == 1, case .value(let value) = pieces[0], value.clock == nil {
      step = .value(value.code)
    }
    if pieces.count == 3, case .value(let first) = pieces[0], case .literal(let bytes) = pieces[1],
      bytes.count == 1, case .value(let second) = pieces[2], first.clock == nil,
      second.clock == nil
    {
      step = .pair(first.code, separator: bytes[0], second.code)
    }
  }
}
