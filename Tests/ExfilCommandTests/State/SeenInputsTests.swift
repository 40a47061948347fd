import Digests
import Foundation
import LogArchive
import StateStore
import SystemBoundary
import Testing

@testable import ExfilCommand

/// A file is known by what is in it: copies of what a log was once are no logs of their own.
struct SeenInputsTests {
  static let heading = "time,user,file\n"
  static let early = heading + "09:00,sato,a\n"
  static let now = early + (1...400).map { "10:00,sato,file \($0)\n" }.joined()

  /// A file, and what becomes of it.
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    /// Whether the log is among the inputs, too.
    var hasLog = false
    /// How many bytes need not be read; `nil` for a file of which nothing is.
    var knownByteCount: UInt64?
  }

  static let cases = [
    Case(testDescription: "what the log was", bytes: Array(early.utf8)),
    Case(testDescription: "the same, packed", bytes: GzipText.member(early.utf8)),
    Case(
      testDescription: "the same, packed and cut within the next line",
      bytes: GzipText.member((early + "10:00,sato,fi").utf8).dropLast(9)),
    Case(
      testDescription: "packed, with a last line of its own",
      bytes: GzipText.member((early + "11:00,mori,b").utf8),
      knownByteCount: UInt64(heading.utf8.count)),
    Case(
      testDescription: "within a line of the log, which is there",
      bytes: Array((early + "10:00,sato,fi").utf8), hasLog: true),
    Case(
      testDescription: "with a last line that the log does not have",
      bytes: Array((early + "11:00,mori,b").utf8), hasLog: true,
      knownByteCount: UInt64(heading.utf8.count)),
    Case(
      testDescription: "a log that begins with the same heading",
      bytes: Array((heading + "09:00,mori,b\n").utf8),
      knownByteCount: UInt64(heading.utf8.count)),
    Case(testDescription: "another log", bytes: Array("11:00,mori,b\n".utf8), knownByteCount: 0),
    Case(
      testDescription: "the log, grown", bytes: Array((now + "11:00,mori,b\n").utf8),
      knownByteCount: UInt64(now.utf8.count)),
    Case(
      testDescription: "the log, grown by more than is looked at", bytes: Array((now + much).utf8),
      knownByteCount: UInt64(now.utf8.count)),
    Case(
      testDescription: "the log, grown and packed", bytes: GzipText.member((now + much).utf8),
      knownByteCount: UInt64(now.utf8.count)),
    Case(
      testDescription: "the log, grown, behind a byte order mark",
      bytes: [0xEF, 0xBB, 0xBF] + Array((now + much).utf8),
      knownByteCount: UInt64(now.utf8.count)),
    Case(
      testDescription: "a log as long as that one",
      bytes: Array(now.replacingOccurrences(of: "10:00", with: "11:00").utf8),
      knownByteCount: UInt64(heading.utf8.count)),
    Case(
      testDescription: "a log as long as that one, and other at its end",
      bytes: Array((now.dropLast(2) + "x\n").utf8), knownByteCount: UInt64(heading.utf8.count)),
    Case(testDescription: "a copy of the log", bytes: Array(now.utf8)),
  ]

  static let much = (1...40_000).map { "11:00,mori,file \($0)\n" }.joined()

  @Test(arguments: cases) func `what a log was once is no log of its own`(_ row: Case) throws {
    let folder = try TemporaryFolder()
    try Data(row.bytes).write(to: folder.url.appending(path: "copy"))
    if row.hasLog { try folder.write(Self.now, to: "log") }
    let inputs = InputDiscovery.inputs(at: [RawPath(folder.path(""))])
    let seen = SeenInputs(inputs, known: Self.known(at: RawPath(folder.path("log"))))
    let copy = try #require(seen.inputs.first)
    #expect((copy.verdict?.wasReadBefore ?? false) == (row.knownByteCount == nil))
    #expect((copy.resumption?.byteCount ?? 0) == row.knownByteCount ?? 0)
    let text = (row.bytes.starts(with: [0xEF]) ? row.bytes.dropFirst(3) : row.bytes[...])
    if let resumption = copy.resumption, let begun = resumption.begun, row.bytes.first != 0x1F {
      #expect(
        begun.digest == SHA256Digest.digest(of: Array(text.prefix(Int(resumption.byteCount))).span))
    }
    let sideBySide = SeenInputs(
      inputs, known: Self.known(at: RawPath(folder.path("log"))), jobCount: 4)
    #expect(sideBySide.inputs == seen.inputs)
  }

  /// Its lines would count twice, and it might be a copy.
  @Test func `a file that is gone when it is looked at is left to the next run`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.early, to: "copy")
    let inputs = InputDiscovery.inputs(at: [RawPath(folder.path(""))])
    try FileManager.default.removeItem(atPath: folder.path("copy"))
    let seen = SeenInputs(inputs, known: Self.known(at: RawPath(folder.path("log"))))
    #expect(seen.inputs[0].verdict?.status == .incomplete)
  }

  /// A log that some run has seen when it was ``early``, and another one that is only ``heading``.
  static func known(at path: RawPath) -> KnownContents {
    var known = KnownContents()
    for (id, texts) in [(Int64(1), [heading]), (2, [early, now])] {
      for text in texts {
        known.beginnings[id, default: [:]][UInt64(text.utf8.count)] = digest(text)
        known.contents[id] = KnownContent(
          id: id, byteCount: UInt64(text.utf8.count), lineCount: text.count { $0 == "\n" },
          sha256: digest(text), headByteCount: min(4096, text.utf8.count),
          headSHA256: digest(String(text.prefix(4096))))
      }
    }
    known.copies[path] = KnownCopy(
      path: path, content: 2, storedByteCount: UInt64(now.utf8.count), storedSHA256: digest(now),
      openByteCount: 0, modifiedMicroseconds: 0, changedMicroseconds: 0)
    return known
  }

  static func digest(_ text: String) -> SHA256Digest {
    SHA256Digest.digest(of: Array(text.utf8).span)
  }
}
