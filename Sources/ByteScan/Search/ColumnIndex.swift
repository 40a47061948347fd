internal import CByteMask

/// The ends of all columns of a block whose columns stand between runs of one separator.
///
/// It is storage to be filled again and again: nothing is allocated once it has grown to the needs
/// of the densest block. 64 bytes are looked at in one step.
///
///     block     10   ann POST⏎ 11 bob GET⏎
///     ends      2    8   13    17 21  25
///     lineEnds  3 (columns through the first line), 6
///
/// A run of separators counts once, at its first byte; separators at the front of a line count
/// for nothing. So column *n* begins at the first other byte after the end of column *n* - 1. A line
/// with separators just before its line feed has an empty column at its end.
package struct ColumnIndex: Sendable {
  private var endStorage: [UInt32] = []
  private var lineStorage: [UInt32] = []
  private var endCount = 0
  private var lineCount = 0

  /// The fastest form of the masks that this processor has.
  private static let form = byte_column_forms()

  /// Creates an index of nothing.
  package init() {}

  /// Indexes a block in place of the one before.
  ///
  /// - Parameters:
  ///   - block: Fewer than 2³² bytes; nothing past its end is read.
  ///   - separator: What stands between columns; not the line feed.
  /// - Complexity: O(*n*) in the bytes of the block; allocates only while the storage still grows.
  package mutating func index(_ block: Span<UInt8>, separator: UInt8) {
    precondition(block.count < 1 << 32, "a block of \(block.count) bytes is too large to index")
    var progress = byte_column_progress(written: 0, lines: 0, reached: 0, after_separator: 1)
    if endStorage.isEmpty {
      endStorage = [UInt32](repeating: 0, count: max(256, block.count / 8))
      lineStorage = [UInt32](repeating: 0, count: max(256, block.count / 64))
    }
    while progress.reached < block.count {
      Self.makeRoom(in: &endStorage, after: progress.written)
      Self.makeRoom(in: &lineStorage, after: progress.lines)
      // SAFETY: the C function reads `block.count` bytes, and writes within the two counts that it
      // is given.
      progress = unsafe block.withUnsafeBufferPointer { bytes in
        unsafe endStorage.withUnsafeMutableBufferPointer { ends in
          unsafe lineStorage.withUnsafeMutableBufferPointer { lines in
            unsafe byte_column_index_in(
              Self.form, bytes.baseAddress, bytes.count, separator, progress, ends.baseAddress,
              ends.count,
              lines.baseAddress, lines.count)
          }
        }
      }
    }
    endCount = progress.written
    lineCount = progress.lines
  }

  /// The ends of the columns in rising order, as byte offsets in the block indexed last.
  package var ends: Span<UInt32> {
    @_lifetime(borrow self)
    get { endStorage.span.extracting(0..<endCount) }
  }

  /// For each line feed: how many column ends there are up to it, itself included.
  package var lineEnds: Span<UInt32> {
    @_lifetime(borrow self)
    get { lineStorage.span.extracting(0..<lineCount) }
  }

  private static func makeRoom(in storage: inout [UInt32], after count: Int) {
    guard storage.count - count < 64 else { return }
    storage.append(contentsOf: repeatElement(0, count: max(256, storage.count)))
  }
}
