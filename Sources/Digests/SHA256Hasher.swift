internal import Crypto

/// Gathers a SHA-256 digest piece by piece.
///
/// Give arrays where there are arrays: a span is copied, because the library underneath takes
/// pointers or arrays, and pointers have no place here.
package struct SHA256Hasher: Sendable {
  private var sum = SHA256()
  private var copy: [UInt8] = []
  private static let copyByteCount = 16 << 10

  /// Creates a hasher that has seen no byte.
  package init() {}

  /// Adds bytes, by way of a copy.
  ///
  /// - Complexity: O(*n*) in the bytes.
  package mutating func add(_ bytes: Span<UInt8>) {
    var offset = 0
    while offset < bytes.count {
      let piece = bytes.extracting(offset..<min(bytes.count, offset + Self.copyByteCount))
      copy.removeAll(keepingCapacity: true)
      copy.append(addingCapacity: piece.count) { target in
        for index in piece.indices { target.append(piece[index]) }
      }
      sum.update(data: copy)
      offset += piece.count
    }
  }

  /// Adds the bytes of a part of an array, without a copy.
  ///
  /// - Complexity: O(*n*) in the bytes, at the speed of the library.
  package mutating func add(_ bytes: ArraySlice<UInt8>) { sum.update(data: bytes) }

  /// The digest of the bytes so far.
  package var digest: SHA256Digest { SHA256Digest(sequence: sum.finalize()) }
}
