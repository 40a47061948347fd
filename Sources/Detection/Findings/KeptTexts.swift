/// Fronts of lines as they are kept from run to run: a string where they are UTF-8, which most are and
/// which is read many times faster, and numbers of bytes elsewhere.
@propertyWrapper
package struct KeptTexts: Codable, Hashable, Sendable {
  package var wrappedValue: [[UInt8]]

  package init(wrappedValue: [[UInt8]]) { self.wrappedValue = wrappedValue }

  package init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    wrappedValue = []
    while !container.isAtEnd {
      if let text = try? container.decode(String.self) {
        wrappedValue.append(Array(text.utf8))
      } else {
        wrappedValue.append(try container.decode([UInt8].self))
      }
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for bytes in wrappedValue {
      if let text = String(validating: bytes, as: UTF8.self) {
        try container.encode(text)
      } else {
        try container.encode(bytes)
      }
    }
  }
}
