import ByteScan
import Testing

struct FieldCursorTests {
  static let rows: [(line: String, collapses: Bool, fields: [String])] = [
    ("a b c", false, ["a", "b", "c"]), ("", false, [""]), ("a  b", false, ["a", "", "b"]),
    (" a ", false, ["", "a", ""]), ("  12 a   b ", true, ["12", "a", "b"]), ("   ", true, []),
    ("", true, []), ("a", true, ["a"]),
  ]

  @Test(arguments: rows)
  func `splits a line into fields`(line: String, collapses: Bool, fields: [String]) {
    let bytes = Array(line.utf8)
    var cursor = FieldCursor(bytes.span, separatedBy: 0x20, collapsingRuns: collapses)
    var found: [String] = []
    while let field = cursor.next() { found.append(String(lossy: field)) }
    #expect(found == fields)
  }

  @Test func `the rest is what no field was taken from`() {
    let bytes = Array("ab  c d".utf8)
    var cursor = FieldCursor(bytes.span, separatedBy: 0x20, collapsingRuns: true)
    _ = cursor.next()
    #expect(String(lossy: cursor.rest()) == "c d")
    while cursor.next() != nil {}
    #expect(cursor.rest().count == 0)
  }
}

struct ByteSearchTests {
  @Test(arguments: 0..<30) func `finds what a loop finds`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let bytes = random.bytes(Int.random(in: 0...90, using: &random), from: [1, 2, 3, 4])
    let start = Int.random(in: 0...bytes.count, using: &random)
    let needle = random.bytes(Int.random(in: 0...3, using: &random), from: [1, 2])
    #expect(
      bytes.span.firstOffset(of: 3, from: start) == bytes[start...].firstIndex(of: 3),
      "seed \(seed)")
    #expect(
      bytes.span.lastOffset(of: 3, before: start) == bytes[..<start].lastIndex(of: 3),
      "seed \(seed)")
    let naive = (start...bytes.count).first { bytes[$0...].starts(with: needle) }
    #expect(bytes.span.firstOffset(of: needle.span, from: start) == naive, "seed \(seed)")
  }

  @Test func `compares texts with and without case`() {
    let bytes = Array("GET /É".utf8)
    #expect(bytes.span.starts(with: "GET ") == true)
    #expect(bytes.span.starts(with: "get ") == false)
    #expect(bytes.span.equalsIgnoringAsciiCase("get /É") == true)
    #expect(bytes.span.equalsIgnoringAsciiCase("get /é") == false)
    #expect(bytes.span.equalsIgnoringAsciiCase(Array("gEt /É".utf8).span) == true)
    #expect(bytes.span.ends(with: "/É") == true)
    #expect(bytes.span.ends(with: "GET /É ") == false)
    #expect(bytes.span.equals("GET /É") == true)
    #expect(bytes.span.equals("GET /") == false)
    #expect(bytes.span.hasSameBytes(as: Array(bytes).span) == true)
  }
}
