/// Reads one JSON text (RFC 8259) from bytes, strictly: well-formed UTF-8, no name twice, nothing
/// after the value.
struct JSONReader: ~Escapable {
  private let bytes: Span<UInt8>
  private var offset = 0
  private var depth = 0
  /// Objects and arrays may nest so deep; a report nests three levels.
  private static let depthLimit = 64

  @_lifetime(copy bytes)
  private init(_ bytes: Span<UInt8>) { self.bytes = bytes }

  /// Reads the one value that the bytes are.
  ///
  /// - Throws: ``JSONFault`` with the offset of the first byte that is wrong.
  /// - Complexity: O(*n*) in the bytes.
  static func value(of bytes: Span<UInt8>) throws(JSONFault) -> JSONValue {
    var reader = JSONReader(bytes)
    let value = try reader.readValue()
    reader.skipBlanks()
    if reader.offset < bytes.count {
      throw JSONFault(reader.offset, "something follows the object", "オブジェクトの後に余分な文字があります")
    }
    return value
  }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      offset += 1
    }
  }

  private mutating func readValue() throws(JSONFault) -> JSONValue {
    skipBlanks()
    let start = offset
    guard let byte = next else { throw Self.cut(start) }
    switch byte {
    case UInt8(ascii: "{"): return JSONValue(content: try readObject(), offset: start)
    case UInt8(ascii: "["): return JSONValue(content: try readArray(), offset: start)
    case UInt8(ascii: "\""): return JSONValue(content: .string(try readString()), offset: start)
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return JSONValue(content: try readNumber(), offset: start)
    }
  }

  private mutating func word(
    _ word: String, _ content: JSONValue.Content
  ) throws(JSONFault) -> JSONValue {
    let start = offset
    for expected in word.utf8 {
      guard let byte = next else { throw Self.cut(offset) }
      guard byte == expected else { throw Self.unexpected(offset) }
      offset += 1
    }
    return JSONValue(content: content, offset: start)
  }

  private mutating func enter() throws(JSONFault) {
    depth += 1
    if depth > Self.depthLimit { throw JSONFault(offset, "nested too deeply", "入れ子が深すぎます") }
    offset += 1
  }

  private mutating func readArray() throws(JSONFault) -> JSONValue.Content {
    try enter()
    defer { depth -= 1 }
    var elements: [JSONValue] = []
    skipBlanks()
    if next == UInt8(ascii: "]") {
      offset += 1
      return .array([])
    }
    repeat { elements.append(try readValue()) } while try readSeparator(UInt8(ascii: "]"))
    return .array(elements)
  }

  private mutating func readObject() throws(JSONFault) -> JSONValue.Content {
    try enter()
    defer { depth -= 1 }
    var members: [(name: String, value: JSONValue)] = []
    var names: Set<String> = []
    skipBlanks()
    if next == UInt8(ascii: "}") {
      offset += 1
      return .object([])
    }
    repeat {
      skipBlanks()
      let start = offset
      guard let byte = next else { throw Self.cut(offset) }
      guard byte == UInt8(ascii: "\"") else { throw Self.unexpected(offset) }
      let name = try readString()
      guard names.insert(name).inserted else {
        throw JSONFault(start, "the name `\(name)` stands twice", "`\(name)` が二度あります")
      }
      skipBlanks()
      guard let colon = next else { throw Self.cut(offset) }
      guard colon == UInt8(ascii: ":") else { throw Self.unexpected(offset) }
      offset += 1
      members.append((name, try readValue()))
    } while try readSeparator(UInt8(ascii: "}"))
    return .object(members)
  }

  /// Reads a comma, or the end of an array or object; returns whether more follows.
  private mutating func readSeparator(_ end: UInt8) throws(JSONFault) -> Bool {
    skipBlanks()
    guard let byte = next else { throw Self.cut(offset) }
    guard byte == end || byte == UInt8(ascii: ",") else { throw Self.unexpected(offset) }
    offset += 1
    return byte != end
  }

  /// `-`, digits, and then a fraction and an exponent if there are any.
  private mutating func readNumber() throws(JSONFault) -> JSONValue.Content {
    let start = offset
    if next == UInt8(ascii: "-") { offset += 1 }
    let leading = offset
    try readDigits()
    if bytes[leading] == UInt8(ascii: "0"), offset > leading + 1 { throw Self.unexpected(leading) }
    if next == UInt8(ascii: ".") {
      offset += 1
      try readDigits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      offset += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
      try readDigits()
    }
    var text = ""
    for index in start..<offset { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
    return .number(text)
  }

  private mutating func readDigits() throws(JSONFault) {
    let start = offset
    while let byte = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { offset += 1 }
    guard offset > start else { throw next == nil ? Self.cut(offset) : Self.unexpected(offset) }
  }

  private mutating func readString() throws(JSONFault) -> String {
    offset += 1
    var text = String.UnicodeScalarView()
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        return String(text)
      case UInt8(ascii: "\\"): text.append(try readEscape())
      case 0..<0x20: throw JSONFault(offset, "a control character in a string", "文字列の中に制御文字があります")
      default:
        let (scalar, byteCount) = UTF8Decoding.scalar(in: bytes, at: offset)
        guard let scalar else { throw JSONFault(offset, "not UTF-8", "UTF-8 ではありません") }
        text.append(scalar)
        offset += byteCount
      }
    }
    throw Self.cut(offset)
  }

  private mutating func readEscape() throws(JSONFault) -> Unicode.Scalar {
    let start = offset
    offset += 1
    guard let byte = next else { throw Self.cut(offset) }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: throw Self.unexpected(offset - 1)
    }
    let unit = try readUnit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    // Two units make one character beyond the basic plane.
    if unit < 0xDC00, next == UInt8(ascii: "\\") {
      offset += 1
      if next == UInt8(ascii: "u") {
        offset += 1
        let low = try readUnit()
        if 0xDC00...0xDFFF ~= low {
          let whole = 0x10000 + ((unit - 0xD800) << 10 | (low - 0xDC00))
          if let scalar = Unicode.Scalar(whole) { return scalar }
        }
      }
    }
    throw JSONFault(start, "half of a surrogate pair", "サロゲートの片方だけがあります")
  }

  private mutating func readUnit() throws(JSONFault) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next else { throw Self.cut(offset) }
      guard let digit = Self.hexDigit(byte) else { throw Self.unexpected(offset) }
      unit = unit << 4 | digit
      offset += 1
    }
    return unit
  }

  private static func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  private static func cut(_ offset: Int) -> JSONFault {
    JSONFault(offset, "the line ends before the object does", "オブジェクトの途中で行が終わっています")
  }

  private static func unexpected(_ offset: Int) -> JSONFault {
    JSONFault(offset, "this is not JSON", "JSON として読めません")
  }
}
