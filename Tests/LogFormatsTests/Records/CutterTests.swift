import ByteScan
import EventModel
import Testing

@testable import LogFormats

/// Cutters that look at many bytes at once find what their naive twins find, byte by byte.
struct CutterTests {
  @Test(arguments: 0..<40) func `finds near bytes as a loop does`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<300 {
      let count = Int.random(in: 0...40, using: &random)
      let bytes = (0..<count).map { _ in
        [0x20, 0x09, 0x21, 0xA0, 0, 0x61][Int.random(in: 0..<6, using: &random)] as UInt8
      }
      let start = Int.random(in: 0...count, using: &random)
      let end = Int.random(in: start...count, using: &random)
      let expected = (start..<end).first { bytes[$0] == 0x20 || bytes[$0] == 0x09 } ?? end
      #expect(bytes.span.nearOffset(of: 0x20, or: 0x09, from: start, to: end) == expected)
      let single = (start..<end).first { bytes[$0] == 0x20 } ?? end
      #expect(bytes.span.nearOffset(of: 0x20, from: start, to: end) == single)
    }
  }

  /// The values of `key=value` pairs, the first of each key; `nil` for an open quote.
  private func naivePairs(_ line: [UInt8]) -> [String: String]? {
    var pairs: [String: String] = [:]
    var rest = line[...]
    while true {
      rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
      guard !rest.isEmpty else { return pairs }
      let key = rest.prefix { $0 != UInt8(ascii: "=") && $0 != 0x20 && $0 != 0x09 }
      rest = rest.dropFirst(key.count)
      guard rest.first == UInt8(ascii: "=") else { continue }
      rest = rest.dropFirst()
      var value = rest.prefix { $0 != 0x20 && $0 != 0x09 }
      if rest.first == UInt8(ascii: "\"") {
        rest = rest.dropFirst()
        var end = rest.startIndex
        while end < rest.endIndex, rest[end] != UInt8(ascii: "\"") {
          end += rest[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard end < rest.endIndex else { return nil }
        value = rest[rest.startIndex..<end]
        rest = rest[(end + 1)...]
      } else {
        rest = rest.dropFirst(value.count)
      }
      let name = String(decoding: key, as: UTF8.self)
      if pairs[name] == nil { pairs[name] = String(decoding: value, as: UTF8.self) }
    }
  }

  @Test(arguments: 0..<40) func `cuts pairs as the naive twin does`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let wanted = ["a", "user", "srcip", "a_key_of_more_than_sixteen_bytes"]
    var cutter = KeyValueCutter(SlotNames(wanted))
    let parts =
      wanted.map { $0 + "=" } + [
        "b=", "us=", "userx=", "a", "=", "==", "\"x y\"", "\"q\\\"r\" ", "1.2.3.4", "\t", "  ",
      ]
    for _ in 0..<300 {
      // Mostly the order of the record before, as a product has it.
      var text = ""
      for (index, key) in ["b=", "a=", "user=", "z=", "srcip="].enumerated()
      where random.next() % 8 != 0 {
        text +=
          key
          + ["1", "\"x y\"", "long_value_without_end", ""][(index + Int(random.next() % 4)) % 4]
          + " "
        if random.next() % 16 == 0 { text += parts[Int(random.next() % UInt64(parts.count))] }
      }
      let line = Array(text.utf8)
      var cells = RecordCells(count: wanted.count)
      let outcome = cutter.cut(line.span, line: 0..<line.count, into: &cells)
      guard let pairs = naivePairs(line) else {
        #expect(outcome == .rejected(.openQuote), "\(text)")
        continue
      }
      #expect(outcome == (pairs.isEmpty ? .rejected(.malformed) : .record), "\(text)")
      guard outcome == .record else { continue }
      for (slot, name) in wanted.enumerated() {
        let value =
          cells.isSet(slot) ? String(decoding: line[cells[slot].range], as: UTF8.self) : nil
        #expect(value == pairs[name], "\(name) of \(text)")
      }
    }
  }

  /// A line among other bytes of a block, which mean nothing to its cutter.
  private func block(
    around line: [UInt8], _ random: inout SeededRandom
  ) -> (bytes: [UInt8], line: Range<Int>) {
    func others() -> [UInt8] {
      (0..<Int.random(in: 0...80, using: &random)).map { _ in
        Array("\"\\ ]=a\n".utf8)[Int(random.next() % 7)]
      }
    }
    let front = others()
    return (front + line + others(), front.count..<(front.count + line.count))
  }

  /// The values of a line of Apache's, found by looking for the texts between them.
  private func naiveCombined(_ line: String) -> [String]? {
    var rest = line[...]
    var values: [String] = []
    func value(upTo end: String, isQuoted: Bool = false) -> Bool {
      var index = rest.startIndex
      while index < rest.endIndex {
        if isQuoted, rest[index] == "\\" {
          index = rest.index(after: index)
          guard index < rest.endIndex else { return false }
        } else if rest[index] == end.first {
          guard rest[index...].hasPrefix(end) else { return false }
          values.append(String(rest[..<index]))
          rest = rest[index...].dropFirst(end.count)
          return true
        }
        index = rest.index(after: index)
      }
      return false
    }
    guard value(upTo: " "), value(upTo: " "), value(upTo: " "), rest.hasPrefix("[") else {
      return nil
    }
    rest = rest.dropFirst()
    guard value(upTo: "] \""), value(upTo: "\" ", isQuoted: true), value(upTo: " "),
      value(upTo: " \""),
      value(upTo: "\" \"", isQuoted: true), value(upTo: "\"", isQuoted: true), rest.isEmpty
    else { return nil }
    return values
  }

  @Test(arguments: 0..<40) func `cuts lines of web servers as the naive twin does`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed: seed)
    let names = ["%h", "%u", "%t", "%m", "%U", "%H", "%>s", "%b", "%{User-Agent}i"]
    let pattern = try LinePattern(
      apache: "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"")
    var cutter = LinePatternCutter(pattern, names: names)
    let whole = Array(
      #"10.0.0.7 - sato [12/Oct/2026:09:31:07 +0900] "GET /a/b?c=d HTTP/1.1" 200 5120 "-" "Mozilla/5.0 \"x\" (y)""#
        .utf8)
    for _ in 0..<400 {
      var line = whole
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let place = Int.random(in: 0..<line.count, using: &random)
        switch random.next() % 3 {
        case 0: line.remove(at: place)
        case 1: line.insert(Array(" \"\\[]-x".utf8)[Int(random.next() % 7)], at: place)
        default: line[place] = Array(" \"\\[]-x".utf8)[Int(random.next() % 7)]
        }
      }
      let text = String(decoding: line, as: UTF8.self)
      var cells = RecordCells(count: names.count)
      let (block, place) = block(around: line, &random)
      let outcome = cutter.cut(block.span, line: place, into: &cells)
      let expected = naiveCombined(text)
      #expect((outcome == .record) == (expected != nil), "\(text)")
      guard outcome == .record, let expected else { continue }
      let found = names.indices.map { slot in
        cells.isSet(slot) ? String(decoding: block[cells[slot].range], as: UTF8.self) : nil
      }
      #expect(
        [found[0], found[1], found[2], found[6], found[7], found[8]]
          == [expected[0], expected[2], expected[3], expected[5], expected[6], expected[8]],
        "\(text)")
      let words = expected[4].split(separator: " ", omittingEmptySubsequences: false).map(
        String.init)
      guard words.count >= 3, !words[0].isEmpty else {
        #expect(found[3] == nil && found[4] == nil && found[5] == nil, "\(text)")
        continue
      }
      #expect(found[3] == words[0] && found[5] == words[words.count - 1], "\(text)")
      #expect(found[4] == words[1..<(words.count - 1)].joined(separator: " "), "\(text)")
    }
  }

  /// The pairs of an extension of CEF, byte by byte: the first value of each key, without blanks at its end.
  private func naiveExtension(_ text: [UInt8]) -> [String: String] {
    var pairs: [String: String] = [:]
    var key: String?
    var (value, blank): ([UInt8], Int?) = ([], nil)
    var rest = text.drop { $0 == 0x20 }
    func close(_ value: [UInt8]) {
      let kept = value[..<((value.lastIndex { $0 != 0x20 } ?? -1) + 1)]
      guard let key, !kept.isEmpty, pairs[key] == nil else { return }
      pairs[key] = String(decoding: kept, as: UTF8.self)
    }
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\") {
        value.append(byte)
        if let next = rest.popFirst() { value.append(next) }
        continue
      }
      if byte == UInt8(ascii: "="), key == nil || (blank.map { $0 + 1 < value.count } ?? false) {
        let keyStart = key == nil ? 0 : (blank ?? 0) + 1
        let name = String(decoding: value[keyStart...], as: UTF8.self)
        close(Array(value[..<keyStart]))
        (key, value, blank) = (name, [], nil)
        continue
      }
      if byte == 0x20 { blank = value.count }
      value.append(byte)
    }
    close(value)
    return pairs
  }

  @Test(arguments: 0..<40) func `cuts extensions as the naive twin does`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let wanted = ["a", "src", "a_key_of_more_than_sixteen_bytes", "b"]
    let parts =
      wanted.map { " " + $0 + "=" } + [
        "src=", "=", "==", " ", "  ", "\\", "\\=", "\\ ", "value", "two words",
        "long_value_without_end", "a first key=", " key_of_17_bytes_x=",
      ]
    // Mostly the order of the record before, as a product has it.
    let usual = [
      "src=10.0.0.7", " key_of_17_bytes_x=one", " a=two words", " FTNTFGTeventtime=1", " b=\\=x",
      " a_key_of_more_than_sixteen_bytes=v", " a_key_of_more_than_24_bytes_x=v", " src=last",
    ]
    var cutter = EventHeaderCutter(wanted, isCEF: true, expecting: [])
    for _ in 0..<400 {
      var text = ""
      if random.next() % 2 == 0 {
        for part in usual where random.next() % 8 != 0 {
          text += part
          if random.next() % 16 == 0 { text += parts[Int(random.next() % UInt64(parts.count))] }
        }
      } else {
        for _ in 0..<Int.random(in: 0...9, using: &random) {
          text += parts[Int(random.next() % UInt64(parts.count))]
        }
      }
      let line = Array(("CEF:0|v|p|1|2|n|3|" + text).utf8)
      var cells = RecordCells(count: wanted.count)
      let (block, place) = block(around: line, &random)
      let outcome = cutter.cut(block.span, line: place, into: &cells)
      #expect(outcome == .record, "\(text)")
      let pairs = naiveExtension(Array(text.utf8))
      for (slot, name) in wanted.enumerated() {
        let value =
          cells.isSet(slot) ? String(decoding: block[cells[slot].range], as: UTF8.self) : nil
        #expect(value == pairs[name], "\(name) of \(text)")
      }
    }
  }

  /// The values of the header of a record, up to so many `|`; `nil` if it has fewer.
  private func naiveHeader(
    _ text: [UInt8], _ count: Int, hasEscapes: Bool
  ) -> (values: [String], rest: [UInt8])? {
    var values: [String] = []
    var value: [UInt8] = []
    var rest = text[...]
    while values.count < count {
      guard let byte = rest.popFirst() else { return nil }
      if byte == UInt8(ascii: "|") {
        values.append(String(decoding: value, as: UTF8.self))
        value = []
        continue
      }
      value.append(byte)
      if hasEscapes, byte == UInt8(ascii: "\\"), let next = rest.popFirst() { value.append(next) }
    }
    return (values, Array(rest))
  }

  @Test(arguments: 0..<40) func `finds headers and bars as the naive twin does`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let isCEF = seed % 2 == 0
    let columns = isCEF ? EventHeaderCutter.cefNames : EventHeaderCutter.leefNames
    let wanted = [columns[1], columns[4], "src", "usrName"]
    var cutter = EventHeaderCutter(wanted, isCEF: isCEF, expecting: ["vendor", "product"])
    let words = [
      "vendor", "product", "1.0", "", "a b", "x\\|y", "long value of a header", "\\", "vend",
    ]
    let pairs = ["src=10.0.0.7", "usrName=sato", "src=", "a=b=c", "=", "text", "", "src=last"]
    for _ in 0..<400 {
      let header =
        ["0", "vendor", "product"]
        + (3..<columns.count).map { _ in words[Int(random.next() % UInt64(words.count))] }
      var text =
        (isCEF ? "CEF:" : "LEEF:") + header.joined(separator: "|") + "|"
      text += (0..<3).map { _ in pairs[Int(random.next() % UInt64(pairs.count))] }
        .joined(separator: isCEF ? " " : "\t")
      if random.next() % 4 == 0 {
        text.remove(at: text.index(text.startIndex, offsetBy: Int(random.next() % 24)))
      }
      let line = Array(text.utf8)
      var cells = RecordCells(count: wanted.count)
      let (block, place) = block(around: line, &random)
      let outcome = cutter.cut(block.span, line: place, into: &cells)
      let prefix = Array((isCEF ? "CEF:" : "LEEF:").utf8)
      guard line.starts(with: prefix),
        let (values, rest) = naiveHeader(
          Array(line.dropFirst(prefix.count)), columns.count, hasEscapes: isCEF)
      else {
        #expect(outcome == .rejected(.malformed), "\(text)")
        continue
      }
      guard ["vendor", "product"].allSatisfy(values.contains) else {
        #expect(outcome == .ignored(.irrelevant), "\(text)")
        continue
      }
      #expect(outcome == .record, "\(text)")
      let found = wanted.indices.map { slot in
        cells.isSet(slot) ? String(decoding: block[cells[slot].range], as: UTF8.self) : nil
      }
      #expect(found[0] == values[1] && found[1] == values[4], "\(text)")
      #expect(
        [found[2], found[3]] == (isCEF ? naiveExtension(rest) : naiveBars(rest)).of(wanted[2...]),
        "\(text)")
    }
  }

  /// The pairs between tabs, or between `|` where there is no tab; the first value of each key.
  private func naiveBars(_ text: [UInt8]) -> [String: String] {
    let delimiter = text.contains(0x09) ? 0x09 : UInt8(ascii: "|")
    var pairs: [String: String] = [:]
    for pair in text.split(separator: delimiter) {
      guard let equal = pair.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let key = String(decoding: pair[..<equal], as: UTF8.self)
      if pairs[key] == nil {
        pairs[key] = String(decoding: pair[(equal + 1)...], as: UTF8.self)
      }
    }
    return pairs
  }
}

extension [String: String] {
  fileprivate func of(_ keys: ArraySlice<String>) -> [String?] { keys.map { self[$0] } }
}
