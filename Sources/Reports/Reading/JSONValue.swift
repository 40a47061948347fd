/// A value of a JSON text, with where it begins.
struct JSONValue {
  indirect enum Content {
    case null
    case bool(Bool)
    /// A number as it is written.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// The members in the order of the text; no name twice.
    case object([(name: String, value: JSONValue)])
  }

  var content: Content
  /// The 0-based offset of its first byte in the line.
  var offset: Int

  /// What JSON calls a value of this sort.
  var sort: String {
    switch content {
    case .null: "null"
    case .bool: "a truth value"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

/// What is wrong with a line of a report.
package struct JSONFault: Error, Hashable {
  /// The 0-based offset in bytes from the start of the line.
  package var offset: Int
  package var english: String
  package var japanese: String

  init(_ offset: Int, _ english: String, _ japanese: String) {
    self.offset = offset
    self.english = english
    self.japanese = japanese
  }
}
