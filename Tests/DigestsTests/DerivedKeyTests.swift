internal import Digests
internal import Testing

@Suite struct DerivedKeyTests {
  private let secret = [UInt8](repeating: 7, count: 32)

  @Test func `codes depend on secret, purpose and text`() {
    let key = DerivedKey(from: secret, for: "a")
    #expect(
      key.code(of: [1]).count == 32
        && key.code(of: [1]) == DerivedKey(from: secret, for: "a").code(of: [1]))
    #expect(key.code(of: [1]) != key.code(of: [2]))
    #expect(key.code(of: [1]) != DerivedKey(from: secret, for: "b").code(of: [1]))
    #expect(key.code(of: [1]) != DerivedKey(from: secret + [0], for: "a").code(of: [1]))
  }

  @Test func `what is sealed opens with the same key only, and whole`() throws {
    let key = DerivedKey(from: secret, for: "a")
    let text = Array("sato.k".utf8)
    var sealed = try #require(key.sealed(text))
    #expect(key.opened(sealed) == text)
    #expect(sealed.count == text.count + 28)
    #expect(try #require(key.sealed(text)) != sealed, "the nonce must differ")
    #expect(DerivedKey(from: secret, for: "b").opened(sealed) == nil)
    sealed[15] ^= 1
    #expect(key.opened(sealed) == nil)
    #expect(key.opened([]) == nil)
  }
}
