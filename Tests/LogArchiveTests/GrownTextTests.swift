import ByteScan
import Digests
import LogArchive
import SystemBoundary
import Testing

/// A text of which an earlier run has read the front is hashed once, and its digest is that of all of it.
struct GrownTextTests {
  static let front = Array("a line that is known\nand one more\n".utf8)
  static let rest = (1...20_000).flatMap { Array("line \($0) is new\n".utf8) }
  static let all = front + rest

  /// How the text is stored, and the digest that reading its rest comes to.
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var stored: [UInt8]
    var begunWith: [UInt8]? = front
    var digest: [UInt8]?
  }

  static let cases = [
    Case(testDescription: "plain", stored: all, digest: all),
    Case(testDescription: "plain, and nothing is new", stored: front, digest: front),
    Case(testDescription: "plain, and nobody hashed the front", stored: all, begunWith: nil),
    Case(
      testDescription: "with a byte order mark, which is no part of the text",
      stored: [0xEF, 0xBB, 0xBF] + all),
    Case(
      testDescription: "packed, so that all of it is unpacked", stored: GzipSample(all).bytes,
      digest: all),
  ]

  @Test(arguments: cases) func `the digest goes on behind the front`(_ row: Case) throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(row.stored, to: "log")
    var input = try ArchiveInput(path: path, status: FileStatus.of(path))
    var resumption = ArchiveInput.Resumption(byteCount: UInt64(Self.front.count), lineCount: 2)
    if let begun = row.begunWith {
      var hasher = SHA256Hasher()
      hasher.add(begun[...])
      resumption.begun = BegunDigest(hasher)
    }
    input.resumption = resumption
    var options = ReaderOptions()
    options.hashesInputs = true
    var reader = ArchiveReader(opening: input, options: options)
    while reader.nextItem() != .end {}
    let expected = row.digest.map { SHA256Digest.digest(of: $0.span) }
    #expect(reader.finish().sha256 == expected)
  }

  @Test func `a look ends at the first line end behind what is asked for`() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(Self.all + Self.all + Self.all, to: "log")
    let input = try ArchiveInput(path: path, status: FileStatus.of(path))
    let length = UInt64(Self.front.count)
    func look(_ extent: TextPrint.Extent, at lengths: [UInt64]) throws -> TextPrint {
      try #require(
        TextPrint(ofAll: input, checkpoints: lengths, upTo: extent, hashesInputs: false))
    }
    let whole = try look(.whole, at: [length])
    let near = try look(.lineBehindLast, at: [length])
    #expect(near.beginnings == whole.beginnings)
    #expect(near.begun == whole.begun)
    #expect(near.byteCount > length && near.byteCount < whole.byteCount)
    #expect(near.digest == nil && !near.isWhole)
    // Of a text that is no longer all is told that is told by reading it to its end.
    for lengths in [[length, whole.byteCount], [length, whole.byteCount + 1]] {
      let end = try look(.lineBehindLast, at: lengths)
      #expect(end.digest == whole.digest && end.isWhole)
      #expect(end.lineCount == whole.lineCount && end.byteCount == whole.byteCount)
    }
  }
}
