package import SystemBoundary

extension FactMapper {
  /// How much memory the facts take that did not go to disk.
  package var heldByteCount: Int {
    stores.heldByteCount + (sightings?.byteCount ?? 0)
  }

  /// Moves the facts to disk, however little memory they take.
  ///
  /// - Throws: ``SystemError`` when the disk refuses.
  package mutating func spill() throws(SystemError) {
    try keepSightings()
    try stores.spill()
  }
}
