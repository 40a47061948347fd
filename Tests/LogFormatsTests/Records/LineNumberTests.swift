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
      // The last line of the sample is the one with the number.
      let start = first - folder.sample.span.lineCount + 1
      reader.read(folder.sample.span, firstLine: start, into: &sink)
      #expect(sink.lines.first?.number == start)
      #expect(sink.lines.map(\.number).max() ?? 0 > first - folder.sample.span.lineCount)
      #expect(sink.lines.allSatisfy { $0.number <= first })
    }
  }
}
