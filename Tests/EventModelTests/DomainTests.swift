import Testing

@testable import EventModel

struct DomainTests {
  @Test(arguments: [
    ("EXAMPLE.CO.JP", "example.co.jp"), ("acme.jp.", "acme.jp"), ("acme.jp..", "acme.jp"),
    ("acme.jp:443", "acme.jp"), ("acme.jp.:8080", "acme.jp"), ("acme.jp:", "acme.jp"),
    ("https://corp.jp@evil.com/", "evil.com"), ("user:pass@Acme.JP:8443/path", "acme.jp"),
    ("https://evil.com\\@corp.jp/", "evil.com"), ("evil.com/@corp.jp", "evil.com"),
    ("http://acme.jp?x=@b.jp", "acme.jp"), ("a..b.com", "a..b.com"), (" acme.jp ", "acme.jp"),
    ("ａｃｍｅ．ｃｏｍ", "acme.com"), ("acme。co｡jp", "acme.co.jp"), ("_dmarc.acme.jp", "_dmarc.acme.jp"),
    ("例え.jp", "xn--r8jz45g.jp"), ("BÜCHER.example", "xn--bcher-kva.example"),
    ("XN--R8JZ45G.JP", "xn--r8jz45g.jp"), ("\u{430}pple.com", "xn--pple-43d.com"),
    ("ac\u{200B}me.jp", "acme.jp"), ("", ""), (".", ""), ("/", ""), ("localhost", "localhost"),
    ("10.0.0.1", "10.0.0.1"), ("10.0.0.1:80", "10.0.0.1"), ("[::1]", "::1"), ("[::1]:443", "::1"),
    ("[2001:DB8:0:0::1]:443", "2001:db8::1"), ("fe80::1%eth0", "fe80::1"),
    ("010.0.0.1", "010.0.0.1"),
  ])
  func `normalises a host`(written: String, expected: String) {
    #expect(Domain.normalised(written) == expected)
    #expect(Domain.normalised(expected) == expected)
  }

  @Test func `keeps bytes that are no text, and leaves no capitals in random bytes`() {
    var random = SeededRandom(state: 11)
    let pool = Array("a.B:@/[]1xn--。．あ\u{3099}é％\\? ".utf8) + [0xFF, 0x83, 0x5C]
    for _ in 0..<5000 {
      let bytes = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        pool.randomElement(using: &random) ?? 0
      }
      var once: [UInt8] = []
      Domain.normalise(bytes.span, into: &once)
      #expect(!once.contains { (0x41...0x5A).contains($0) }, "\(bytes)")
    }
    var normalised: [UInt8] = []
    Domain.normalise(([0x41, 0xFF] as [UInt8]).span, into: &normalised)
    #expect(normalised == [0x61, 0xFF])
  }

  @Test(arguments: [
    ("acme.jp", Domain.Form.name), ("10.0.0.1", .address), ("[::1]:443", .address), ("", .empty),
    ("0.1", .name), ("10.0.0", .name), ("10.0.0.256", .name), ("acme.jp1", .name), ("::", .address),
  ])
  func `tells names from addresses`(written: String, expected: Domain.Form) {
    var normalised: [UInt8] = []
    let form = Domain.normalise(Array(written.utf8).span, into: &normalised)
    #expect(form == expected)
    let isAddress = Domain.isAddress(normalised.span)
    #expect(isAddress == (expected == .address))
  }

  @Test(arguments: [
    ("acme.jp", "acme.jp", true), ("www.acme.jp", "acme.jp", true),
    ("a.b.acme.jp", "acme.jp", true),
    ("evilacme.jp", "acme.jp", false), ("evil-acme.jp", "acme.jp", false),
    ("acme.jp.evil.com", "acme.jp", false), ("jp", "acme.jp", false), ("acme.jp", "", false),
    ("10.0.0.1", "0.1", false), ("10.0.0.1", "10.0.0.1", true), ("", "", false),
  ])
  func `matches whole labels only`(host: String, domain: String, expected: Bool) {
    let matches = Domain.isEqualOrSubdomain(Array(host.utf8).span, of: Array(domain.utf8).span)
    #expect(matches == expected)
  }

  // Encoded with Python's `punycode` codec.
  @Test(arguments: [
    ("bücher", "bcher-kva"), ("例え", "r8jz45g"), ("ファイル共有", "bckg9lpd359qxc1a"),
    ("点看", "3pxu8k"), ("ñandú", "and-6ma2c"), ("はじめよう", "p8j9a0d9c9a"),
    ("münchen-ost", "mnchen-ost-9db"), ("президент", "d1abbgf6aiiy"),
    ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"), ("☃", "n3h"), ("a日b本c", "abc-t08fm0d"),
  ])
  func `encodes and decodes labels`(label: String, encoded: String) {
    var bytes: [UInt8] = []
    #expect(Punycode.encode(Array(label.unicodeScalars), into: &bytes))
    #expect(String(decoding: bytes, as: UTF8.self) == encoded)
    #expect(Punycode.decode(Array(encoded.utf8)) == Array(label.unicodeScalars))
    #expect(Domain.unicodeText(of: "xn--\(encoded).jp") == "\(label).jp")
  }

  @Test(arguments: ["a!", "99999999", "あ", String(repeating: "9", count: 300)])
  func `refuses what is no encoded label`(encoded: String) {
    #expect(Punycode.decode(Array(encoded.utf8)) == nil)
  }

  @Test(arguments: [
    ("10.0.0.1", "10.0.0.1"), ("255.255.255.255", "255.255.255.255"), ("::", "::"), ("::1", "::1"),
    ("1::", "1::"), ("2001:0db8:0000:0000:0000:ff00:0042:8329", "2001:db8::ff00:42:8329"),
    ("1:0:0:2:0:0:0:3", "1:0:0:2::3"), ("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"),
    ("::ffff:10.0.0.1", "10.0.0.1"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
    ("[2001:DB8::A]", "2001:db8::a"), ("0:0:1::", "0:0:1::"),
  ])
  func `reads an address and writes it one way`(written: String, expected: String) throws {
    #expect(try #require(IPAddress(written)).text == expected)
  }

  @Test(arguments: [
    "", "1", "10.0.0", "10.0.0.0.1", "10.0.0.256", "10.0.0.01", "10.0..1", ".1.1.1.1", "1.1.1.1.",
    ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "1:2:3:4:5:6:7::8", "12345::",
    "::g",
    "1:", ":1", "::1.2.3", "1.2.3.4::", "1:2:3:4:5:6:7:1.2.3.4", "+1.2.3.4",
  ])
  func `refuses what is no address`(written: String) { #expect(IPAddress(written) == nil) }

  @Test(arguments: [
    ("10.0.0.0/8", "10.255.255.255", true), ("10.0.0.0/8", "11.0.0.0", false),
    ("10.1.2.3/8", "10.9.9.9", true), ("192.168.1.5", "192.168.1.5", true),
    ("192.168.1.5", "192.168.1.4", false), ("0.0.0.0/0", "8.8.8.8", true),
    ("0.0.0.0/0", "::1", false), ("::/0", "8.8.8.8", false), ("::/0", "2001:db8::1", true),
    ("2001:db8::/33", "2001:db8:7fff::", true), ("2001:db8::/33", "2001:db8:8000::", false),
    ("10.0.0.128/25", "::ffff:10.0.0.200", true), ("172.16.0.0/12", "172.32.0.0", false),
  ])
  func `a network holds the addresses of its prefix`(
    network: String, address: String, expected: Bool
  ) throws {
    let network = try #require(IPNetwork(network))
    #expect(try network.contains(#require(IPAddress(address))) == expected)
  }

  @Test(arguments: [
    "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129", "/8", "10/8", "10.0.0.0/8/8",
  ])
  func `refuses what is no network`(written: String) { #expect(IPNetwork(written) == nil) }
}

struct EmailAddressTests {
  @Test(arguments: [
    ("taro@Example.JP", "taro", "Example.JP"), ("<a@b>", "a", "b"),
    ("\"a@b\"@c.jp", "\"a@b\"", "c.jp"),
    (" x.y@z ", "x.y", "z"),
  ])
  func `splits at the last at sign`(address: String, local: String, domain: String) throws {
    let bytes = Array(address.utf8)
    guard let parts = EmailAddress(bytes.span) else {
      Issue.record("no parts")
      return
    }
    #expect(String(decoding: bytes[parts.local], as: UTF8.self) == local)
    #expect(String(decoding: bytes[parts.domain], as: UTF8.self) == domain)
  }

  @Test(arguments: ["", "a", "@", "a@", "@b", "<>", " "])
  func `refuses half an address`(address: String) {
    let isAddress = EmailAddress(Array(address.utf8).span) != nil
    #expect(!isAddress)
  }

  @Test(
    arguments: [
      ("taro@acme.jp", true), ("taro@SUB.Acme.jp", true), ("taro@evilacme.jp", false),
      ("taro@例え.jp", true), ("taro", nil), ("<taro@acme.jp.>", true),
    ] as [(String, Bool?)])
  func `the company's domains tell inside from outside`(address: String, expected: Bool?) {
    let company = CompanyDomains(["ACME.jp", "例え.jp"])
    let isInside = company.containsAddress(Array(address.utf8).span)
    #expect(isInside == expected)
  }
}

struct FilePathTests {
  @Test(
    arguments: [
      ("\\\\fs01\\顧客\\一覧.XLSX", "一覧.XLSX", "XLSX"), ("/srv/share/a.tar.gz", "a.tar.gz", "gz"),
      ("C:\\a/b\\c.txt", "c.txt", "txt"), ("name", "name", nil),
      ("/home/u/.bashrc", ".bashrc", nil),
      ("/a/b/", "b", nil), ("x.", "x.", nil), ("", "", nil), ("/", "", nil),
      ("/d.ir/file", "file", nil),
    ] as [(String, String, String?)])
  func `finds name and extension`(path: String, name: String, fileExtension: String?) {
    let bytes = Array(path.utf8)
    let found = Array(bytes[FilePath.nameRange(in: bytes.span)])
    #expect(String(decoding: found, as: UTF8.self) == name)
    let range = FilePath.extensionRange(in: found.span)
    #expect(range.map { String(decoding: found[$0], as: UTF8.self) } == fileExtension)
  }

  @Test(arguments: [
    ("\\\\fs01\\顧客\\a.xlsx", "\\\\fs01\\顧客", true), ("//fs01/顧客/a.xlsx", "\\\\fs01\\顧客", true),
    ("//fs01/顧客/a.xlsx", "\\\\fs01\\顧客\\", true), ("\\\\fs01\\顧客2\\a", "\\\\fs01\\顧客", false),
    ("\\\\fs01\\顧客", "\\\\fs01\\顧客\\", true), ("/a", "/", true), ("a", "/", false),
    ("a", "", false),
    ("/a/b", "/a/b/c", false),
  ])
  func `a folder holds whole parts below it`(path: String, folder: String, expected: Bool) {
    let isInside = FilePath.isInside(Array(path.utf8).span, folder: Array(folder.utf8).span)
    #expect(isInside == expected)
  }
}
