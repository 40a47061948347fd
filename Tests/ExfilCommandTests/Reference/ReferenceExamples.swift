internal import Foundation
internal import RuleLanguage

/// Runs the examples of a document in a folder that holds the shipped rules beside them.
struct ReferenceExamples {
  let document: ReferenceDocument
  let folder: TemporaryFolder

  init(_ document: ReferenceDocument) throws {
    self.document = document
    folder = try TemporaryFolder()
    let rules = ReferenceDocument.root.appending(path: "Rules")
    for name in ["std.exfil", "lists"] {
      try FileManager.default.copyItem(
        at: rules.appending(path: name), to: folder.url.appending(path: name))
    }
    for block in document.blocks where !block.name.isEmpty {
      try folder.write(block.text, to: block.name)
    }
  }

  private func run(_ arguments: [String]) throws -> CommandResult {
    try CommandResult(running: arguments, in: folder)
  }

  /// What `exfil check` says of a file, in the language of the document, without the last line.
  func diagnostics(of name: String) throws -> String {
    let result = try run(["check", name, "--lang", document.language.rawValue])
    var lines = result.errors.components(separatedBy: "\n")
    lines.removeAll { $0.isEmpty || $0.hasPrefix("exfil: ") }
    return spaced(lines)
  }

  /// One empty line before each diagnostic but the first.
  private func spaced(_ lines: [String]) -> String {
    var text = ""
    for line in lines {
      let begins = ["error[", "warning[", "エラー[", "警告["].contains { line.hasPrefix($0) }
      if begins, !text.isEmpty { text += "\n" }
      text += line + "\n"
    }
    return text
  }

  /// How `exfil check` ends on a file.
  func status(of name: String) throws -> Int32 { try run(["check", name]).status }

  /// What `exfil check` finds wrong in a file that must be right.
  func complaints(about name: String) throws -> String {
    let check = try run(["check", name])
    return check.status == 0 ? check.errors : check.errors + check.output
  }

  /// A file in its form.
  func formatted(_ name: String) throws -> String {
    _ = try run(["fmt", name])
    return try folder.read(name)
  }

  /// The commands of a block, each with what it prints now.
  func console(_ text: String) throws -> String {
    var output = ""
    for line in text.split(separator: "\n") where line.hasPrefix("$ exfil ") {
      let arguments = line.dropFirst(8).split(separator: " ").map(String.init)
      let result = try run(arguments)
      if !output.isEmpty { output += "\n" }
      output += line + "\n"
      for part in (result.output + result.errors).components(separatedBy: "\n")
      where !part.isEmpty { output += part + "\n" }
    }
    return output
  }
}
