internal import CByteMask

/// Walks over `key=value` pairs, and the keys that it met.
///
/// Records of one source name the same keys in the same order, so the key that came after this one last
/// time is compared with the bytes at hand before any key is looked for. What is found is the same
/// whatever came before: a copy remembers for itself.
package struct KeyPairs: Sendable {
  /// How pairs stand in a line.
  package enum Form: Sendable {
    /// `key=value key="quoted \"value\""`, between one of two bytes.
    case words(UInt8, or: UInt8)
    /// `key=value|key=value`, between one byte, whatever else a value holds.
    case bars(UInt8)
    /// `key=a value key=value`: a value goes up to the word that the next `=` follows; `\` takes away the
    /// meaning of the byte behind it. Blanks around a value do not belong to it, and an empty one is none.
    case `extension`

    fileprivate var parts: (form: pair_cut_form, delimiter: UInt8, other: UInt8) {
      switch self {
      case .words(let delimiter, let other): (PAIR_CUT_WORDS, delimiter, other)
      case .bars(let delimiter): (PAIR_CUT_BARS, delimiter, delimiter)
      case .extension: (PAIR_CUT_EXTENSION, 0, 0)
      }
    }
  }

  /// What became of a line.
  package enum Outcome: Hashable {
    case pairs, noPair, openQuote
  }

  /// The first one stands for the beginning of a line.
  private var known = [pair_cut_known()]
  private var firsts = [UInt16](repeating: 0, count: Int(PAIR_CUT_HASHES))
  private var bytes: [UInt8] = []
  /// Keys of one hash are few, unless somebody chose them so.
  private static let mostOfOneHash = 8

  package init() { known[0].count = .max }

  /// Finds the wanted values among the pairs of a line, the first one of each key.
  ///
  /// - Parameters:
  ///   - block: The bytes that the line stands in.
  ///   - range: The pairs.
  ///   - form: How they stand there.
  ///   - escaped: What is added to values with a backslash that takes a meaning away; below 8.
  ///   - values: A place for each slot, all 0; set to `start << 32 | end << 3` of a value.
  ///   - slot: Where the value of a key goes that is not known yet, always the same for one key; below the number of
  ///     values, negative if it is not wanted.
  /// - Returns: Whether there are pairs; with an open quote some values may be set.
  /// - Complexity: O(*n*) in the bytes of the pairs; nothing is allocated but for keys that are new.
  @inline(__always)
  package mutating func find(
    in block: Span<UInt8>, _ range: Range<Int>, as form: Form, escaped: UInt8,
    into values: inout MutableSpan<UInt64>, slot: (Span<UInt8>) -> Int
  ) -> Outcome {
    var progress = pair_cut_progress()
    progress.at = range.lowerBound
    progress.slot = PAIR_CUT_NO_VALUE
    while true {
      switch walk(block, range, form, UInt64(escaped), &progress, &values) {
      case Int32(PAIR_CUT_WHOLE): return progress.has_pair != 0 ? .pairs : .noPair
      case Int32(PAIR_CUT_OPEN_QUOTE): return .openQuote
      default:
        let key = progress.key..<progress.at
        let slot = slot(block.extracting(key.lowerBound..<(key.upperBound - 1)))
        precondition(slot < values.count, "slot \(slot) of \(values.count)")
        progress.slot = Int32(max(slot, -1))
        if let number = remember(block.extracting(key), slot: progress.slot) {
          known[Int(progress.last)].next = number
          progress.last = number
        }
      }
    }
  }

  private mutating func walk(
    _ block: Span<UInt8>, _ range: Range<Int>, _ form: Form, _ escaped: UInt64,
    _ progress: inout pair_cut_progress, _ values: inout MutableSpan<UInt64>
  ) -> Int32 {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= block.count, "the pairs are outside")
    let parts = form.parts
    // SAFETY: the C function reads `block.count` bytes of the block and the keys, whose indices are its own, and
    // writes at slots of keys, which were below the number of values that each line has.
    return unsafe block.withUnsafeBufferPointer { text in
      unsafe known.withUnsafeMutableBufferPointer { known in
        unsafe firsts.withUnsafeBufferPointer { firsts in
          unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe values.withUnsafeMutableBufferPointer { values in
              var memory = unsafe pair_cut_memory(
                known: known.baseAddress, firsts: firsts.baseAddress, bytes: bytes.baseAddress)
              return unsafe pair_cut(
                text.baseAddress, range.upperBound, text.count, parts.form, parts.delimiter,
                parts.other, &memory, &progress, values.baseAddress, escaped)
            }
          }
        }
      }
    }
  }

  /// Remembers a key, `=` included; `nil` if there are too many.
  private mutating func remember(_ key: Span<UInt8>, slot: Int32) -> UInt16? {
    guard known.count < Int(PAIR_CUT_KNOWN) else { return nil }
    // SAFETY: the C function reads `count` bytes of the key.
    let hash = unsafe key.withUnsafeBufferPointer {
      Int(unsafe pair_cut_hash($0.baseAddress, $0.count))
    }
    var ofHash = 0
    var other = firsts[hash]
    while other > 0 {
      ofHash += 1
      other = known[Int(other)].same
    }
    guard ofHash < Self.mostOfOneHash else { return nil }
    var own = pair_cut_known()
    // SAFETY: as many bytes are written as there are of both.
    unsafe withUnsafeMutableBytes(of: &own.token) { token in
      for place in 0..<min(token.count, key.count) { unsafe token[place] = key[place] }
    }
    own.behind = key.count >= Int(PAIR_CUT_TOKEN) ? 0 : UInt32.max << UInt32(key.count)
    own.count = UInt32(key.count)
    own.start = UInt32(bytes.count)
    own.slot = slot
    own.same = firsts[hash]
    let number = UInt16(known.count)
    firsts[hash] = number
    known.append(own)
    bytes.append(copying: key)
    return number
  }
}
