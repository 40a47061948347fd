internal import Detection
internal import EventModel

extension SourceFields {
  /// The fields as a text that the state keeps: `web bytes_out domain …`, a line for each kind.
  var kept: String {
    EventKind.allCases.compactMap { kind in
      fields[kind].map { ([kind.name] + $0.fields.map(\.name)).joined(separator: " ") }
    }.joined(separator: "\n")
  }

  /// Reads ``kept``; what is not known any more is left out.
  init(kept: String) {
    var fields: [EventKind: FieldSet] = [:]
    for line in kept.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard let kind = EventKind.allCases.first(where: { $0.name == words.first }) else { continue }
      var set = FieldSet()
      for word in words.dropFirst() {
        if let field = Field.allCases.first(where: { $0.name == word }) { set.insert(field) }
      }
      fields[kind] = set
    }
    self.init(fields: fields)
  }
}
