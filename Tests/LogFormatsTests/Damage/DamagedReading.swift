import ByteScan
import EventModel
import Testing

@testable import LogFormats

/// A damaged text, read in the ways that must agree.
struct DamagedReading {
  private let text: [UInt8]
  private let folder: ConformanceFolder
  private let blockByteCount: Int

  init(of text: [UInt8], in folder: ConformanceFolder, blockByteCount: Int) {
    self.text = text
    self.folder = folder
    self.blockByteCount = blockByteCount
  }

  /// Reads the text and returns what is wrong, `nil` if nothing is.
  func fault() -> String? {
    let found = folder.identifier.identify(text.span)
    let again = folder.identifier.identify(text.span)
    guard found.names == again.names, found.ambiguous == again.ambiguous else {
      return "identified as \(found.names), then as \(again.names)"
    }
    if let fault = fault(as: folder.format) { return fault }
    // A line or two may have made another format of it.
    if found.isRecognised, found.format.name != folder.format.name || found.isEnvelope {
      return fault(as: found.format)
    }
    return nil
  }

  private func fault(as format: LogFormat) -> String? {
    let whole = LogReader.record(text, as: format, options: folder.options)
    let lineCount = text.span.lineCount
    guard whole.calls.count == lineCount else {
      return "as \(format.name), \(lineCount) lines led to \(whole.calls.count) calls"
    }
    // Whatever the lines say, they can be joined.
    _ = MailJoining.messages(in: whole)
    for (index, line) in whole.lines.enumerated()
    where line.number != index + 1 && whole.calls[index] != "continued" {
      return "as \(format.name), line \(index + 1) was called \(line.number)"
    }
    let cut = LogReader.record(
      text, as: format, options: folder.options, blockByteCount: blockByteCount)
    if let fault = Self.difference(whole.calls, cut.calls) {
      return "as \(format.name), in blocks of \(blockByteCount) bytes: \(fault)"
    }
    if LogReader(format).readsBlocksInAnyOrder {
      let apart = LogReader.recordApart(
        text, as: format, options: folder.options, blockByteCount: blockByteCount)
      if let fault = Self.difference(whole.calls, apart) {
        return "as \(format.name), each \(blockByteCount) bytes by another reader: \(fault)"
      }
    }
    // Which lines are taken must not depend on what anybody wants to know of them.
    let bare = LogReader.record(
      text, as: format, options: folder.options, wanted: FieldSet(.time), fields: [])
    return Self.difference(whole.calls.map(Self.fate), bare.calls.map(Self.fate))
      .map { "as \(format.name), with no field wanted: \($0)" }
  }

  /// What became of a line, without the values of an event.
  private static func fate(_ call: String) -> String {
    let words = call.split(separator: " ")
    guard let first = words.first else { return call }
    return ["event", "open"].contains(first) ? String(first) : call
  }

  private static func difference(_ one: [String], _ another: [String]) -> String? {
    guard one != another else { return nil }
    let place = zip(one, another).enumerated().first { $0.element.0 != $0.element.1 }
    guard let place else { return "\(one.count) calls became \(another.count)" }
    return "line \(place.offset + 1): \(place.element.0) became \(place.element.1)"
  }
}

extension LogReader {
  /// As `record`, but each block is read by a reader of its own.
  fileprivate static func recordApart(
    _ bytes: [UInt8], as format: LogFormat, options: LogReaderOptions, blockByteCount: Int
  ) -> [String] {
    var sink = RecordingSink()
    var start = 0
    while start < bytes.count {
      var end = min(bytes.count, start + blockByteCount)
      while end < bytes.count && bytes[end - 1] != 0x0A { end += 1 }
      var reader = LogReader(format, options: options)
      reader.read(
        bytes.span.extracting(start..<end), firstLine: sink.calls.count + 1, into: &sink)
      start = end
    }
    return sink.calls
  }
}
