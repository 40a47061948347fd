import ByteScan
import Testing

@testable import LogFormats

/// C18: the numbers of lines do not end where 32 bits do.
struct LineNumberTests {
  @Test(arguments: ConformanceFolder.names)
  func `lines are counted beyond 2³²`(_ name: String) throws {
    let folder = try ConformanceFolder(name)
    for first in [1 << 31, 1 << 32, 1 << 40] {
      var reader = LogReader(folder.format, options: folder.options)
      var sink = RecordingSink()
      reader.read(folder.sample.span, firstLine: first - 1, into: &sink)
      #expect(sink.lines.first?.number == first - 1)
      #expect(sink.lines.contains { $0.number > first })
    }
  }
}
