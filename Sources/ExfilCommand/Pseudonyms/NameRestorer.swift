internal import Reports

/// Puts names back into a report that has keyed ones, line by line.
///
/// What is put back is written as the report demands: escaped in JSON and HTML, in the cells of CSV
/// guarded as there, elsewhere with control characters visible. So a hostile name stays text.
struct NameRestorer {
  private enum Form { case json, html, csv, text }

  private let names: [String: String]
  private var form: Form?
  /// How many keyed names were turned back.
  private(set) var restoredCount = 0

  /// Creates a restorer that knows what stands behind keyed names.
  init(_ names: [String: String]) { self.names = names }

  /// Returns a line of a report with its names restored.
  ///
  /// - Complexity: O(*n*) in the bytes of the line.
  mutating func restore(_ line: [UInt8]) -> [UInt8] {
    let form = form ?? Self.form(ofReportBeginningWith: line)
    self.form = form
    guard form == .csv else { return restore(line[...], as: form) }
    return CSVCells.rewritten(line) { cell in
      let restored = restore(cell, as: .text)
      return restored.elementsEqual(cell) ? nil : restored
    }
  }

  private static func form(ofReportBeginningWith line: [UInt8]) -> Form {
    if line.starts(with: Array("{".utf8)) || line.starts(with: Array("[".utf8)) { return .json }
    if line.starts(with: Array("<!DOCTYPE html".utf8)) { return .html }
    let text = line.starts(with: [0xEF, 0xBB, 0xBF]) ? line[3...] : line[...]
    return text.starts(with: Array("id,rule,".utf8)) ? .csv : .text
  }

  private mutating func restore(_ line: ArraySlice<UInt8>, as form: Form) -> [UInt8] {
    var restored: [UInt8] = []
    var index = line.startIndex
    while index < line.endIndex {
      guard index == line.startIndex || !Self.joins(line[index - 1]),
        let end = Self.end(ofNameIn: line, at: index),
        let name = names[String(decoding: line[index..<end], as: UTF8.self)]
      else {
        restored.append(line[index])
        index += 1
        continue
      }
      restoredCount += 1
      switch form {
      case .json: restored += ReportText.json(name)
      case .html: restored += ReportText.html(name)
      case .csv, .text: restored += VisibleText.of(name).utf8
      }
      index = end
    }
    return restored
  }

  /// The end of what may be a keyed name: `p-` and twelve digits, or 32 hexadecimal digits.
  private static func end(ofNameIn line: ArraySlice<UInt8>, at start: Int) -> Int? {
    let isLettered =
      start + 1 < line.endIndex && line[start + 1] == UInt8(ascii: "-")
      && "pham".utf8.contains(line[start])
    let end = start + (isLettered ? 2 + Pseudonyms.digitCount : 32)
    guard end <= line.endIndex, end == line.endIndex || !joins(line[end]),
      line[(start + (isLettered ? 2 : 0))..<end].allSatisfy(joins)
    else { return nil }
    return end
  }

  private static func joins(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}

/// The cells of one line of CSV as reports write it: no cell holds a line end.
private enum CSVCells {
  /// Returns the line with those cells in another form for which the closure returns one.
  static func rewritten(
    _ line: [UInt8], _ change: (ArraySlice<UInt8>) -> [UInt8]?
  ) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    let end = line.last == 0x0D ? line.count - 1 : line.count
    while index <= end {
      let start = index
      var value: [UInt8] = []
      let isQuoted = index < end && line[index] == 0x22
      if isQuoted {
        index += 1
        while index < end {
          if line[index] == 0x22 {
            guard index + 1 < end, line[index + 1] == 0x22 else { break }
            index += 1
          }
          value.append(line[index])
          index += 1
        }
        index = min(index + 1, end)
      } else {
        while index < end, line[index] != 0x2C {
          value.append(line[index])
          index += 1
        }
      }
      if let changed = change(value[...]) {
        result += ReportText.csvCell(String(decoding: changed, as: UTF8.self))
      } else {
        result += line[start..<index]
      }
      if index < end { result.append(line[index]) }
      index += 1
    }
    return result + line[end...]
  }
}
