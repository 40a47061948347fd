import ByteScan
import EventModel
import Foundation
import LogArchive
import LogFormats
import SystemBoundary
import Testing

@testable import ExfilCommand

/// An input of which an earlier run has read the front.
struct InputTextTests {
  /// A file of which the first line is known.
  private func opened(_ path: String, knownByteCount: UInt64) -> InputText {
    var input = ArchiveInput(path: RawPath(path))
    input.resumption = ArchiveInput.Resumption(byteCount: knownByteCount, lineCount: 1)
    var options = ReaderOptions()
    options.readsAhead = false
    let identifier = SourceIdentifier(
      formats: FormatIdentifier(), choices: [], timezone: nil, timezoneName: nil, year: nil,
      companyDomains: CompanyDomains([String]()), wantedFields: FieldSet())
    return InputText(input, options: options, identifier: identifier)
  }

  /// Such an input was opened again and again, for its front could be read and nobody knew what it is.
  @Test func `a file that has nothing when it is opened is ended at once`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("", to: "access.log")
    var text = opened(path, knownByteCount: 20)
    try folder.write("a line of the front\nand one more\n", to: "access.log")
    var block = LineBlock()
    let isEnded = text.next(into: &block) == nil
    #expect(isEnded)
    #expect(text.identity == nil)
  }

  /// The rest was read without the front, which tells what it means, and nothing said so.
  @Test func `a file whose front cannot be read any more is left to the next run`() throws {
    let folder = try TemporaryFolder()
    let lines = (1...3).map {
      "Nov 22 10:00:0\($0) fs01 sshd[7]: Accepted publickey for sato from 10.1.0.9 port 40\($0) ssh2\n"
    }
    let path = try folder.write(lines.joined(), to: "auth.log")
    var text = opened(path, knownByteCount: UInt64(lines[0].utf8.count))
    try FileManager.default.removeItem(atPath: path)
    var block = LineBlock()
    let isEnded = text.next(into: &block) == nil
    #expect(isEnded)
    let isJoinable = text.isJoinable
    #expect(!isJoinable, "a format that needs its front")
    let result = text.finish(PieceAccounts())
    #expect(result.ledger.readFailure?.code == .notFound)
    #expect(result.ledger.isEvidenceMissing)
    #expect(result.textEnd == 0)
  }
}
