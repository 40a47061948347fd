/// The wanted values of a JSON object, found by recursive descent over RFC 8259, a byte at a time.
struct NaiveJSONWalk {
  struct Value: Equatable {
    var range: Range<Int>
    var hasEscapes = false
  }
  private struct Failure: Error {}

  let bytes: [UInt8]
  let end: Int
  let wanted: [[[UInt8]]: Int]
  let takesArrays: Bool
  private var offset: Int
  private(set) var values: [Int: Value] = [:]

  /// The values by slot and the end of the object; `nil` if something is wrong.
  static func find(
    _ wanted: [[String]: Int], in bytes: [UInt8], _ range: Range<Int>, takesArrays: Bool
  ) -> (values: [Int: Value], end: Int)? {
    var paths: [[[UInt8]]: Int] = [:]
    for (path, slot) in wanted where !path.contains("") {
      paths[path.map { Array($0.utf8) }] = slot
    }
    var walk = NaiveJSONWalk(
      bytes: bytes, end: range.upperBound, wanted: paths, takesArrays: takesArrays,
      offset: range.lowerBound)
    guard walk.next == UInt8(ascii: "{"), (try? walk.value([], depth: 0)) != nil else { return nil }
    return (walk.values, walk.offset)
  }

  private init(
    bytes: [UInt8], end: Int, wanted: [[[UInt8]]: Int], takesArrays: Bool, offset: Int
  ) {
    (self.bytes, self.end, self.wanted) = (bytes, end, wanted)
    (self.takesArrays, self.offset) = (takesArrays, offset)
  }

  private var next: UInt8? { offset < end ? bytes[offset] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    offset += 1
    return true
  }

  private mutating func skipBlanks() {
    while let next, Array(" \t\r\n".utf8).contains(next) { offset += 1 }
  }

  private mutating func value(_ path: [[UInt8]], depth: Int) throws(Failure) {
    let start = offset
    switch next {
    case nil: throw Failure()
    case UInt8(ascii: "\""):
      let text = try string()
      set(path, Value(range: text, hasEscapes: bytes[text].contains(UInt8(ascii: "\\"))))
    case UInt8(ascii: "{"): try members(path, depth)
    case UInt8(ascii: "["):
      try elements(path, depth)
      if takesArrays { set(path, Value(range: start..<offset)) }
    default:
      for word in ["true", "false", "null"] where bytes[offset..<end].starts(with: word.utf8) {
        offset += word.utf8.count
        if word != "null" { set(path, Value(range: start..<offset)) }
        return
      }
      try number()
      set(path, Value(range: start..<offset))
    }
  }

  private mutating func set(_ path: [[UInt8]], _ value: Value) {
    if let slot = wanted[path] { values[slot] = value }
  }

  private mutating func members(_ path: [[UInt8]], _ depth: Int) throws(Failure) {
    guard depth < 64 else { throw Failure() }
    offset += 1
    skipBlanks()
    if take(UInt8(ascii: "}")) { return }
    repeat {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw Failure() }
      let name = decoded(try string())
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { throw Failure() }
      skipBlanks()
      if let slot = wanted[path + [name]], values[slot] != nil { throw Failure() }
      try value(path + [name], depth: depth + 1)
      skipBlanks()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw Failure() }
  }

  private mutating func elements(_ path: [[UInt8]], _ depth: Int) throws(Failure) {
    guard depth < 64 else { throw Failure() }
    offset += 1
    skipBlanks()
    if take(UInt8(ascii: "]")) { return }
    var index = 0
    repeat {
      skipBlanks()
      try value(path + [Array("\(index)".utf8)], depth: depth + 1)
      index += 1
      skipBlanks()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw Failure() }
  }

  private mutating func string() throws(Failure) -> Range<Int> {
    offset += 1
    let start = offset
    while let byte = next {
      offset += 1
      switch byte {
      case UInt8(ascii: "\""): return start..<(offset - 1)
      case 0..<0x20: throw Failure()
      case UInt8(ascii: "\\"):
        guard let letter = next else { throw Failure() }
        offset += 1
        if letter == UInt8(ascii: "u") {
          guard offset + 4 <= end, unit(at: offset) != nil else { throw Failure() }
          offset += 4
        } else if !Array("\"\\/bfnrt".utf8).contains(letter) {
          throw Failure()
        }
      default: break
      }
    }
    throw Failure()
  }

  private func unit(at start: Int) -> UInt32? {
    let digits = bytes[start..<(start + 4)]
    guard digits.allSatisfy({ $0 < 0x80 && Character(Unicode.Scalar($0)).isHexDigit }) else {
      return nil
    }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  /// What a name that is known to be right stands for; half a pair is U+FFFD.
  private func decoded(_ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    var offset = range.lowerBound
    let letters = Dictionary(
      uniqueKeysWithValues: zip(Array("bfnrt".utf8), [0x08, 0x0C, 0x0A, 0x0D, 0x09] as [UInt8]))
    while offset < range.upperBound {
      guard bytes[offset] == UInt8(ascii: "\\") else {
        text.append(bytes[offset])
        offset += 1
        continue
      }
      let letter = bytes[offset + 1]
      guard letter == UInt8(ascii: "u") else {
        text.append(letters[letter] ?? letter)
        offset += 2
        continue
      }
      var point = unit(at: offset + 2) ?? 0xFFFD
      offset += 6
      if 0xD800..<0xDC00 ~= point, offset + 6 <= range.upperBound,
        bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u"),
        let low = unit(at: offset + 2), 0xDC00..<0xE000 ~= low
      {
        point = 0x10000 + (point - 0xD800) << 10 + (low - 0xDC00)
        offset += 6
      }
      text += Array(String(Character(Unicode.Scalar(point) ?? "\u{FFFD}")).utf8)
    }
    return text
  }

  private mutating func number() throws(Failure) {
    _ = take(UInt8(ascii: "-"))
    let whole = try digits()
    guard whole == 1 || bytes[offset - whole] != UInt8(ascii: "0") else { throw Failure() }
    if take(UInt8(ascii: ".")) { _ = try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      _ = try digits()
    }
  }

  private mutating func digits() throws(Failure) -> Int {
    let start = offset
    while let byte = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { offset += 1 }
    guard offset > start else { throw Failure() }
    return offset - start
  }
}
