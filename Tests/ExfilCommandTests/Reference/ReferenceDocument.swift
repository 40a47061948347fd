internal import Foundation
internal import RuleLanguage

/// One of the two files that teach the language, as lines, with its fenced blocks.
struct ReferenceDocument {
  /// What stands between two fences.
  struct Block {
    /// The word after the opening fence: `exfil`, `console`, ….
    var kind: String
    /// The file that the block is, if it says so.
    var name: String
    /// The lines between the fences.
    var lines: Range<Int>
    var text: String
  }

  let language: DiagnosticLanguage
  let url: URL
  var lines: [String]

  static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  init(_ language: DiagnosticLanguage) throws {
    self.language = language
    let name = language == .english ? "README.md" : "README.\(language.rawValue).md"
    url = Self.root.appending(path: "Rules").appending(path: name)
    lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
  }

  /// Writes the document down.
  func save() throws {
    try lines.joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8)
  }

  /// The fenced blocks, in order.
  var blocks: [Block] {
    var blocks: [Block] = []
    var open: (line: Int, info: [String])?
    for (index, line) in lines.enumerated() where line.hasPrefix("```") {
      if let (start, info) = open {
        let range = (start + 1)..<index
        blocks.append(
          Block(
            kind: info.first ?? "", name: info.count > 1 ? info[1] : "", lines: range,
            text: lines[range].map { $0 + "\n" }.joined()))
        open = nil
      } else {
        open = (index, line.dropFirst(3).split(separator: " ").map(String.init))
      }
    }
    return blocks
  }

  /// The names of the parts that are generated, and the lines between their marks.
  var generated: [(name: String, lines: Range<Int>)] {
    var parts: [(name: String, lines: Range<Int>)] = []
    var open: (name: String, line: Int)?
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("<!-- generated: ") {
        open = (line.split(separator: " ").dropFirst(2).first.map(String.init) ?? "", index + 1)
      } else if line == "<!-- end of generated -->", let (name, start) = open {
        parts.append((name, start..<index))
        open = nil
      }
    }
    return parts
  }

  /// The text of a heading, as a link to it is written.
  static func anchor(_ heading: Substring) -> String {
    var anchor = ""
    for character in heading.lowercased() {
      if character == " " { anchor.append("-") }
      if character.isLetter || character.isNumber || character == "-" || character == "_" {
        anchor.append(character)
      }
    }
    return anchor
  }
}
