/// Single texts in the form in which reports hold them, for whoever changes a report.
package enum ReportText {
  /// Returns a text as it stands between the quotes of a JSON string.
  package static func json(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    JSONText.append(text, to: &bytes)
    return Array(bytes.dropFirst().dropLast())
  }

  /// Returns a text as it stands in HTML, between tags or in an attribute.
  package static func html(_ text: String) -> [UInt8] {
    var html = HTMLText()
    html.text(text)
    return html.bytes
  }

  /// Returns a text as a guarded cell of CSV.
  package static func csvCell(_ text: String) -> [UInt8] {
    var row = CSVRow(isGuarded: true)
    row.add(text)
    return row.bytes
  }
}
