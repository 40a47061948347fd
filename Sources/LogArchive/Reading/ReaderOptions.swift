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
  /// Which part of an input is read that earlier runs have read the front of.
  package var part = Part.rest
  /// Counts what was read, for a display.
  package var progress: ReadProgress?

  /// The parts of a text that goes on where earlier runs have ended.
  package enum Part: Hashable, Sendable { case whole, front, rest }

  /// Creates the usual options.
  package init() {}
}
