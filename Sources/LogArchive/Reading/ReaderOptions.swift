internal import ByteScan

/// How inputs are read; none of it changes what the lines are.
package struct ReaderOptions: Sendable {
  /// The length of a block in bytes.
  package var blockByteCount = LineBlockSize.block
  /// The longest line that is read, in bytes.
  package var maximumLineByteCount = LineBlockSize.line
  /// Whether a thread of its own inflates gzip ahead of the consumer.
  package var readsAhead = true
  /// How many blocks may be under way when reading ahead.
  package var blocksAhead = 4
  /// Whether stored and decompressed bytes are hashed.
  package var hashesInputs = false
  /// Counts what was read, for a display.
  package var progress: ReadProgress?

  /// Creates the usual options.
  package init() {}
}
