package import EventModel
package import SystemBoundary

/// What looks at every event whole, to tell how rules come to what they find.
///
/// One belongs to one worker.
package protocol WholeEventTracing: ~Copyable, Sendable {
  /// What is left of the events of one worker.
  associatedtype Yield: Sendable
  /// Tells what the source of the following events carries.
  mutating func begin(source: SourceFields)
  /// Takes in an event; all its lines stand in the block.
  ///
  /// - Throws: ``SystemError`` when facts must be spilled and the disk refuses.
  mutating func add(
    _ event: inout Event, in block: Span<UInt8>, lines: [FactLine]
  ) throws(SystemError)
  /// How much memory could be had by ``spill()``.
  var heldByteCount: Int { get }
  /// Moves facts to disk.
  mutating func spill() throws(SystemError)
  /// Ends the taking.
  mutating func finish() -> Yield
}
