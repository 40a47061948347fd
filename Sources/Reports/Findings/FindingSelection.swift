internal import Detection

/// Some findings of a report in an order of their own, by their places: none of them is copied.
struct FindingSelection: RandomAccessCollection {
  private let all: [Finding]
  private let places: [Int]

  /// Selects findings by their places among all.
  init(of all: [Finding], at places: [Int]) {
    self.all = all
    self.places = places
  }

  var startIndex: Int { places.startIndex }
  var endIndex: Int { places.endIndex }
  subscript(position: Int) -> Finding { all[places[position]] }

  /// Returns these findings, and then others of the same report.
  static func + (a: Self, b: Self) -> Self {
    FindingSelection(of: a.all, at: a.places + b.places)
  }
}
