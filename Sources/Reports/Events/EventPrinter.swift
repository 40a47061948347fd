package import EventModel

/// Prints events as JSON Lines, the way `exfil events` answers "how do you read my log?".
package struct EventPrinter: Sendable {
  private struct Column: Sendable {
    var field: Field
    var key: String
    var isWord: Bool
    var isNumber: Bool
    var isList: Bool
  }

  private let naming: EventNaming
  /// The fields of each kind in the order of the schema, time left out, by raw value of the kind.
  private let columns: [[Column]]
  /// The names of kinds and words, by raw value: asking an enumeration for its name is slow.
  private let kindNames = EventKind.allCases.map(\.name)
  private let wordTexts = Word.allCases.map(\.text)

  /// Creates a printer with the names of the rule language or of the Elastic Common Schema.
  package init(naming: EventNaming = .own) {
    self.naming = naming
    columns = EventKind.allCases.map { kind in
      Schema.declarations(of: kind).filter { $0.field != .time }.map { declaration in
        Column(
          field: declaration.field, key: naming.key(of: declaration.field, in: kind),
          isWord: declaration.type.isWord,
          isNumber: declaration.type.isNumber, isList: declaration.isList)
      }
    }
  }

  /// Appends one event as a JSON object and a line feed.
  ///
  /// - Parameters:
  ///   - event: The event; a field without a value is left out.
  ///   - block: The block that the event was read from; empty if the event owns its texts.
  ///   - file: The input as the run names it.
  ///   - line: The 1-based line in the decompressed text.
  ///   - buffer: Where the object goes.
  /// - Complexity: O(*n*) in the texts of the event.
  package func append(
    _ event: borrowing Event, in block: Span<UInt8>, file: String, line: Int,
    to buffer: inout [UInt8]
  ) {
    var object = JSONObject(taking: &buffer)
    let isOwn = naming == .own
    object.add(isOwn ? "kind" : "exfil.kind", kindNames[Int(event.kind.rawValue)])
    object.add(isOwn ? "time" : "@timestamp", event.time.textInUTC)
    object.add(isOwn ? "file" : "log.file.path", file)
    object.add(isOwn ? "line" : "log.line", line)
    for column in columns[Int(event.kind.rawValue)] where event.has(column.field) {
      if column.isList {
        appendList(column, of: event, in: block, to: &object)
      } else if column.isWord {
        object.add(column.key, event.word(column.field).map { wordTexts[Int($0.rawValue)] })
      } else if column.isNumber {
        object.add(column.key, event.number(column.field))
      } else {
        object.add(column.key, event.text(column.field, in: block))
      }
    }
    object.close(into: &buffer)
    buffer.append(UInt8(ascii: "\n"))
  }

  private func appendList(
    _ column: Column, of event: borrowing Event, in block: Span<UInt8>, to object: inout JSONObject
  ) {
    let elements = event.elements.filter { Self.belongs($0.field, to: column.field) }
    guard !elements.isEmpty else { return }
    object.startList(column.key)
    for (index, element) in elements.enumerated() {
      let text = event.text(at: element.text, in: block)
      if column.field == .attachment {
        object.appendElement(index) { buffer in append(element, named: text, to: &buffer) }
      } else {
        object.appendElement(index, text)
      }
    }
    object.endList()
  }

  /// `recipient` is every address of `to`, `cc` and `bcc`, and those of which no more is known.
  private static func belongs(_ field: Field, to list: Field) -> Bool {
    field == list || (list == .recipient && (field == .to || field == .cc || field == .bcc))
  }

  private func append(
    _ attachment: EventElement, named name: Span<UInt8>, to buffer: inout [UInt8]
  ) {
    var object = JSONObject(taking: &buffer)
    object.add("name", name)
    if let byteCount = attachment.byteCount { object.add("size", byteCount) }
    if let range = FilePath.extensionRange(in: name) {
      object.add("extension", name.extracting(range))
    }
    if attachment.isEncrypted { object.add("encrypted", true) }
    object.close(into: &buffer)
  }
}

extension ValueType {
  fileprivate var isWord: Bool { if case .word = self { true } else { false } }

  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .size, .duration, .date, .time: true
    case .text, .ip, .domain, .email, .path, .user, .attachment, .word: false
    }
  }
}
