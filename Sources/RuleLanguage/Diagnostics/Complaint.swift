/// What a diagnostic says, apart from its place: one entry of the catalogue of mistakes.
///
/// Every entry is a static member in one of the files of `Catalogue`, with its texts in all
/// languages side by side; the compiler proper only names it and fills in what is particular:
///
///     report(.unknownList(name.text, known: symbols.lists.keys), at: name.range)
package struct Complaint: Hashable, Sendable {
  package var code: DiagnosticCode
  /// What is wrong, in plain words, without a full stop.
  package var title: Phrase
  /// What stands beside the carets: what the marked text is, or what to type.
  package var label: Phrase
  /// What the author can do about it, if we know.
  package var help: Phrase?

  /// Creates an entry of the catalogue.
  package init(_ code: DiagnosticCode, _ title: Phrase, label: Phrase, help: Phrase? = nil) {
    self.code = code
    self.title = title
    self.label = label
    self.help = help
  }

  /// Returns the complaint with another help.
  func helping(_ help: Phrase?) -> Complaint {
    var complaint = self
    complaint.help = help ?? self.help
    return complaint
  }
}

extension Phrase {
  /// Returns the label for a name that does not exist: the nearest name there is, else the one
  /// given.
  static func didYouMean(
    _ name: String, among known: some Sequence<String>, else label: Phrase
  ) -> Phrase {
    known.nearest(to: name).map(didYouMean) ?? label
  }

  /// Returns the label that proposes a name.
  static func didYouMean(_ name: String) -> Phrase {
    Phrase("did you mean `\(name)`?", "`\(name)` のことですか?")
  }

  /// Returns `what: a, b, c`, cut after so many names.
  static func among(
    _ english: String, _ japanese: String, _ names: [String], limit: Int = .max
  ) -> Phrase {
    let joined = names.prefix(limit).joined(separator: ", ") + (names.count > limit ? ", …" : "")
    return Phrase("\(english): \(joined)", "\(japanese): \(joined)")
  }

  /// Returns the start of a text that may be very long.
  static func shortened(_ text: String, to count: Int = 40) -> String {
    text.count > count ? "\(text.prefix(count))…" : text
  }
}
