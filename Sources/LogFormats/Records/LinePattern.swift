internal import ByteScan

/// The format line of a web server, taken apart: Apache's `LogFormat`, nginx's `log_format`.
struct LinePattern: Sendable {
  /// A variable, or the text between two of them.
  enum Element: Hashable, Sendable {
    case text([UInt8])
    case variable(String)
  }

  let elements: [Element]

  /// A line without anything in it.
  static let empty = LinePattern(elements: [])

  private init(elements: [Element]) { self.elements = elements }

  /// The variables of the line, and the parts of the request line where it has that.
  var columns: [String] {
    elements.flatMap { element -> [String] in
      guard case .variable(let name) = element else { return [] }
      return [name] + (Self.requestParts[name] ?? [])
    }
  }

  /// The names of method, target and protocol of a variable that holds all of them.
  static let requestParts = [
    "%r": ["%m", "%U", "%H"],
    "$request": ["$request_method", "$request_uri", "$server_protocol"],
  ]

  /// Takes an Apache format apart; the words `LogFormat` in front and the nickname behind may stay.
  ///
  /// - Throws: ``LinePatternError``.
  init(apache text: String) throws(LinePatternError) {
    let text = Self.known[text] ?? Self.unwrapped(text, keyword: "LogFormat")
    try self.init(text) { (rest: ArraySlice<UInt8>) throws(LinePatternError) -> Int in
      try Self.apacheVariable(rest)
    }
  }

  /// Takes an nginx format apart; the words `log_format NAME` in front may stay.
  ///
  /// - Throws: ``LinePatternError``.
  init(nginx text: String) throws(LinePatternError) {
    let text = Self.knownToNginx[text] ?? text
    try self.init(text) { (rest: ArraySlice<UInt8>) throws(LinePatternError) -> Int in
      let name = rest.dropFirst().prefix { byte in
        byte.asciiLowercased &- 0x61 < 26 || byte.isAsciiDigit || byte == UInt8(ascii: "_")
      }
      guard !name.isEmpty else {
        throw LinePatternError(reason: "`$` names no variable", byteOffset: rest.startIndex)
      }
      return name.count + 1
    }
  }

  /// The formats that Apache's documentation names.
  private static let known = [
    "common": "%h %l %u %t \"%r\" %>s %b",
    "combined": "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"",
    "combinedio": "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\" %I %O",
  ]
  private static let knownToNginx = [
    "combined": "$remote_addr - $remote_user [$time_local] \"$request\" $status "
      + "$body_bytes_sent \"$http_referer\" \"$http_user_agent\""
  ]

  private init(
    _ text: String,
    _ variable: (ArraySlice<UInt8>) throws(LinePatternError) -> Int
  ) throws(LinePatternError) {
    let isApache = !text.contains("$")
    let sign = isApache ? UInt8(ascii: "%") : UInt8(ascii: "$")
    var elements: [Element] = []
    var literal: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.first {
      // In a configuration file quotes within the text are escaped.
      if byte == UInt8(ascii: "\\"), let next = rest.dropFirst().first {
        literal.append(next == UInt8(ascii: "t") ? 0x09 : next)
        rest = rest.dropFirst(2)
        continue
      }
      guard byte == sign else {
        literal.append(byte)
        rest = rest.dropFirst()
        continue
      }
      if isApache, rest.dropFirst().first == sign {
        literal.append(sign)
        rest = rest.dropFirst(2)
        continue
      }
      let count = try variable(rest)
      if literal.isEmpty, !elements.isEmpty {
        throw LinePatternError(
          reason: "nothing separates this variable from the one before it",
          byteOffset: rest.startIndex)
      }
      if !literal.isEmpty { elements.append(.text(literal)) }
      literal = []
      elements.append(.variable(String(decoding: rest.prefix(count), as: UTF8.self)))
      rest = rest.dropFirst(count)
    }
    if !literal.isEmpty { elements.append(.text(literal)) }
    guard elements.contains(where: { if case .variable = $0 { true } else { false } }) else {
      throw LinePatternError(reason: "the layout names no variable", byteOffset: 0)
    }
    self.elements = elements
  }

  /// `%>s`, `%{Referer}i`, `%h`; conditions on the status (`%400,501{…}i`) are no fixed layout.
  private static func apacheVariable(
    _ rest: ArraySlice<UInt8>
  ) throws(LinePatternError) -> Int {
    var offset = rest.startIndex + 1
    if offset < rest.endIndex,
      rest[offset] == UInt8(ascii: ">") || rest[offset] == UInt8(ascii: "<")
    {
      offset += 1
    }
    if offset < rest.endIndex, rest[offset] == UInt8(ascii: "{") {
      guard let close = rest[offset...].firstIndex(of: UInt8(ascii: "}")) else {
        throw LinePatternError(reason: "`{` has no `}`", byteOffset: offset)
      }
      offset = close + 1
    }
    if offset < rest.endIndex, rest[offset] == UInt8(ascii: "^") { offset += 2 }
    guard offset < rest.endIndex, rest[offset].asciiLowercased &- 0x61 < 26 else {
      throw LinePatternError(reason: "`%` names no variable", byteOffset: rest.startIndex)
    }
    return offset + 1 - rest.startIndex
  }

  /// Takes `LogFormat "…" name` down to what stands in the quotes.
  private static func unwrapped(_ text: String, keyword: String) -> String {
    guard text.hasPrefix(keyword + " \""), let last = text.lastIndex(of: "\"") else { return text }
    let first = text.index(text.startIndex, offsetBy: keyword.count + 2)
    return first < last ? String(text[first..<last]) : text
  }
}

/// Why a text is no format line that can be read back, and where.
struct LinePatternError: Error, Hashable {
  var reason: String
  var byteOffset: Int
}
