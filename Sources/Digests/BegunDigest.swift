/// The digest of the front of some bytes, which can be gone on with.
///
/// Two are equal if the fronts have the same digest.
package struct BegunDigest: Hashable, Sendable {
  /// What has seen the front, and takes what follows.
  package let hasher: SHA256Hasher
  /// The digest of the front.
  package let digest: SHA256Digest

  /// Remembers how far a hasher has come.
  package init(_ hasher: SHA256Hasher) {
    self.hasher = hasher
    digest = hasher.digest
  }

  /// Whether two have seen the same bytes.
  package static func == (a: Self, b: Self) -> Bool { a.digest == b.digest }

  /// Feeds the digest of the front to a hasher.
  package func hash(into hasher: inout Swift.Hasher) { hasher.combine(digest) }
}
