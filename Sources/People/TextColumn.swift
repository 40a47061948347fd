internal import ByteScan

/// One text of each person, in UTF-8, one after the other in one piece.
struct TextColumn: Sendable {
  private var bytes: [UInt8] = []
  private var starts: [Int] = [0]

  /// Makes room for so many texts.
  mutating func reserve(_ count: Int) { starts.reserveCapacity(count + 1) }

  /// Adds the text of the next person.
  mutating func append(_ text: String) {
    if !text.isEmpty { bytes.append(copying: text.utf8.span) }
    starts.append(bytes.count)
  }

  /// The text of a person.
  subscript(person: Int) -> ArraySlice<UInt8> { bytes[starts[person]..<starts[person + 1]] }
}
