package import EventModel

/// The language in which diagnostics and explanations are written.
package enum DiagnosticLanguage: String, CaseIterable, Hashable, Sendable {
  case english = "en"
  case japanese = "ja"
}

/// A piece of text in every language: whoever writes one must write the other.
package struct Phrase: Hashable, Sendable {
  package var english: String
  package var japanese: String

  /// Creates a phrase from its two texts, which say the same.
  package init(_ english: String, _ japanese: String) {
    self.english = english
    self.japanese = japanese
  }

  /// Creates a phrase that reads the same in every language: code, names, numbers.
  package init(verbatim text: String) { self.init(text, text) }

  /// Creates a phrase from a text that was worded elsewhere.
  package init(_ wording: Wording) { self.init(wording.english, wording.japanese) }

  /// Returns the text in a language.
  package func callAsFunction(_ language: DiagnosticLanguage) -> String {
    switch language {
    case .english: english
    case .japanese: japanese
    }
  }
}
