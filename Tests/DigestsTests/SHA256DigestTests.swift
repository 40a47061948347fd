import Digests
import Testing

struct SHA256DigestTests {
  // FIPS 180-2, appendix B.
  static let rows: [(text: String, hex: String)] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ]

  @Test(arguments: rows) func `hashes the standard's examples`(text: String, hex: String) {
    let bytes = Array(text.utf8)
    let digest = SHA256Digest.digest(of: bytes.span)
    #expect(digest.hex == hex)
    #expect(SHA256Digest(bytes: digest.bytes) == digest)
  }

  @Test(arguments: [1, 7, 16_384, 100_000]) func `pieces of any size give one digest`(size: Int) {
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var spans = SHA256Hasher()
    var slices = SHA256Hasher()
    var offset = 0
    while offset < bytes.count {
      let end = min(bytes.count, offset + size)
      spans.add(bytes.span.extracting(offset..<end))
      slices.add(bytes[offset..<end])
      offset = end
    }
    #expect(spans.digest == SHA256Digest.digest(of: bytes.span))
    #expect(slices.digest == spans.digest)
  }

  @Test func `digests are ordered as their bytes`() {
    let small = SHA256Digest(bytes: [0] + Array(repeating: 255, count: 31))
    let large = SHA256Digest(bytes: [1] + Array(repeating: 0, count: 31))
    if let small, let large { #expect(small < large) } else { Issue.record("32 bytes each") }
    #expect(SHA256Digest(bytes: [1, 2]) == nil)
  }
}
