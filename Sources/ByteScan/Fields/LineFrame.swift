internal import CByteMask

/// The fixed texts of a line, and the values between them.
///
///     10.0.0.7 - sato [12/Oct/2026:09:31:07 +0900] "GET /a HTTP/1.1" 200 5120
///             ^ ^    ^                            ^^               ^^   ^       texts
package struct LineFrame: Sendable {
  /// A value, and where it goes; −1 for one that is not wanted.
  package struct Value: Sendable {
    package var slot = -1
    /// The places of its first word, of all between that and its last word, and of this; empty if it is not
    /// taken apart into words.
    package var words: [Int] = []
    /// The byte that ends it; `nil` if the line does.
    package var stop: UInt8?
    /// Whether quotes stand around it, so that one inside has a backslash.
    package var isQuoted = false
    /// Whether brackets stand around it that are no part of the texts.
    package var hasBrackets = false

    /// Creates a value that nobody wants, up to the end of the line.
    package init() {}
  }

  /// How a line differs from the frame.
  package enum Fault: Error, Hashable {
    case otherText, openQuote
  }

  private var steps: [line_cut_step] = []
  private var texts: [UInt8] = []
  /// One more than the largest slot.
  private var slotCount = 0

  /// Creates the frame of empty lines.
  package init() {}

  /// Adds a text, which may be empty, and a value if there is one behind it.
  package mutating func append(_ text: [UInt8], _ value: Value?) {
    var step = line_cut_step()
    step.text = UInt32(texts.count)
    step.text_count = UInt32(text.count)
    for (place, byte) in text.prefix(8).enumerated() {
      step.front |= UInt64(byte) << UInt64(8 * place)
      step.mask |= 0xFF << UInt64(8 * place)
    }
    texts += text
    if let value {
      let words = value.words + [Int](repeating: -1, count: 3 - value.words.count)
      step.has_value = 1
      step.slot = Int32(value.slot)
      step.words = (Int32(words[0]), Int32(words[1]), Int32(words[2]))
      step.has_words = value.words.contains { $0 >= 0 } ? 1 : 0
      step.stop = value.stop.map(Int16.init) ?? -1
      step.is_quoted = value.isQuoted ? 1 : 0
      step.has_brackets = value.hasBrackets ? 1 : 0
      slotCount = max(slotCount, ([value.slot] + words).reduce(0) { max($0, $1 + 1) })
    }
    steps.append(step)
  }

  /// Finds the wanted values of a line.
  ///
  /// - Parameters:
  ///   - block: The bytes that the line stands in.
  ///   - line: The line without its line end.
  ///   - escaped: What is added to values in quotes that hold a backslash; below 8.
  ///   - values: A place for each slot, all 0; set to `start << 32 | end << 3` of a value.
  /// - Throws: A fault, and then some values may be set.
  /// - Complexity: O(*n*) in the bytes of the line, 16 of them in one step; nothing is allocated.
  package func find(
    in block: Span<UInt8>, _ line: Range<Int>, escaped: UInt8,
    into values: inout MutableSpan<UInt64>
  ) throws(Fault) {
    precondition(line.lowerBound >= 0 && line.upperBound <= block.count, "the line is outside")
    precondition(values.count >= slotCount, "\(values.count) places for \(slotCount) slots")
    // SAFETY: the C function reads `block.count` bytes of the block, the steps and their texts, which `append`
    // made, and writes at slots, which are below `values.count`.
    let outcome = unsafe block.withUnsafeBufferPointer { bytes in
      unsafe steps.withUnsafeBufferPointer { steps in
        unsafe texts.withUnsafeBufferPointer { texts in
          unsafe values.withUnsafeMutableBufferPointer { values in
            unsafe line_cut(
              bytes.baseAddress, line.lowerBound, line.upperBound, bytes.count, steps.baseAddress,
              steps.count, texts.baseAddress, values.baseAddress, UInt64(escaped))
          }
        }
      }
    }
    if outcome == LINE_CUT_WHOLE { return }
    throw outcome == LINE_CUT_OPEN_QUOTE ? .openQuote : .otherText
  }
}
