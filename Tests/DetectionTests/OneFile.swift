internal import RuleLanguage

/// Rules in one text; whatever they use holds the same.
struct OneFile: SourceProvider {
  var text: String
  func contents(ofFile path: String) throws(SourceError) -> [UInt8] { Array(text.utf8) }
}
