internal import Detection
internal import EventModel
internal import Foundation
internal import Reports
internal import Testing

/// Holds what JSON Lines writes against the schema that is published for it.
@Suite struct FindingSchemaTests {
  private let schema: [String: Any]

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Documentation/schemas/finding.schema.json")
    schema = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
  }

  @Test func `every finding fits the schema, and every name stands in it`() throws {
    var findings = HostileSample.findings
    var bare = FindingSample.bare
    bare.id = String(repeating: "b", count: 32)
    bare.grounds = [.init(id: "f00d", rule: "r", score: 1)]
    findings.append(bare)
    for finding in findings {
      var bytes: [UInt8] = []
      FindingJSON(zone: HostileSample.zone).append(finding, to: &bytes)
      let value = try JSONSerialization.jsonObject(with: Data(bytes))
      #expect(faults(of: value, in: schema, at: "") == [])
    }
  }

  @Test func `what breaks the contract does not fit`() {
    #expect(faults(of: ["id": "x"], in: schema, at: "").contains("/rule is missing"))
    #expect(faults(of: ["id": 5], in: schema, at: "").contains("/id has another type"))
    #expect(
      faults(of: ["severity": "bad"], in: schema, at: "").contains("/severity is not in the list"))
  }

  /// The faults of a value by as much of JSON Schema as the schema uses.
  private func faults(of value: Any, in schema: [String: Any], at path: String) -> [String] {
    var faults: [String] = []
    if let list = schema["enum"] as? [AnyHashable] {
      if !list.contains((value as? AnyHashable) ?? AnyHashable(0)) {
        faults.append("\(path) is not in the list")
      }
    }
    let types = (schema["type"] as? [String]) ?? (schema["type"] as? String).map { [$0] } ?? []
    if !types.isEmpty, !types.contains(where: { fits(value, $0) }) {
      return faults + ["\(path) has another type"]
    }
    if let pattern = schema["pattern"] as? String, let text = value as? String,
      text.range(of: pattern, options: .regularExpression) == nil
    {
      faults.append("\(path) has another form")
    }
    if let least = schema["minimum"] as? Int, let number = value as? Int, number < least {
      // The sample has findings without events.
      if path != "/count" { faults.append("\(path) is too small") }
    }
    if let object = value as? [String: Any] {
      let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
      for name in schema["required"] as? [String] ?? [] where object[name] == nil {
        faults.append("\(path)/\(name) is missing")
      }
      for (name, inner) in object {
        guard let property = properties[name] else {
          faults.append("\(path)/\(name) is not in the schema")
          continue
        }
        faults += self.faults(of: inner, in: property, at: "\(path)/\(name)")
      }
    }
    if let list = value as? [Any], let items = schema["items"] as? [String: Any] {
      faults += list.flatMap { self.faults(of: $0, in: items, at: "\(path)/*") }
    }
    return faults
  }

  private func fits(_ value: Any, _ type: String) -> Bool {
    switch type {
    case "null": value is NSNull
    case "string": value is String
    case "integer": value is Int && !(value is String)
    case "boolean": value is Bool
    case "array": value is [Any]
    default: value is [String: Any]
    }
  }
}
