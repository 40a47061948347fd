import ByteScan
import Detection
import People
import Testing

@testable import ExfilCommand

@Suite("What tells whether anything about a person has changed") struct PersonFingerprintTests {
  /// The obvious way, which states of earlier versions hold.
  private func joined(_ person: Person) -> UInt64 {
    let lists = [person.logins, person.emails, person.aliases, person.hosts]
    let texts = [person.name, person.romaji, person.department, person.manager]
    let days = [person.hireDate, person.noticeDate, person.lastOfficeDay, person.lastDay]
    let all =
      [person.id, person.employment.rawValue] + lists.map { $0.joined(separator: "\u{1}") }
      + texts.map { $0.map { "=" + $0 } ?? "" }
      + days.map { day in day.map { String($0.daysSince1970) } ?? "" }
    return KeptRecords.fingerprint(of: Array(all.joined(separator: "\u{0}").utf8))
  }

  private func person(_ random: inout SeededRandom) -> Person {
    func text() -> String {
      ["", "a", "佐藤", "e\u{301}", "PC-01"].randomElement(using: &random) ?? ""
    }
    func list() -> [String] { (0..<Int.random(in: 0...3, using: &random)).map { _ in text() } }
    func day() -> CivilDate? {
      Bool.random(using: &random)
        ? nil : CivilDate(year: 2025, month: 1, day: Int.random(in: 1...28, using: &random))
    }
    var person = Person()
    person.id = text()
    (person.logins, person.emails, person.aliases, person.hosts) = (list(), list(), list(), list())
    person.name = Bool.random(using: &random) ? nil : text()
    person.manager = Bool.random(using: &random) ? nil : text()
    person.employment = Employment.allCases.randomElement(using: &random) ?? .temp
    (person.hireDate, person.lastDay, person.noticeDate) = (day(), day(), day())
    return person
  }

  @Test("It is that of the joined texts") func naiveTwin() {
    var random = SeededRandom(seed: 7)
    for _ in 0..<500 {
      let person = person(&random)
      #expect(person.fingerprint == joined(person))
    }
  }
}
