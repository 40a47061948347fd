internal import Foundation
internal import RuleLanguage

/// The files that the corpus is made of, read from the project's folders.
enum OracleFiles {
  private static let project = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let oracle = project.appending(path: "Tests/Oracle")
  static let rules = project.appending(path: "Rules")

  static func text(_ name: String, in folder: URL) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// The names of the shipped files that every case is given.
  static let common = ["std.exfil", "lists.exfil"]

  /// The names of the rule files that are shipped, but for those.
  static func shippedNames() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: rules.path)
      .filter { $0.hasSuffix(".exfil") && !common.contains($0) }.sorted()
  }
}

/// Cuts the text of a rule file into its declarations; each begins at the start of a line.
func declarations(in text: String) -> [String] {
  let words = [
    "let", "set", "list", "extend", "calendar", "define", "rule", "allow", "disable",
  ]
  var found: [String] = []
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    let word = line.prefix { !$0.isWhitespace }
    if words.contains(String(word)) {
      found.append(String(line))
    } else if !found.isEmpty, !line.hasPrefix("#"), !line.hasPrefix("exfil"),
      !line.hasPrefix("use")
    {
      found[found.count - 1] += "\n" + line
    }
  }
  return found
}

/// What stands around a case: words, lists and calendars that both sides are given.
struct OraclePrelude {
  /// The whole text, with its header.
  var rules: String

  /// Joins declarations; lists from files become lists with a few of their values.
  init(_ declarations: [String], folder: URL) {
    rules = "exfil 1\n"
    for declaration in declarations {
      let words = declaration.split(whereSeparator: \.isWhitespace)
      guard words.count > 5, words[0] == "list", words[4] == "from" else {
        rules += declaration + "\n"
        continue
      }
      let quoted = declaration.split(separator: "\"", omittingEmptySubsequences: false)
      let file = (try? OracleFiles.text(String(quoted[1]), in: folder)) ?? ""
      let values = file.split(separator: "\n").filter { !$0.hasPrefix("#") }.prefix(25)
      let set = values.map { "\"\($0)\"" }.joined(separator: ", ")
      rules += "\(words[..<4].joined(separator: " ")) = (\(set))\n"
    }
  }
}

/// Rule files that stand only in memory.
struct OracleSources: SourceProvider {
  var files: [String: String]

  func contents(ofFile path: String) throws(SourceError) -> [UInt8] {
    guard let text = files[path] else { throw SourceError(reason: "no such file") }
    return Array(text.utf8)
  }
}
