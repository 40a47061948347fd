import ByteScan
import EventModel
import LogArchive
import LogFormats
import SystemBoundary
import Testing

@testable import ExfilCommand

/// An input of which an earlier run has read the front.
struct InputTextTests {
  /// Such an input was opened again and again, for its front could be read and nobody knew what it is.
  @Test func `a file that has nothing when it is opened is ended at once`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("", to: "access.log")
    var input = ArchiveInput(path: RawPath(path))
    input.resumption = ArchiveInput.Resumption(byteCount: 20, lineCount: 1)
    var options = ReaderOptions()
    options.readsAhead = false
    let identifier = SourceIdentifier(
      formats: FormatIdentifier(), choices: [], timezone: nil, timezoneName: nil, year: nil,
      companyDomains: CompanyDomains([String]()), wantedFields: FieldSet())
    var text = InputText(input, options: options, identifier: identifier)
    try folder.write("a line of the front\nand one more\n", to: "access.log")
    var block = LineBlock()
    let isEnded = text.next(into: &block) == nil
    #expect(isEnded)
    #expect(text.identity == nil)
  }
}
