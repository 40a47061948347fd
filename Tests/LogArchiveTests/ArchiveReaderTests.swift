import ByteScan
import Digests
import Foundation
import LogArchive
import SystemBoundary
import Testing

struct ArchiveReaderTests {
  @Test(arguments: ["a.log", "a.gz"])
  func `offsets count the mark of the encoding`(name: String) throws {
    let directory = try TemporaryDirectory()
    let text = [0xEF, 0xBB, 0xBF] + Array("a\nb\n".utf8)
    var sample = GzipSample(text)
    sample.append(text)
    let path = try directory.write(name == "a.gz" ? sample.bytes : text, to: name)
    var options = ReaderOptions()
    options.blockByteCount = 2
    options.readsAhead = false
    var reader = ArchiveReader(
      opening: ArchiveInput(path: path, status: try FileStatus.of(path)), options: options)
    var offsets: [UInt64] = []
    for _ in 0..<(name == "a.gz" ? 4 : 2) {
      #expect(reader.nextItem() == .block)
      offsets.append(reader.blockOffset)
    }
    #expect(offsets == (name == "a.gz" ? [3, 5, 10, 12] : [3, 5]))
    let ledger = reader.finish()
    #expect(ledger.encoding == .utf8WithMark && ledger.notes.map(\.code) == [.stoppedEarly])
  }

  @Test(arguments: [true, false])
  func `a reader that is left early stops its thread and says so`(readsAhead: Bool) throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(GzipSample(sampleLines(50_000)).bytes, to: "a.gz")
    var options = ReaderOptions()
    options.readsAhead = readsAhead
    options.blockByteCount = 1000
    var reader = ArchiveReader(
      opening: ArchiveInput(path: path, status: try FileStatus.of(path)), options: options)
    #expect(reader.nextItem() == .block)
    #expect(reader.finish().notes.map(\.code) == [.stoppedEarly])
  }

  @Test func `digests are those of stored and decompressed bytes`() throws {
    let directory = try TemporaryDirectory()
    let text = sampleLines(30_000)
    let packed = GzipSample(text).bytes
    var options = ReaderOptions()
    options.hashesInputs = true
    let gzip = try Reading(try directory.write(packed, to: "a.gz"), options: options).ledger
    #expect(gzip.sha256Stored == SHA256Digest.digest(of: packed.span))
    #expect(gzip.sha256 == SHA256Digest.digest(of: text.span))
    #expect(gzip.storedByteCount == UInt64(packed.count) && gzip.byteCount == UInt64(text.count))
    let marked = [0xEF, 0xBB, 0xBF] + text
    let plain = try Reading(try directory.write(marked, to: "a.log"), options: options).ledger
    #expect(plain.sha256 == SHA256Digest.digest(of: marked.span))
    #expect(plain.byteCount == UInt64(marked.count))
  }

  @Test func `a line over the limit is skipped in its place, gzip or not`() throws {
    let directory = try TemporaryDirectory()
    let text =
      Array("a\n".utf8) + [UInt8](repeating: 0x78, count: 3 << 20) + Array("\nb\n".utf8)
    for (name, bytes) in [("a.log", text), ("a.gz", GzipSample(text).bytes)] {
      let reading = try Reading(try directory.write(bytes, to: name))
      #expect(reading.text == Array("a\nb\n".utf8))
      #expect(reading.oversize == [3 << 20])
      #expect(reading.ledger.status == .complete)
    }
  }

  static let contents: [(name: String, bytes: [UInt8], codes: [InputCode])] = [
    ("cr.log", Array("a\rb\rc\r".utf8), [.carriageReturnsOnly]),
    ("crlf.log", Array("a\r\n".utf8), []),
    ("one.log", Array("a\r".utf8), []), ("empty.log", [], [.emptyContent]),
    ("nul.log", [0x61, 0, 0x62, 0x0A] + [UInt8](repeating: 0, count: 4096), []),
    ("bad.log", [0x80, 0xC0, 0xAF, 0xED, 0xA0, 0x80, 0x0A, 0xE3, 0x81], []),
  ]

  @Test(arguments: contents)
  func `bytes of any kind are data`(name: String, bytes: [UInt8], codes: [InputCode]) throws {
    let directory = try TemporaryDirectory()
    let reading = try Reading(try directory.write(bytes, to: name))
    #expect(reading.text == bytes && reading.codes == codes)
  }

  @Test func `B01 a file that grows is read to the size it had`() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(Array("a\nb\n".utf8), to: "a.log")
    var options = ReaderOptions()
    options.blockByteCount = 2
    var reader = ArchiveReader(
      opening: ArchiveInput(path: path, status: try FileStatus.of(path)), options: options)
    #expect(reader.nextItem() == .block)
    let handle = try #require(FileHandle(forWritingAtPath: path.display))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("c\n".utf8))
    #expect(reader.nextItem() == .block)
    #expect(reader.nextItem() == .end)
    let ledger = reader.finish()
    #expect(ledger.notes.map(\.code) == [.grew] && ledger.byteCount == 4)
  }

  @Test func `B02 a file that is rotated away while it is read is read to its end`() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(Array("a\nb\n".utf8), to: "a.log")
    var options = ReaderOptions()
    options.blockByteCount = 2
    var reader = ArchiveReader(
      opening: ArchiveInput(path: path, status: try FileStatus.of(path)), options: options)
    #expect(reader.nextItem() == .block)
    try FileManager.default.moveItem(atPath: path.display, toPath: path.display + ".1")
    try Data("x\n".utf8).write(to: URL(fileURLWithPath: path.display))
    #expect(reader.nextItem() == .block)
    #expect([UInt8](reader.block) == Array("b\n".utf8))
    #expect(reader.nextItem() == .end)
    #expect(reader.finish().notes.map(\.code) == [])
    #expect(try Reading(path).text == Array("x\n".utf8), "the new file is an input of its own")
  }

  @Test func `B03 a file that shrinks is incomplete, and its last piece of a line is torn`() throws
  {
    let directory = try TemporaryDirectory()
    let path = try directory.write(sampleLines(100_000), to: "a.log")
    var reader = ArchiveReader(opening: ArchiveInput(path: path, status: try FileStatus.of(path)))
    #expect(reader.nextItem() == .block)
    cut(path, to: 600_001)
    var last = LineBlockItem.block
    while true {
      let item = reader.nextItem()
      if item == .end { break }
      last = item
    }
    #expect(last == .tornLine)
    #expect(reader.finish().notes.map(\.code) == [.shrankWhileReading])
  }

  @Test func `B09 a pipe is read as a stream, gzip or plain`() throws {
    let directory = try TemporaryDirectory()
    let text = sampleLines(5000)
    for bytes in [text, GzipSample(text).bytes] {
      let path = directory.path.appending("pipe\(bytes.count)")
      #expect(makePipe(path))
      let writer = WorkerThread { try? Data(bytes).write(to: URL(fileURLWithPath: path.display)) }
      let reading = try Reading(path)
      writer.join()
      #expect(reading.text == text)
      #expect(!reading.ledger.isEvidenceMissing)
    }
  }

  @Test func `reads the same from a verdict as from nothing`() {
    let inputs = InputDiscovery.inputs(at: ["/nowhere/at/all"])
    var reader = ArchiveReader(opening: inputs[0])
    #expect(reader.nextItem() == .end)
    let ledger = reader.finish()
    #expect(ledger.status == .incomplete && ledger.notes.map(\.code) == [.notFound])
  }
}
