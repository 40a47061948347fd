import ByteScan
import Testing

/// The walk over an object, held against recursive descent.
struct JSONPathsTests {
  private typealias Value = NaiveJSONWalk.Value

  /// What the tree finds, told as the naive walk tells it.
  private static func find(
    _ wanted: [[String]: Int], in bytes: [UInt8], _ range: Range<Int>, takesArrays: Bool
  ) -> (values: [Int: Value], end: Int)? {
    var paths = Self.paths(wanted)
    return find(&paths, in: bytes, range, takesArrays: takesArrays)
  }

  private static func paths(_ wanted: [[String]: Int]) -> JSONPaths {
    JSONPaths(wanted.sorted { $0.value < $1.value }.map { ($0.key, $0.value) })
  }

  private static func find(
    _ paths: inout JSONPaths, in bytes: [UInt8], _ range: Range<Int>, takesArrays: Bool
  ) -> (values: [Int: Value], end: Int)? {
    var places = [UInt64](repeating: 0, count: 64)
    var span = places.mutableSpan
    guard
      let end = paths.find(
        in: bytes.span, range, takesArrays: takesArrays, escaped: 4, into: &span)
    else { return nil }
    var values: [Int: Value] = [:]
    for slot in places.indices where places[slot] != 0 {
      let (start, end) = (Int(places[slot] >> 32), Int(places[slot] >> 3 & 0x1FFF_FFFF))
      values[slot] = Value(range: start..<end, hasEscapes: places[slot] & 7 == 4)
    }
    return (values, end)
  }

  @Test(
    arguments: [
      (#"{"user":"sato"}"#, ["user": "sato"]),
      (#" {"user":"sato"}"#, nil),
      (#"{"us\u0065r":"sato","event":{"name":1.5e3}}"#, ["user": "sato", "event.name": "1.5e3"]),
      (#"{"user":null,"event":{"name":{}},"list":["a",["b"]]}"#, ["list.0": "a"]),
      (#"{"user":"a","user":"b"}"#, nil),
      (#"{"other":1,"other":2,"user":"a\"b"}"#, ["user": #"a\"b"#]),
      (#"{"user":01}"#, nil), (#"{"user":1.}"#, nil), (#"{"user":+1}"#, nil),
      (#"{"user":"a}"#, nil),
      (#"{"user":"a",}"#, nil), (#"{"user" "a"}"#, nil), (#"{"user":tru}"#, nil), (#"{"#, nil),
      (#"{"list":[0,1,2,3,4,5,6,7,8,9,10,"eleven"]}"#, ["list.0": "0", "list.11": "eleven"]),
      (
        #"{"a name of more than eight bytes":true,"a name of more than nine bytes":false}"#,
        ["a name of more than eight bytes": "true"]
      ),
      (#"{}"#, [:]), (#"{"":1}"#, [:]),
    ] as [(String, [String: String]?)])
  func `finds wanted values`(_ text: String, _ expected: [String: String]?) {
    let names = ["user", "event.name", "list.0", "list.11", "a name of more than eight bytes"]
    var wanted: [[String]: Int] = [:]
    for (slot, name) in names.enumerated() {
      wanted[name.split(separator: ".").map(String.init)] = slot
    }
    let bytes = Array(text.utf8)
    let found = Self.find(wanted, in: bytes, 0..<bytes.count, takesArrays: false)
    let told = found.map { found in
      Dictionary(
        uniqueKeysWithValues: found.values.map {
          (names[$0.key], String(decoding: bytes[$0.value.range], as: UTF8.self))
        })
    }
    #expect(told == expected)
  }

  @Test(arguments: [63, 64, 65]) func `objects and arrays nest 64 deep`(depth: Int) {
    let open = String(repeating: "[", count: depth - 1)
    let text = "{\"a\":" + open + String(repeating: "]", count: depth - 1) + "}"
    let bytes = Array(text.utf8)
    let found = Self.find([["a"]: 0], in: bytes, 0..<bytes.count, takesArrays: true)
    #expect((found != nil) == (depth <= 64))
  }

  @Test(arguments: 0..<120) func `finds what recursive descent finds`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var maker = JSONMaker()
    let takesArrays = seed % 2 == 0
    for _ in 0..<60 {
      let object = maker.object(depth: 0, &random)
      var text = Array(object.utf8)
      if Bool.random(using: &random) { Self.damage(&text, &random) }
      // What stands around the object in its block is not looked at.
      let front = Array("\"x{[".utf8.prefix(Int.random(in: 0...4, using: &random)))
      let back = Array("}]\",123:\"\\u00 the next line of the log".utf8)
        .prefix(Int.random(in: 0...36, using: &random))
      let wanted = maker.somePaths(&random)
      let block = front + text + back
      let range = front.count..<(front.count + text.count)
      let expected = NaiveJSONWalk.find(wanted, in: block, range, takesArrays: takesArrays)
      let found = Self.find(wanted, in: block, range, takesArrays: takesArrays)
      #expect(
        found?.values == expected?.values && found?.end == expected?.end,
        "seed \(seed): \(String(decoding: text, as: UTF8.self))")
    }
  }

  @Test(arguments: 0..<60) func `names of objects before change nothing`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var maker = JSONMaker()
    // The same few objects again and again, in any order, and damaged: names come where others are expected.
    var objects = (0..<6).map { _ in Array(maker.object(depth: 0, &random).utf8) }
    if seed % 3 == 0 { objects += (0..<300).map { Array("{\"n\($0)\":{\"user\":\($0)}}".utf8) } }
    let wanted = maker.somePaths(&random)
    var paths = Self.paths(wanted)
    for _ in 0..<400 {
      var text = objects.randomElement(using: &random) ?? []
      if Int.random(in: 0..<4, using: &random) == 0 { Self.damage(&text, &random) }
      let block =
        text + Array("the next line, which is longer than any name that is remembered".utf8)
      let expected = NaiveJSONWalk.find(wanted, in: block, 0..<text.count, takesArrays: true)
      let found = Self.find(&paths, in: block, 0..<text.count, takesArrays: true)
      #expect(
        found?.values == expected?.values && found?.end == expected?.end,
        "seed \(seed): \(String(decoding: text, as: UTF8.self))")
    }
  }

  /// Changes, removes or adds a byte, or tears the end off.
  private static func damage(_ text: inout [UInt8], _ random: inout SeededRandom) {
    guard let at = text.indices.randomElement(using: &random) else { return }
    let bytes = Array("\"\\{}[],:0eu \n\u{1}".utf8)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: text[at] = bytes.randomElement(using: &random) ?? 0
    case 1: text.remove(at: at)
    case 2: text.insert(bytes.randomElement(using: &random) ?? 0, at: at)
    default: text.removeSubrange(at...)
    }
  }
}

/// Makes objects of JSON, some of whose names are asked for.
private struct JSONMaker {
  private static let names = [
    "a", "b", "user", "名", "", "ObjectName", "ObjectName2", "ObjectServer", "a/b", "x\"y",
    "a name that is longer than sixteen bytes", "0", "1", "12", "\u{1F600}",
  ]
  private var paths: [[String]] = []
  private var path: [String] = []

  /// Some paths of what was made since the last call, and some that lead nowhere.
  mutating func somePaths(_ random: inout SeededRandom) -> [[String]: Int] {
    paths.append(["b", "user"])
    let chosen = Set(paths.shuffled(using: &random).prefix(12))
    paths = []
    return Dictionary(
      uniqueKeysWithValues: chosen.sorted { $0.joined(separator: "/") < $1.joined(separator: "/") }
        .enumerated().map { ($1, $0) })
  }

  mutating func object(depth: Int, _ random: inout SeededRandom) -> String {
    var used: Set<String> = []
    var members: [String] = []
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      let name = Self.names.randomElement(using: &random) ?? ""
      // Names come twice now and then.
      guard used.insert(name).inserted || Int.random(in: 0..<8, using: &random) == 0 else {
        continue
      }
      path.append(name)
      members.append(
        quoted(name, &random) + blanks(&random) + ":" + blanks(&random)
          + value(depth: depth + 1, &random) + blanks(&random))
      path.removeLast()
    }
    return "{" + blanks(&random) + members.joined(separator: "," + blanks(&random)) + "}"
  }

  private mutating func value(depth: Int, _ random: inout SeededRandom) -> String {
    paths.append(path)
    switch Int.random(in: 0..<(depth < 4 ? 10 : 8), using: &random) {
    case 0: return ["true", "false", "null"].randomElement(using: &random) ?? ""
    case 1, 2:
      return ["0", "-1", "12.5", "1e9", "-0.0E-2", "123456789012"].randomElement(using: &random)
        ?? ""
    case 8: return object(depth: depth, &random)
    case 9: return array(depth: depth, &random)
    default:
      let count = Int.random(in: 0...40, using: &random)
      let text = (0..<count).map { _ in "abc/\"\\ 表é".randomElement(using: &random) ?? "a" }
      return quoted(Bool.random(using: &random) ? String(text) : "plain text", &random)
    }
  }

  private mutating func array(depth: Int, _ random: inout SeededRandom) -> String {
    var elements: [String] = []
    for index in 0..<Int.random(in: 0...14, using: &random) {
      path.append("\(index)")
      elements.append(value(depth: depth + 2, &random) + blanks(&random))
      path.removeLast()
    }
    return "[" + blanks(&random) + elements.joined(separator: "," + blanks(&random)) + "]"
  }

  private func blanks(_ random: inout SeededRandom) -> String {
    Int.random(in: 0..<6, using: &random) == 0 ? " \t" : ""
  }

  /// A string between quotes; characters may be written as escapes.
  private func quoted(_ text: String, _ random: inout SeededRandom) -> String {
    let asEscapes = Int.random(in: 0..<5, using: &random) == 0
    var written = "\""
    for scalar in text.unicodeScalars {
      if asEscapes {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
          let digits = String(unit, radix: 16)
          written += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else if scalar == "\"" || scalar == "\\" {
        written += "\\" + String(scalar)
      } else {
        written.unicodeScalars.append(scalar)
      }
    }
    return written + "\""
  }
}
