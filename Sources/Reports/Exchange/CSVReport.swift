package import Detection
package import EventModel
internal import RuleProgram

/// Findings as CSV (RFC 4180) for spreadsheets: a heading, then one finding a row, lines ending in
/// CR LF.
///
/// No cell holds a line end or another control character: these are written visibly, so that every
/// row is one line for any reader. A cell of text that a spreadsheet would take for a formula begins
/// with an apostrophe; `--csv-raw` leaves that out. JSON Lines is the lossless form.
package struct CSVReport: Sendable {
  /// How the cells are written.
  package struct Form: Hashable, Sendable {
    /// Whether a byte order mark comes first, by which Excel knows UTF-8.
    package var hasMark = false
    /// Whether formulas are made harmless.
    package var isGuarded = true
    /// The form without options.
    package init() {}
  }

  /// The columns, in their order; later versions add further ones behind them.
  package static let columns = [
    "id", "rule", "title", "category", "severity", "score", "subject_kind", "subject", "user",
    "name", "department", "phase", "last_day", "first", "last", "count", "bytes_out",
    "destinations", "message", "why", "next", "owner", "attack", "trial", "capped_by",
    "evidence_total", "file", "line", "offset", "sha256", "evidence",
  ]

  /// More characters than these no spreadsheet takes in one cell.
  static let cellLimit = 32_000

  private let zone: CivilZone
  private let form: Form

  /// Creates a report that prints times in the civil zone of the run.
  package init(zone: CivilZone, form: Form = Form()) {
    self.zone = zone
    self.form = form
  }

  /// Hands the heading, then each finding as one row, to the receiver; nothing is kept.
  ///
  /// - Throws: What the receiver throws; rows handed over before stay written.
  /// - Complexity: O(*n*) in the findings and their evidence.
  package func write<Failure: Error>(
    _ findings: [Finding], to receive: (Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    var row = CSVRow(isGuarded: form.isGuarded)
    if form.hasMark { row.bytes += [0xEF, 0xBB, 0xBF] }
    for column in Self.columns { row.add(column) }
    row.end()
    try receive(row.bytes.span)
    for finding in findings {
      row.bytes.removeAll(keepingCapacity: true)
      fill(&row, with: finding)
      row.end()
      try receive(row.bytes.span)
    }
  }

  private func fill(_ row: inout CSVRow, with finding: Finding) {
    for text in [finding.id, finding.rule, finding.title, finding.category] { row.add(text) }
    row.add(finding.severity.name)
    row.add(finding.score)
    row.add(finding.subject.kind.rawValue)
    row.add(finding.subject.value)
    row.add(finding.user ?? "")
    row.add(finding.name ?? "")
    row.add(finding.department ?? "")
    row.add(finding.phase?.rawValue ?? "")
    row.add(finding.lastDay ?? "")
    row.add(finding.first.text(in: zone))
    row.add(finding.last.text(in: zone))
    row.add(finding.count)
    row.add(finding.bytesOut.map { Int($0) })
    row.add(list: finding.destinations)
    for text in [finding.message, finding.why, finding.next, finding.owner] { row.add(text) }
    row.add(list: finding.attack)
    row.add(finding.isTrial ? "true" : "false")
    row.add(finding.cappedBy ?? "")
    row.add(finding.evidenceTotal)
    row.add(finding.evidence.first?.file ?? "")
    row.add(finding.evidence.first?.line)
    row.add(finding.evidence.first?.offset)
    row.add(finding.evidence.first?.sha256 ?? "")
    row.add(list: finding.evidence.map { "\($0.file):\($0.line) sha256:\($0.sha256)" })
  }
}

/// Rows of CSV being written, cell by cell; control characters are written visibly.
package struct CSVRow {
  /// What is written so far.
  package internal(set) var bytes: [UInt8] = []
  let isGuarded: Bool
  private var isEmpty = true

  /// Begins a row.
  ///
  /// - Parameter isGuarded: Whether formulas are made harmless, by an apostrophe before them.
  package init(isGuarded: Bool) { self.isGuarded = isGuarded }

  mutating func add(_ number: Int?) {
    separate()
    if let number { bytes += String(number).utf8 }
  }

  /// Adds a cell.
  package mutating func add(_ text: String) {
    separate()
    var text = VisibleText.of(text)
    if text.unicodeScalars.count > CSVReport.cellLimit {
      text = String(text.unicodeScalars.prefix(CSVReport.cellLimit)) + "…"
    }
    if isGuarded, Self.isFormula(text) { text = "'" + text }
    guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x3B }) else {
      bytes += text.utf8
      return
    }
    bytes.append(0x22)
    for byte in text.utf8 {
      if byte == 0x22 { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  /// Adds texts to one cell, as many as it takes, and then how many more there are.
  mutating func add(list: [String]) {
    var text = ""
    var length = 0
    for (index, element) in list.enumerated() {
      let part = (index == 0 ? "" : " | ") + element
      length += part.unicodeScalars.count
      if length > CSVReport.cellLimit - 20, index > 0 {
        text += " | +\(list.count - index)"
        break
      }
      text += part
    }
    add(text)
  }

  /// Ends the row; what is added next begins another one.
  package mutating func end() {
    bytes += [0x0D, 0x0A]
    isEmpty = true
  }

  private mutating func separate() {
    if !isEmpty { bytes.append(0x2C) }
    isEmpty = false
  }

  /// Whether a spreadsheet might calculate the text: it begins with `=`, `+`, `-`, `@` or one of
  /// their full-width forms, perhaps after quotes and blanks.
  private static func isFormula(_ text: String) -> Bool {
    let first = text.unicodeScalars.first { scalar in
      scalar != "\"" && scalar != "'" && scalar != " " && scalar.value != 0x3000
    }
    guard let first else { return false }
    return ["=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}"].contains(first)
      // A TAB, a CR or a NUL stands here as `\x09`, `\x0d`, `\x00`.
      || text.hasPrefix(#"\x0"#)
  }
}
