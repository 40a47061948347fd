import ByteScan
import SystemBoundary
import Testing

struct TextTests {
  static let displays: [(bytes: [UInt8], text: String)] = [
    (Array("顧客名簿.log".utf8), "顧客名簿.log"), ([0x8E, 0x52, 0x2E], "\\x8eR."),
    (Array("a\u{202E}b".utf8), "a\\xe2\\x80\\xaeb"), (Array("a\\b".utf8), "a\\x5cb"),
    (Array("é\u{9B}".utf8), "é\\xc2\\x9b"), ([0xE3, 0x81], "\\xe3\\x81"), ([], ""),
    ([0xED, 0xA0, 0x80], "\\xed\\xa0\\x80"), (Array("e\u{301}".utf8), "e\u{301}"),
  ]

  @Test(arguments: displays) func `shows untrusted bytes`(bytes: [UInt8], text: String) {
    #expect(Array(RawPath(bytes).display.utf8) == Array(text.utf8))
  }

  static let paths: [(path: String, directory: String, last: String)] = [
    ("a/b", "a", "b"), ("a", ".", "a"), ("/a", "/", "a"), ("a/b/", "a", "b"), ("/", "/", ""),
  ]

  @Test(arguments: paths) func `takes paths apart`(path: String, directory: String, last: String) {
    #expect(RawPath(path).directory == RawPath(directory))
    #expect(RawPath(path).lastComponent == Array(last.utf8))
  }

  static let texts: [(encoding: String, bytes: [UInt8], text: String)] = [
    ("CP932", [0x87, 0x40, 0x87, 0x8A, 0xFB, 0xFC, 0x5C], "①㈱髙\\"),
    ("CP932", [0x95, 0x5C, 0x2E], "表."), ("EUC-JP-MS", [0xB8, 0xDC, 0xB5, 0xD2], "顧客"),
    ("ISO-2022-JP", [0x1B, 0x24, 0x42, 0x38, 0x5C, 0x35, 0x52, 0x1B, 0x28, 0x42], "顧客"),
    ("UTF-16LE", [0x61, 0, 0x42, 0x30], "aあ"), ("UTF-16BE", [0, 0x61, 0x30, 0x42], "aあ"),
    ("CP932", [], ""),
  ]

  @Test(arguments: texts)
  func `brings text into UTF-8`(encoding: String, bytes: [UInt8], text: String) throws {
    let found = try Transcoder.transcode(bytes.span, from: encoding)
    #expect(found == Array(text.utf8))
  }

  @Test func `says where text is invalid, and can go on afterwards`() throws {
    let transcoder = try Transcoder(from: "CP932")
    let bad: [UInt8] = [0x61, 0x62, 0x81, 0x20]
    let cut: [UInt8] = [0x61, 0x95]
    #expect(throws: TranscodeError.invalid(byteOffset: 2)) { try transcoder.transcode(bad.span) }
    #expect(throws: TranscodeError.invalid(byteOffset: 1)) { try transcoder.transcode(cut.span) }
    let good = try transcoder.transcode([0x95, 0x5C].span)
    #expect(good == Array("表".utf8))
    #expect(throws: TranscodeError.unknownEncoding("KLINGON")) {
      _ = try Transcoder(from: "KLINGON")
    }
    let long = [UInt8](repeating: 0xB1, count: 100_000)
    let wide = try transcoder.transcode(long.span)
    #expect(wide.count == 300_000)
  }
}
