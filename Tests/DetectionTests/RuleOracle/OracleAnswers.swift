internal import EventModel
internal import Foundation

/// What the prototype thinks of a case.
struct OracleAnswer: Decodable {
  struct Test: Decodable {
    /// Whether the rule spoke; `nil` if the prototype cannot tell.
    var fired: Bool?
    var score: Int?
  }

  var decision: String
  var message: String
  var tests: [Test]
}

/// Asks the prototype, once for the whole corpus.
enum OraclePrototype {
  struct Failure: Error, CustomStringConvertible { var description: String }

  private struct Request: Encodable {
    struct Prelude: Encodable {
      var rules: String
    }
    struct Case: Encodable {
      var prelude: String
      var text: String
    }
    var fields: [String: [String: String]]
    var parts: [String: [String: String]]
    var preludes: [String: Prelude]
    var cases: [Case]
  }

  /// - Throws: ``Failure`` if there is no Python 3, or if the script ends badly.
  static func answers(to corpus: OracleCorpus) throws -> [OracleAnswer] {
    let request = Request(
      fields: fields, parts: parts,
      preludes: corpus.preludes.mapValues { Request.Prelude(rules: $0.rules) },
      cases: corpus.cases.map {
        Request.Case(prelude: $0.prelude, text: "exfil 1\n\($0.text)\n")
      })
    // Files, not pipes: both sides may write much before they read.
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "exfil-oracle-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let question = folder.appending(path: "question.json")
    let answer = folder.appending(path: "answer.json")
    try JSONEncoder().encode(request).write(to: question)
    try Data().write(to: answer)

    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "-B", OracleFiles.oracle.appending(path: "judge.py").path,
    ]
    process.standardInput = try FileHandle(forReadingFrom: question)
    process.standardOutput = try FileHandle(forWritingTo: answer)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus != 127 else {
      throw Failure(description: "there is no python3; `make setup` installs it")
    }
    guard process.terminationStatus == 0 else {
      throw Failure(description: "judge.py ended with status \(process.terminationStatus)")
    }
    return try JSONDecoder().decode([OracleAnswer].self, from: Data(contentsOf: answer))
  }

  /// The table of fields, in the prototype's notation.
  private static var fields: [String: [String: String]] {
    var fields: [String: [String: String]] = [:]
    for kind in EventKind.allCases {
      for declaration in Schema.declarations(of: kind) {
        fields[kind.name, default: [:]][declaration.field.name] = notation(of: declaration)
      }
    }
    return fields
  }

  private static func notation(of declaration: FieldDeclaration) -> String {
    let name =
      switch declaration.type {
      case .integer: "int"
      case .duration: "dur"
      case .word(let words): "enum:" + words.map(\.text).joined(separator: ",")
      case .text, .size, .date, .time, .ip, .domain, .email, .path, .user, .attachment:
        "\(declaration.type)"
      }
    return name + (declaration.isList ? "*" : declaration.isOptional ? "?" : "")
  }

  /// The parts of compound values, as the language has them.
  private static let parts = [
    "email": ["domain": "domain", "local": "text", "address": "email"],
    "attachment": ["name": "text", "size": "size?", "extension": "text?"],
    "user": [
      "days_left": "int?", "department": "text?",
      "phase": "enum:none,before_notice,notice,last_30_days,last_week,final_leave,departed?",
    ],
  ]
}
