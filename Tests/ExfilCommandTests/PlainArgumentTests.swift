internal import ArgumentParser
internal import Testing

@testable internal import ExfilCommand

@Suite struct PlainArgumentTests {
  @Test(
    arguments: [
      "a.log", "a.log b.log 顧客.log", "a.log --rules Rules --rules site.exfil",
      "--people roster.csv --leases leases.csv --timezone Asia/Tokyo --year 2026 --jobs 2 a.log",
      "a.log --as squid --as *.txt=postfix --ignore *.bak --ignore tmp/*",
      "a.log --output html=a.html --output csv=a.csv --format jsonl --csv-bom --csv-raw",
      "a.log --since 60d --until 2026-10-01 --user yamada --user u2 --rule r1 --fail-on high",
      "a.log --pseudonyms key --lang ja --memory 1GB --state kept --hash-inputs --stage-times",
    ])
  func `plain arguments mean what the parser says they mean`(_ line: String) throws {
    let arguments = line.split(separator: " ").map(String.init)
    let parsed = try ScanCommand.parse(arguments)
    let plain = try #require(ScanCommand(plain: arguments[...]))
    // The description of a command tells every argument, and which of them have no value yet.
    #expect("\(plain)" == "\(parsed)")
    #expect(!"\(plain)".contains("*definition*"))
  }

  @Test(
    arguments: [
      "", "-", "a.log -", "a.log --", "--people roster.csv", "a.log --people",
      "a.log --people=roster.csv",
      "a.log --people a --people b", "a.log -o csv=a.csv", "a.log --since -60d", "a.log --help",
      "a.log --csv-bom --csv-bom", "a.log --unknown", "a.log --no-csv-bom", "--version",
      "a.log --generate-completion-script", "a.log --people --jobs 2",
    ])
  func `anything else is left to the parser`(_ line: String) {
    let arguments = line.split(separator: " ").map(String.init)
    let plain = ScanCommand(plain: arguments[...])
    #expect(plain == nil)
  }

  @Test func `an empty argument is left to the parser`() {
    #expect(ScanCommand(plain: ["a.log", ""][...]) == nil)
    #expect(ScanCommand(plain: ["a.log", "--people", ""][...]) == nil)
  }

  @Test func `every option of a scan is known`() {
    let help = ScanCommand.helpMessage(columns: 400)
    let names = help.matches(of: /--[a-z][a-z-]+/).map { String($0.output) }
    #expect(names.count > 20)
    let ours: Set = ["--help", "--version", "--output"]
    for name in Set(names).subtracting(ours) {
      let isFlag = ScanCommand(plain: ["a.log", name][...]) != nil
      let takesValue = ScanCommand(plain: ["a.log", name, "1"][...]) != nil
      #expect(isFlag || takesValue, "\(name)")
    }
  }
}
