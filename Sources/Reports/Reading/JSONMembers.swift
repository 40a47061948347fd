/// The members of a JSON object, asked for by name.
struct JSONMembers {
  private let members: [String: JSONValue]
  let offset: Int

  /// - Throws: ``JSONFault`` if the value is no object.
  init(_ value: JSONValue) throws(JSONFault) {
    guard case .object(let members) = value.content else {
      throw Self.wrong(value, nil, "an object", "オブジェクト")
    }
    self.members = Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
    offset = value.offset
  }

  /// A member that may be `null`, or not there at all.
  func optionalString(_ name: String) throws(JSONFault) -> String? {
    guard let value = members[name] else { return nil }
    switch value.content {
    case .string(let text): return text
    case .null: return nil
    default: throw Self.wrong(value, name, "a string", "文字列")
    }
  }

  func string(_ name: String) throws(JSONFault) -> String {
    guard let text = try optionalString(name) else { throw missing(name, "a string", "文字列") }
    return text
  }

  func optionalInteger(_ name: String) throws(JSONFault) -> Int64? {
    guard let value = members[name] else { return nil }
    switch value.content {
    case .number(let text):
      guard let number = Int64(text) else {
        throw Self.wrong(value, name, "a whole number of 64 bits", "64ビットの整数")
      }
      return number
    case .null: return nil
    default: throw Self.wrong(value, name, "a whole number", "整数")
    }
  }

  func count(_ name: String) throws(JSONFault) -> Int {
    guard let number = try optionalInteger(name) else { throw missing(name, "a number", "数") }
    guard number >= 0, let count = Int(exactly: number) else {
      throw JSONFault(
        members[name]?.offset ?? offset, "`\(name)` must not be negative", "`\(name)` が負です")
    }
    return count
  }

  func integer(_ name: String) throws(JSONFault) -> Int {
    guard let number = try optionalInteger(name) else { throw missing(name, "a number", "数") }
    return Int(number)
  }

  /// A member that is `false` where it is not there.
  func bool(_ name: String) throws(JSONFault) -> Bool {
    guard let value = members[name] else { return false }
    guard case .bool(let isTrue) = value.content else {
      throw Self.wrong(value, name, "true or false", "true か false")
    }
    return isTrue
  }

  /// The elements of a list; none where it is not there.
  func list(_ name: String) throws(JSONFault) -> [JSONValue] {
    guard let value = members[name] else { return [] }
    guard case .array(let elements) = value.content else {
      throw Self.wrong(value, name, "an array", "配列")
    }
    return elements
  }

  func strings(_ name: String) throws(JSONFault) -> [String] {
    var texts: [String] = []
    for element in try list(name) {
      guard case .string(let text) = element.content else {
        throw Self.wrong(element, name, "an array of strings", "文字列の配列")
      }
      texts.append(text)
    }
    return texts
  }

  func object(_ name: String) throws(JSONFault) -> JSONMembers {
    guard let value = members[name] else { throw missing(name, "an object", "オブジェクト") }
    return try JSONMembers(value)
  }

  /// Where a member stands, for what is wrong with it.
  func offset(of name: String) -> Int { members[name]?.offset ?? offset }

  private func missing(_ name: String, _ sort: String, _ japanese: String) -> JSONFault {
    JSONFault(
      members[name]?.offset ?? offset, "a finding has `\(name)`, \(sort), and this has none",
      "検出に必要な `\(name)`(\(japanese))がありません")
  }

  private static func wrong(
    _ value: JSONValue, _ name: String?, _ wanted: String, _ japanese: String
  ) -> JSONFault {
    let subject = name.map { "`\($0)`" }
    return JSONFault(
      value.offset, "\(subject ?? "this") must be \(wanted), and is \(value.sort)",
      "\(subject ?? "ここ")は\(japanese)でなければなりません")
  }
}
