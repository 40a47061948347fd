package import Detection
internal import Foundation
internal import GRDB

/// How the program of a run relates to those whose numbers stand in kept facts.
package struct KeptPrograms: Sendable {
  /// The number of the program in the state; `nil` if it is not there yet.
  package var current: Int64?
  /// How the numbers of each earlier program are changed.
  package var numbers: [Int64: RecordNumbers] = [:]
  /// The rules that know nothing of what was read before: new ones, and those that select other
  /// events now.
  package var coldRules: [String] = []
  /// Whether what is new to somebody must be learnt anew.
  package var isHistoryCold = false
  /// Whether anything that decides on findings is other than in the run before.
  package var isChanged = false
  /// Whether there are facts of earlier runs at all.
  package var hasFacts = false
}

extension StateStore {
  /// Compares a program with those of earlier runs.
  package func programs(against print: ProgramPrint) throws(StateFailure) -> KeptPrograms {
    try read { db in
      var programs = KeptPrograms()
      programs.hasFacts =
        try Bool.fetchOne(db, sql: "SELECT EXISTS(SELECT 1 FROM reading)") ?? false
      let last = try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'program'")
      programs.isChanged = programs.hasFacts && last != print.whole
      var warm: Set<String>?
      for row in try Row.fetchAll(db, sql: "SELECT * FROM program ORDER BY id") {
        let id: Int64 = row["id"]
        let rules = try JSONDecoder().decode(
          [ProgramPrint.Rule].self, from: Data((row["rules"] as String).utf8))
        let history = try JSONDecoder().decode(
          [String].self, from: Data((row["history"] as String).utf8))
        if rules == print.rules, history == print.history { programs.current = id }
        let isHistoryCold = !Set(print.history).isSubset(of: history)
        programs.numbers[id] = RecordNumbers(
          rules: rules.map { rule in print.rules.firstIndex(of: rule).map { UInt16($0) } },
          historyKeys: history.map { key in
            isHistoryCold ? nil : print.history.firstIndex(of: key).map { UInt16($0) }
          })
        let hasFacts =
          try Bool.fetchOne(
            db, sql: "SELECT EXISTS(SELECT 1 FROM pack WHERE program = ?)", arguments: [id])
          ?? false
        guard hasFacts else { continue }
        programs.isHistoryCold = programs.isHistoryCold || isHistoryCold
        let known = Set(rules.filter { print.rules.contains($0) }.map(\.id))
        warm = warm.map { $0.intersection(known) } ?? known
      }
      if let warm { programs.coldRules = print.rules.map(\.id).filter { !warm.contains($0) } }
      return programs
    }
  }
}

extension RunCommit {
  /// Writes the program of the run, and returns its number.
  package func keep(_ print: ProgramPrint, known: Int64?) throws -> Int64 {
    try set("program", to: print.whole)
    if let known { return known }
    let encoder = JSONEncoder()
    let rules = String(decoding: try encoder.encode(print.rules), as: UTF8.self)
    let history = String(decoding: try encoder.encode(print.history), as: UTF8.self)
    try db.execute(
      sql: "INSERT INTO program(rules, history) VALUES (?, ?)", arguments: [rules, history])
    return db.lastInsertedRowID
  }
}
