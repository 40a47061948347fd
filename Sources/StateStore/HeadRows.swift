internal import Synchronization

/// Rows of heads that were read, so that not every question reads them anew.
///
/// They are forgotten with all that is written.
final class HeadRows: Sendable {
  private let known = Mutex<(rows: [Int64: [UInt8]], byteCount: Int)>(([:], 0))

  /// More than this is not held.
  private static let mostByteCount = 16 << 20

  /// The heads of a row.
  ///
  /// - Parameters:
  ///   - pack: The number of the row.
  ///   - read: Reads them.
  /// - Returns: The heads, as they were written.
  /// - Throws: What reading throws.
  func heads(ofPack pack: Int64, _ read: (Int64) throws -> [UInt8]) rethrows -> [UInt8] {
    if let heads = known.withLock({ $0.rows[pack] }) { return heads }
    let heads = try read(pack)
    known.withLock { known in
      guard known.byteCount + heads.count <= Self.mostByteCount else { return }
      known.rows[pack] = heads
      known.byteCount += heads.count
    }
    return heads
  }

  func removeAll() { known.withLock { $0 = ([:], 0) } }
}
