/// A forward-only reader of the separated fields of one line.
///
/// The cursor borrows the line: it copies no bytes, and no field it returns can outlive the line.
@usableFromInline
package struct FieldCursor: ~Escapable {
  @usableFromInline let line: Span<UInt8>
  @usableFromInline let separator: UInt8
  @usableFromInline let collapsesRuns: Bool
  /// The byte offset in the line where the next field is looked for; `line.count + 1` once the line is used up.
  @usableFromInline package private(set) var offset = 0

  /// Creates a cursor before the first field.
  ///
  /// - Parameters:
  ///   - line: The line, without its line end.
  ///   - separator: The byte between fields.
  ///   - collapsesRuns: Whether several separators in a row count as one, and those at either end
  ///     of the line not at all; otherwise there is an empty field between two separators.
  @_lifetime(copy line)
  package init(
    _ line: Span<UInt8>, separatedBy separator: UInt8, collapsingRuns collapsesRuns: Bool = false
  ) {
    self.line = line
    self.separator = separator
    self.collapsesRuns = collapsesRuns
  }

  /// Returns the range in the line of the next field, or `nil` when the line is used up.
  ///
  /// - Complexity: O(*n*) in the bytes of the field.
  package mutating func nextRange() -> Range<Int>? {
    if collapsesRuns {
      while offset < line.count && line[offset] == separator { offset += 1 }
      guard offset < line.count else { return nil }
    }
    guard offset <= line.count else { return nil }
    let start = offset
    let end = line.firstOffset(of: separator, from: start) ?? line.count
    offset = end + 1
    return start..<end
  }

  /// Returns the next field, or `nil` when the line is used up.
  ///
  /// - Complexity: O(*n*) in the bytes of the field.
  @_lifetime(copy self)
  package mutating func next() -> Span<UInt8>? {
    guard let range = nextRange() else { return nil }
    return line.extracting(range)
  }

  /// The part of the line that no field was taken from yet, leading blanks of a collapsing cursor excluded.
  @_lifetime(copy self)
  package func rest() -> Span<UInt8> {
    var start = min(offset, line.count)
    if collapsesRuns { while start < line.count && line[start] == separator { start += 1 } }
    return line.extracting(start..<line.count)
  }
}
