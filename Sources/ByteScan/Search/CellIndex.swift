internal import CByteMask

/// The ends of all cells of a block whose cells stand between single separators.
///
/// It is storage to be filled again and again: nothing is allocated once it has grown to the needs
/// of the densest block. 64 bytes are looked at in one step.
///
///     block     10,,ann⏎11,"b,c",x⏎
///     ends      2  3  7    10  13 16 18
///     lines     3 (cells through the first line), 7 (holds a quote)
///
/// Where quotes come in pairs, a separator between two of them ends no cell. They are counted line by line,
/// so that a quote that is left open spoils one line, which is marked as loose: of it only the reader of its
/// quoting knows the cells. Where they don't, every line with a quote is loose.
package struct CellIndex: Sendable {
  /// The end of one line in the index.
  @usableFromInline
  package struct Line: Sendable {
    @usableFromInline let bits: UInt32

    @inlinable
    init(bits: UInt32) { self.bits = bits }

    /// How many cell ends there are up to the end of the line, its line feed included.
    @inlinable package var endCount: Int { Int(bits & 0x3FFF_FFFF) }
    /// Whether a quote stands in the line.
    @inlinable package var isQuoted: Bool { bits & 0x8000_0000 != 0 }
    /// Whether a quote of the line stands elsewhere than around a whole cell.
    @inlinable package var isLoose: Bool { bits & 0x4000_0000 != 0 }
  }

  private var endStorage: [UInt32] = []
  private var lineStorage: [UInt32] = []
  private var endCount = 0
  /// How many line feeds the block has.
  package private(set) var lineCount = 0

  /// Creates an index of nothing.
  package init() {}

  /// Indexes a block in place of the one before.
  ///
  /// - Parameters:
  ///   - block: Fewer than 2³⁰ bytes; nothing past its end is read.
  ///   - separator: What stands between cells; not the line feed.
  ///   - quote: The byte whose lines are marked.
  ///   - pairs: Whether a separator between two quotes of a line belongs to a cell.
  ///   - form: Which form of the masks, from 1 to ``ColumnRows/fastestForm``; all find the same.
  /// - Complexity: O(*n*) in the bytes of the block; allocates only while the storage still grows.
  package mutating func index(
    _ block: Span<UInt8>, separator: UInt8, quote: UInt8, pairs: Bool = true,
    form: Int = ColumnRows.fastestForm
  ) {
    precondition(block.count < 1 << 30, "a block of \(block.count) bytes is too large to index")
    var progress = byte_cell_progress()
    progress.ended = 1
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
            unsafe byte_cell_index_in(
              Int32(form), bytes.baseAddress, bytes.count, separator, quote, pairs ? 1 : 0,
              progress, ends.baseAddress, ends.count, lines.baseAddress, lines.count)
          }
        }
      }
    }
    endCount = progress.written
    lineCount = progress.lines
  }

  /// The ends of the cells in rising order, as byte offsets in the block indexed last.
  package var ends: Span<UInt32> {
    @_lifetime(borrow self)
    get { endStorage.span.extracting(0..<endCount) }
  }

  /// The ends of all lines, as ``Line`` holds them.
  var lines: Span<UInt32> {
    @_lifetime(borrow self)
    get { lineStorage.span.extracting(0..<lineCount) }
  }

  /// The end of a line, by its number from 0.
  package subscript(line number: Int) -> Line { Line(bits: lineStorage[number]) }

  private static func makeRoom(in storage: inout [UInt32], after count: Int) {
    guard storage.count - count < 64 else { return }
    storage.append(contentsOf: repeatElement(0, count: max(256, storage.count)))
  }
}
