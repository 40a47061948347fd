extension FileLedger {
  /// The encodings of the text by their names, joined by `+` where lines differ.
  package var encodingName: String {
    var names: [TextEncoding] = []
    if hasUTF8 || decoding.utf8 > 0 || decoding.utf16 > 0 { names.append(encoding) }
    if decoding.cp932 > 0 { names.append(.cp932) }
    if decoding.eucJP > 0 { names.append(.eucJP) }
    return names.isEmpty ? encoding.rawValue : names.map(\.rawValue).joined(separator: "+")
  }

  /// The share of lines that are no text above which the encoding must be called wrong.
  private static let brokenLimit = 0.01

  /// Notes how the lines were stored.
  ///
  /// - Parameters:
  ///   - counts: The lines that had to be decoded, by encoding.
  ///   - hasUTF8: Whether there were characters of UTF-8 beyond ASCII among the others.
  ///   - lineCount: All lines.
  package mutating func note(_ counts: DecodingCounts, hasUTF8: Bool, lineCount: Int) {
    decoding = counts
    self.hasUTF8 = hasUTF8
    let parts = [(TextEncoding.cp932, counts.cp932), (.eucJP, counts.eucJP)].filter { $0.1 > 0 }
    if !parts.isEmpty, encodingName.contains("+") {
      let texts = parts.map { "\($0.0.rawValue) \($0.1) lines" }
      notes.append(InputNote(.mixedEncodings, texts.joined(separator: ", ")))
    }
    guard counts.broken > 0 else { return }
    let isMost = Double(counts.broken) > Double(lineCount) * Self.brokenLimit
    notes.append(
      InputNote(
        isMost ? .encodingMismatch : .undecodableBytes,
        "\(counts.broken) of \(lineCount) lines in \(encodingName)"))
  }
}
