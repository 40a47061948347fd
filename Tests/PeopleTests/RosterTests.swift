import ByteScan
import EventModel
import Testing

@testable import People

/// Reads a roster from CSV text.
func roster(_ text: String) throws -> Roster {
  try Roster(reading: Array(text.utf8), file: "people.csv")
}

/// Returns the mistakes of a table, each as `line:column code`.
func mistakes(_ read: () throws -> Void) -> [String] {
  do {
    try read()
    return []
  } catch let errors as PeopleErrors {
    return errors.errors.map { "\($0.place.line):\($0.place.column) \($0.code.rawValue)" }
  } catch {
    return ["\(error)"]
  }
}

struct RosterTests {
  @Test func `reads every column`() throws {
    let text = """
      id,login,email,aliases,name,romaji,department,manager,employment,hire_date,notice_date,last_office_day,last_day,hosts
      e1001,tanaka;tanaka.t ; adm-tanaka,tanaka@acme.jp,"田中, 太郎;TT",田中 太郎,Tanaka Taro,営業部,e0001,temp,2020-04-01,2026/9/1,2026/10/2,2026-10-31,PC-01;PC-02
      """
    let person = try #require(try roster(text).people.first)
    var expected = Person()
    expected.id = "e1001"
    expected.logins = ["tanaka", "tanaka.t", "adm-tanaka"]
    expected.emails = ["tanaka@acme.jp"]
    expected.aliases = ["田中, 太郎", "TT"]
    expected.name = "田中 太郎"
    expected.romaji = "Tanaka Taro"
    expected.department = "営業部"
    expected.manager = "e0001"
    expected.employment = .temp
    expected.hireDate = CivilDate(year: 2020, month: 4, day: 1)
    expected.noticeDate = CivilDate(year: 2026, month: 9, day: 1)
    expected.lastOfficeDay = CivilDate(year: 2026, month: 10, day: 2)
    expected.lastDay = CivilDate(year: 2026, month: 10, day: 31)
    expected.hosts = ["PC-01", "PC-02"]
    #expect(person == expected)
  }

  @Test(arguments: [
    "user", "user_id", "id", "社員番号", "USER_ID", " id ", "ＩＤ", "login", "logins",
  ])
  func `one column names the person`(header: String) throws {
    #expect(try roster("\(header)\ne1\n").people.map(\.id) == ["e1"])
  }

  @Test func `columns have Japanese names and any order`() throws {
    let read = try roster("退職日,最終出社日,部署,氏名,社員番号,type\n2026/10/31,2026/10/2,営業,田中,e1,派遣")
    let person = try #require(read.people.first)
    #expect(person.id == "e1" && person.name == "田中" && person.department == "営業")
    #expect(person.lastDay?.text == "2026-10-31" && person.lastOfficeDay?.text == "2026-10-02")
    #expect(person.employment == .temp)
  }

  @Test(arguments: [
    ("employee", Employment.employee), ("正社員", .employee), ("", .employee), ("役員", .employee),
    ("Contractor", .contractor), ("業務委託", .contractor), ("TEMP", .temp), ("派遣", .temp),
  ])
  func `employment has English and Japanese words`(word: String, expected: Employment) throws {
    let read = try roster("id,employment\ne1,\(word)")
    #expect(read.people.first?.employment == expected)
    #expect(read.notes.map(\.code) == (word == "役員" ? [.unknownEmployment] : []))
  }

  @Test func `reads what a spreadsheet in Japan saves`() throws {
    // 社員番号,氏名 and 1,髙田 in CP932, with CRLF.
    let bytes: [UInt8] =
      [0x8E, 0xD0, 0x88, 0xF5, 0x94, 0xD4, 0x8D, 0x86, 0x2C, 0x8E, 0x81, 0x96, 0xBC, 0x0D, 0x0A]
      + [0x31, 0x2C, 0xFB, 0xFC, 0x93, 0x63, 0x0D, 0x0A]
    let read = try Roster(reading: bytes, file: "people.csv")
    #expect(read.people.first?.name == "髙田")
    #expect(read.notes.map(\.code) == [.decoded])
    #expect(try roster("\u{FEFF}id\ne1").people.map(\.id) == ["e1"])
  }

  @Test func `unknown columns are named and ignored`() throws {
    let read = try roster("id,calendar,座席\ne1,jp,3F")
    #expect(read.people.count == 1)
    #expect(
      read.notes.map { "\($0.place) \($0.code.rawValue)" } == [
        "people.csv:1:4 unknown_column", "people.csv:1:13 unknown_column",
      ])
    #expect(read.notes.first?.message.english.contains("\"calendar\"") == true)
  }

  @Test(arguments: [
    ("", ["1:1 empty_table"]), ("name\n田中", ["1:1 missing_column"]),
    ("id,user\n1,2", ["1:4 duplicate_column"]),
    ("id,name\ne1,a\ne1,b", ["3:1 duplicate_person"]),
    ("name,id\na,e1\nb,Ｅ１", ["3:3 duplicate_person"]),
    ("id,name\ne1,a\ne1,a", []),
    ("login,name\nt,a\nt,b", ["3:1 duplicate_person"]),
    ("id,login,name\n,,田中", ["2:1 no_identity"]),
    ("id,login,name\n, ,田中", ["2:1 no_identity"]),
    ("id,hire_date,last_day\ne1,2026-04-02,2026-04-01", ["2:15 dates_reversed"]),
    ("id,hire_date,last_day\ne1,2026-04-01,2026-04-01", []),
    ("id,last_office_day,last_day\ne1,2026-04-02,2026-04-01", ["2:15 dates_reversed"]),
    ("id,hire_date,contract_end\ne1,2026-04-02,2026-04-01", ["2:15 dates_reversed"]),
    ("id,last_day\ne1,2026-02-30\ne2,next week\ne3,2026/2/28", ["2:4 bad_date", "3:4 bad_date"]),
    ("id,last_day\ne1,２０２６/4/1", []), ("id,last_day\ne1,2026年4月1日", ["2:4 bad_date"]),
    ("id,name\ne1,a,b\ne2", ["2:6 column_count", "3:1 column_count"]), ("id,name\ne1,a,,\n,\n", []),
    ("id,name\ne1,\"a\ne2,b", ["2:4 open_quote"]),
    ("id,name\n\"e1\"x,a\ne2,b", ["2:5 text_after_quote"]),
    // All mistakes at once, in the order of the file.
    (
      "id,last_day\n,x\ne1,y\ne1,2026-01-01\ne1,2026-01-02",
      [
        "2:1 no_identity", "2:2 bad_date", "3:4 bad_date", "4:1 duplicate_person",
        "5:1 duplicate_person",
      ]
    ),
  ])
  func `every mistake is told with its place`(text: String, expected: [String]) {
    #expect(mistakes { _ = try roster(text) } == expected)
  }

  @Test(arguments: [
    ("notice_date,last_day\ne1,2026-11-01,2026-10-31", ["2:4 unlikely_dates"]),
    ("notice_date,last_day\ne1,2026-10-31,2026-10-31", []),
    ("notice_date,contract_end\ne1,2026-11-01,2026-10-31", ["2:4 unlikely_dates"]),
    ("hire_date,notice_date\ne1,2026-10-02,2026-10-01", ["2:4 unlikely_dates"]),
    ("hire_date,notice_date\ne1,2026-10-01,2026-10-01", []),
  ])
  func `dates in an unlikely order are noted`(columns: String, expected: [String]) throws {
    let notes = try roster("id,\(columns)").notes
    #expect(notes.map { "\($0.place.line):\($0.place.column) \($0.code.rawValue)" } == expected)
  }

  @Test(arguments: [
    ("contract_end\ne1,2026-10-31", "2026-10-31"), ("契約終了日\ne1,2026/10/31", "2026-10-31"),
    ("last_day,contract_end\ne1,,2026-10-31", "2026-10-31"),
    ("contract_end,last_day\ne1,2026-10-31,2026-12-31", "2026-12-31"),
  ])
  func `a contract ends on the last day, where no other is given`(
    columns: String, expected: String
  ) throws {
    #expect(try roster("id,\(columns)").people.first?.lastDay?.text == expected)
  }

  @Test func `refuses what is no text`() {
    #expect(
      mistakes { _ = try Roster(reading: [0x69, 0xFF, 0xFF], file: "x") } == ["1:1 not_text"])
  }

  @Test func `inline tests make up people`() throws {
    let place = TablePlace(file: "rule.exfil", line: 7, column: 3)
    let read = try Roster(
      given: [("e1", ["last_day": "2025-04-10", "type": "派遣"]), ("e2", [:])], place: place)
    #expect(read.people.map(\.id) == ["e1", "e2"])
    #expect(read.people[0].employment == .temp)
    let wrong = mistakes {
      _ = try Roster(given: [("e1", ["lastday": "x", "last_day": "x"])], place: place)
    }
    #expect(wrong.sorted() == ["7:3 bad_date", "7:3 missing_column"])
  }
}
