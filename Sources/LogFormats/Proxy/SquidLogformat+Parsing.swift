extension SquidLogformat {
  /// Takes a logformat line apart, as it stands in squid.conf.
  ///
  /// The words `logformat NAME` in front may be left out.
  ///
  /// - Throws: ``SquidLogformatError``; a code that Squid has and events don't need is no error.
  /// - Complexity: O(*n*) in the bytes of the text.
  package init(_ text: String) throws(SquidLogformatError) {
    var parser = SquidLogformatParser(Array(text.utf8))
    elements = try parser.parse()
    codes = []
    for case .value(let value) in elements { codes.insert(value.code) }
    guard
      codes.contains(.epochSeconds) || codes.contains(.localTime) || codes.contains(.gmtTime)
    else {
      throw SquidLogformatError(
        reason: "no code tells the time; write %ts.%03tu or %tl", byteOffset: 0)
    }
  }
}

/// Reads a logformat text from left to right.
private struct SquidLogformatParser {
  let text: [UInt8]
  var offset = 0
  var elements: [SquidLogformat.Element] = []

  init(_ text: [UInt8]) { self.text = text }

  mutating func parse() throws(SquidLogformatError) -> [SquidLogformat.Element] {
    skipDirective()
    while offset < text.count {
      let byte = text[offset]
      if byte == 0x20 {
        offset += 1
        addBlank()
      } else if byte == UInt8(ascii: "%") {
        try parseCode()
      } else {
        offset += 1
        addLiteral(byte)
      }
    }
    if case .blanks? = elements.last { elements.removeLast() }
    return elements
  }

  /// Passes over `logformat NAME` and the blanks around it.
  private mutating func skipDirective() {
    skipBlanks()
    let directive = Array("logformat".utf8)
    let end = offset + directive.count
    guard end < text.count, text[offset..<end].elementsEqual(directive),
      text[end] == 0x20 || text[end] == 0x09
    else { return }
    offset = end
    skipBlanks()
    while offset < text.count, text[offset] != 0x20, text[offset] != 0x09 { offset += 1 }
    skipBlanks()
  }

  private mutating func skipBlanks() {
    while offset < text.count, text[offset] == 0x20 || text[offset] == 0x09 { offset += 1 }
  }

  private mutating func addBlank() {
    if case .blanks? = elements.last { return }
    elements.append(.blanks)
  }

  private mutating func addLiteral(_ byte: UInt8) {
    if case .literal(let bytes)? = elements.last {
      elements[elements.count - 1] = .literal(bytes + [byte])
    } else {
      elements.append(.literal([byte]))
    }
  }

  /// Reads `%`, an optional quoting sign, a width, `{argument}`, a code and `{argument}`.
  private mutating func parseCode() throws(SquidLogformatError) {
    let start = offset
    offset += 1
    guard offset < text.count else {
      throw SquidLogformatError(reason: "`%` at the end names no code", byteOffset: start)
    }
    if text[offset] == UInt8(ascii: "%") {
      offset += 1
      return addLiteral(UInt8(ascii: "%"))
    }
    var value = SquidLogformat.Value(code: .skipped)
    value.quoting = takeQuoting()
    value.isPadded = takeWidth()
    var argument = try takeArgument()
    let name = try takeName(from: start)
    value.code = name.code
    value.mayHoldBlanks = name.mayHoldBlanks && value.quoting != .string && value.quoting != .url
    if let second = try takeArgument() { argument = second }
    if name.code == .skipped, let argument { adopt(header: argument, name: name, for: &value) }
    if name.code == .localTime || name.code == .gmtTime {
      value.clock = try ClockPattern(argument ?? Array("%d/%b/%Y:%H:%M:%S %z".utf8), at: start)
    }
    if case .value? = elements.last {
      throw SquidLogformatError(
        reason: "nothing separates this code from the one before it", byteOffset: start)
    }
    elements.append(.value(value))
  }

  private mutating func takeQuoting() -> SquidLogformat.Quoting {
    guard offset < text.count else { return .plain }
    let quoting: SquidLogformat.Quoting
    switch text[offset] {
    case UInt8(ascii: "\""): quoting = .string
    case UInt8(ascii: "["): quoting = .bracket
    case UInt8(ascii: "#"): quoting = .url
    case UInt8(ascii: "'"), UInt8(ascii: "/"): quoting = .plain
    default: return contextQuoting()
    }
    offset += 1
    return quoting
  }

  /// Without a sign of its own a code between quotes or brackets is quoted as those need it.
  private func contextQuoting() -> SquidLogformat.Quoting {
    guard case .literal(let bytes)? = elements.last else { return .plain }
    switch bytes.last {
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "["): return .bracket
    default: return .plain
    }
  }

  /// Passes over `-`, a minimum and a maximum width; returns whether blanks may pad the value.
  private mutating func takeWidth() -> Bool {
    if offset < text.count, text[offset] == UInt8(ascii: "-") { offset += 1 }
    let start = offset
    while offset < text.count, isDigit(text[offset]) { offset += 1 }
    let isPadded = offset > start && text[start] != UInt8(ascii: "0")
    if offset < text.count, text[offset] == UInt8(ascii: ".") {
      offset += 1
      while offset < text.count, isDigit(text[offset]) { offset += 1 }
    }
    return isPadded
  }

  private mutating func takeArgument() throws(SquidLogformatError) -> [UInt8]? {
    guard offset < text.count, text[offset] == UInt8(ascii: "{") else { return nil }
    guard let end = text[offset...].firstIndex(of: UInt8(ascii: "}")) else {
      throw SquidLogformatError(reason: "`{` has no `}`", byteOffset: offset)
    }
    defer { offset = end + 1 }
    return Array(text[(offset + 1)..<end])
  }

  /// Finds the longest code that stands here; an unknown one is taken as far as letters go.
  private mutating func takeName(from start: Int) throws(SquidLogformatError) -> SquidCodeName {
    if text[offset...].starts(with: "http::".utf8) { offset += 6 }
    var best: SquidCodeName?
    for name in SquidCodeName.all
    where text[offset...].starts(with: name.spelling.utf8)
      && name.spelling.utf8.count > (best?.spelling.utf8.count ?? 0)
    {
      best = name
    }
    if let best {
      offset += best.spelling.utf8.count
      return best
    }
    let nameStart = offset
    while offset < text.count, isNamePart(text[offset]) { offset += 1 }
    guard offset > nameStart else {
      throw SquidLogformatError(reason: "`%` names no code", byteOffset: start)
    }
    return SquidCodeName(spelling: "", code: .skipped)
  }

  /// Two headers say something an event holds.
  private func adopt(
    header: [UInt8], name: SquidCodeName, for value: inout SquidLogformat.Value
  ) {
    let lowered = String(decoding: header, as: UTF8.self).lowercased()
    if name.spelling == ">h" && lowered == "user-agent" { value.code = .userAgent }
    if name.spelling == "<h" && lowered == "content-type" { value.code = .contentType }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private func isNamePart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
  }
}
