import ByteScan
import LogArchive
import SystemBoundary

/// All that a reader brings, in its order.
struct Reading: Equatable {
  var text: [UInt8] = []
  var lineCount = 0
  var torn: [UInt8]?
  var oversize: [UInt64] = []
  var ledger = FileLedger(path: "")

  var codes: [InputCode] { ledger.notes.map(\.code) }

  init(_ path: RawPath, options: ReaderOptions = ReaderOptions()) throws {
    let input = try ArchiveInput(path: path, status: FileStatus.of(path))
    var reader = ArchiveReader(opening: input, options: options)
    take(&reader)
    ledger = reader.finish()
  }

  private mutating func take(_ reader: inout ArchiveReader) {
    while true {
      switch reader.nextItem() {
      case .block:
        var lines = LineCursor(reader.block)
        while lines.next() != nil { lineCount += 1 }
        text += [UInt8](reader.block)
      case .oversizeLine(_, let byteCount): oversize.append(byteCount)
      case .tornLine: torn = [UInt8](reader.block)
      case .end: return
      }
    }
  }
}
