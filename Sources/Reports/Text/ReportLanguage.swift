/// The language of the text that people read; machine-readable reports have none.
package enum ReportLanguage: String, CaseIterable, Sendable {
  case english = "en"
  case japanese = "ja"

  /// Returns the wording in this language.
  func callAsFunction(_ english: String, _ japanese: String) -> String {
    self == .english ? english : japanese
  }
}
