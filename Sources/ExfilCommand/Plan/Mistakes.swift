/// Collects everything that is wrong with a command line, so that one run tells all of it.
struct Mistakes {
  private(set) var lines: [String] = []

  var isEmpty: Bool { lines.isEmpty }

  /// Notes a mistake in the value of an option.
  mutating func note(_ option: String, _ value: String, _ mistake: ArgumentMistake) {
    lines.append("\(option): `\(ArgumentText.visible(value))` \(mistake.text)")
  }

  /// Notes a mistake that is not about one value.
  mutating func note(_ line: String) { lines.append(line) }

  /// Returns the value, or notes why there is none.
  mutating func value<Value>(
    _ option: String, _ text: String, _ result: Result<Value, ArgumentMistake>
  ) -> Value? {
    switch result {
    case .success(let value): return value
    case .failure(let mistake):
      note(option, text, mistake)
      return nil
    }
  }

  /// Returns a whole number within a range, or notes why there is none.
  mutating func number(_ option: String, _ text: String, in range: ClosedRange<Int>) -> Int? {
    if let number = Int(text), text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), range.contains(number) {
      return number
    }
    note(option, text, "is not a whole number from \(range.lowerBound) to \(range.upperBound)")
    return nil
  }
}
