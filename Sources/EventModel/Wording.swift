/// A piece of text for people in both languages, for what is said where the language is not known.
package struct Wording: Hashable, Sendable {
  package var english: String
  package var japanese: String

  /// Creates a piece of text from two that say the same.
  package init(_ english: String, _ japanese: String) {
    self.english = english
    self.japanese = japanese
  }

  /// Creates a piece of text that reads the same in both languages: names, numbers, settings.
  package init(verbatim text: String) { self.init(text, text) }
}
