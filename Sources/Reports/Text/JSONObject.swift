/// A JSON object being written, name by name.
struct JSONObject {
  private var buffer: [UInt8]
  private var isEmpty = true

  /// Opens an object at the end of a buffer, which is empty until ``close(into:)`` gives it back.
  ///
  /// The buffer is moved, never copied: writing stays linear however deep objects nest.
  init(taking buffer: inout [UInt8]) {
    self.buffer = buffer
    buffer = []
    self.buffer.append(UInt8(ascii: "{"))
  }

  /// Closes the object and gives the buffer back.
  mutating func close(into buffer: inout [UInt8]) {
    self.buffer.append(UInt8(ascii: "}"))
    buffer = self.buffer
    self.buffer = []
  }

  mutating func add(_ name: String, _ value: String?) {
    key(name)
    if let value { JSONText.append(value, to: &buffer) } else { appendNull() }
  }

  mutating func add(_ name: String, _ value: Span<UInt8>) {
    key(name)
    JSONText.append(value, to: &buffer)
  }

  mutating func add(_ name: String, _ value: (some BinaryInteger)?) {
    key(name)
    if let value { JSONText.append(value, to: &buffer) } else { appendNull() }
  }

  mutating func add(_ name: String, _ value: Bool) {
    key(name)
    buffer.append(contentsOf: (value ? "true" : "false").utf8)
  }

  mutating func add(_ name: String, _ values: [String]) {
    key(name)
    appendList(values) { value, buffer in JSONText.append(value, to: &buffer) }
  }

  /// Adds an object of counts, by name in the order of its UTF-8 bytes.
  mutating func add(_ name: String, counts: [String: Int]) {
    addObject(name) { object in
      for (key, count) in counts.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
      {
        object.add(key, count)
      }
    }
  }

  /// Adds a member whose value is what the closure writes.
  mutating func add(_ name: String, _ write: (inout [UInt8]) -> Void) {
    key(name)
    write(&buffer)
  }

  mutating func addObject(_ name: String, _ fill: (inout JSONObject) -> Void) {
    key(name)
    var object = JSONObject(taking: &buffer)
    fill(&object)
    object.close(into: &buffer)
  }

  mutating func addList<Element>(
    _ name: String, _ elements: [Element], _ fill: (Element, inout JSONObject) -> Void
  ) {
    key(name)
    appendList(elements) { element, buffer in
      var object = JSONObject(taking: &buffer)
      fill(element, &object)
      object.close(into: &buffer)
    }
  }

  /// Opens a list whose elements follow one by one, up to ``endList()``.
  mutating func startList(_ name: String) {
    key(name)
    buffer.append(UInt8(ascii: "["))
  }

  /// Adds a text to the open list; `index` counts its elements from 0.
  mutating func appendElement(_ index: Int, _ text: Span<UInt8>) {
    if index > 0 { buffer.append(UInt8(ascii: ",")) }
    JSONText.append(text, to: &buffer)
  }

  /// Adds to the open list what the closure writes.
  mutating func appendElement(_ index: Int, _ write: (inout [UInt8]) -> Void) {
    if index > 0 { buffer.append(UInt8(ascii: ",")) }
    write(&buffer)
  }

  /// Closes the open list.
  mutating func endList() { buffer.append(UInt8(ascii: "]")) }

  private mutating func appendList<Element>(
    _ elements: [Element], _ write: (Element, inout [UInt8]) -> Void
  ) {
    buffer.append(UInt8(ascii: "["))
    for (index, element) in elements.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      write(element, &buffer)
    }
    buffer.append(UInt8(ascii: "]"))
  }

  private mutating func key(_ name: String) {
    if !isEmpty { buffer.append(UInt8(ascii: ",")) }
    isEmpty = false
    JSONText.append(name, to: &buffer)
    buffer.append(UInt8(ascii: ":"))
  }

  private mutating func appendNull() { buffer.append(contentsOf: "null".utf8) }
}
