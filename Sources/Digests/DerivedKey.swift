internal import Crypto

/// A key of 256 bits for one purpose, derived from a secret.
///
/// Keys of different purposes tell nothing of one another (HKDF of RFC 5869 with SHA-256).
package struct DerivedKey: Sendable {
  private let key: SymmetricKey

  /// Derives a key.
  ///
  /// - Parameters:
  ///   - secret: Bytes that nobody else knows.
  ///   - purpose: What the key is for; another purpose gives another key.
  package init(from secret: [UInt8], for purpose: String) {
    key = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: secret), info: Array(purpose.utf8), outputByteCount: 32)
  }

  /// Returns the 32 bytes that only the holder of the key can tell of some bytes (HMAC with SHA-256).
  ///
  /// - Complexity: O(*n*) in the bytes.
  package func code(of bytes: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
  }

  /// Returns bytes that only the holder of the key can read and nobody else can change (ChaCha20 and
  /// Poly1305 of RFC 8439, under a random nonce that stands in front); `nil` if the system has no
  /// random numbers.
  ///
  /// - Complexity: O(*n*) in the bytes.
  package func sealed(_ bytes: [UInt8]) -> [UInt8]? {
    guard let box = try? ChaChaPoly.seal(bytes, using: key) else { return nil }
    return Array(box.combined)
  }

  /// Returns what was sealed; `nil` if it was changed since, or sealed with another key.
  ///
  /// - Complexity: O(*n*) in the bytes.
  package func opened(_ bytes: [UInt8]) -> [UInt8]? {
    guard let box = try? ChaChaPoly.SealedBox(combined: bytes),
      let opened = try? ChaChaPoly.open(box, using: key)
    else { return nil }
    return Array(opened)
  }
}
