internal import CByteMask

/// Lines of Postfix out of a syslog file that were written in one second, read in one walk; storage to be used
/// again and again.
package struct PostfixRows: Sendable {
  /// One line; places are those of the block.
  package struct Row: Sendable {
    /// The line without its line end.
    package let line: Range<Int>
    /// The machine that wrote it.
    package let host: Range<Int>
    /// What the line says, in the two words that `postfix_cut.h` tells; the first is 0 if it is of no queue id.
    package let first, second: UInt64
    /// The fraction of the second in which it was written.
    package let microsecond: Int

    fileprivate init(_ row: postfix_row) {
      line = Int(row.start)..<Int(row.end)
      host = Int(row.host_start)..<Int(row.host_end)
      (first, second) = (row.first, row.second)
      microsecond = Int(row.microsecond)
    }
  }

  /// What lines begin with: a text, digits of a fraction, and another text that ends with a blank.
  package struct Front: Hashable, Sendable {
    package var second: [UInt8] = []
    package var digitCount = 0
    package var zone: [UInt8] = []

    package init() {}
  }

  private var rows = [postfix_row](repeating: postfix_row(), count: 64)
  /// How many were read last.
  package private(set) var count = 0

  package init() {}

  /// A line among those read last.
  package subscript(index: Int) -> Row {
    precondition(index < count, "a line that was read")
    return Row(rows[index])
  }

  /// How many lines are read at once at most.
  package var capacity: Int { rows.count }

  /// Reads lines up to the first that does not begin so, is none of Postfix, is broken, unusual or long, or
  /// stands near the end of the block.
  ///
  /// - Parameters:
  ///   - block: What the lines stand in, less than 4 GiB.
  ///   - start: Where the first one begins.
  ///   - front: What they begin with.
  /// - Returns: Where the first line stands that was not read.
  /// - Complexity: O(*n*) in the bytes read, 16 of them in one step; nothing is allocated.
  package mutating func read(_ block: Span<UInt8>, from start: Int, behind front: Front) -> Int {
    precondition(start >= 0 && start <= block.count && block.count <= Int(UInt32.max))
    precondition(front.digitCount >= 0 && front.digitCount <= 6, "microseconds at most")
    var next = start
    // SAFETY: the C function reads the texts of the front and `block.count` bytes of the block, and writes no
    // more rows than there are.
    count = unsafe block.withUnsafeBufferPointer { bytes in
      unsafe front.second.withUnsafeBufferPointer { second in
        unsafe front.zone.withUnsafeBufferPointer { zone in
          unsafe rows.withUnsafeMutableBufferPointer { rows in
            var known = unsafe postfix_front(
              second: second.baseAddress, second_count: second.count,
              digit_count: front.digitCount, zone: zone.baseAddress, zone_count: zone.count)
            return unsafe postfix_cut(
              bytes.baseAddress, bytes.count, &next, &known, rows.baseAddress, rows.count)
          }
        }
      }
    }
    return next
  }
}
