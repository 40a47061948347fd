internal import SystemBoundary
internal import Testing

@testable internal import ExfilCommand

@Suite struct RulesSearchTests {
  private func names(_ files: [RawPath]) -> [String] {
    files.map { String(decoding: $0.lastComponent, as: UTF8.self) }
  }

  @Test func `a folder stands for its rule files in the order of their bytes`() throws {
    let folder = try TemporaryFolder()
    for name in ["usb.exfil", "Cloud.exfil", "é.exfil", "notes.txt", "lists/x.exfil"] {
      try folder.write("exfil 1\n", to: name)
    }
    let files = try RulesSearch.files(
      named: [RawPath(folder.path(""))], environment: nil, executable: nil)
    #expect(names(files) == ["Cloud.exfil", "usb.exfil", "é.exfil"])
  }

  @Test func `what is named comes before the environment, and that before the places`() throws {
    let folder = try TemporaryFolder()
    let one = RawPath(try folder.write("", to: "one.exfil"))
    let two = RawPath(try folder.write("", to: "two.exfil"))
    try folder.write("", to: "share/exfil/Rules/three.exfil")
    let program = RawPath(folder.path("bin/exfil"))
    try folder.write("", to: "bin/exfil")
    #expect(
      try RulesSearch.files(named: [one, one], environment: two, executable: program) == [one])
    #expect(try RulesSearch.files(named: [], environment: two, executable: program) == [two])
    #expect(
      names(try RulesSearch.files(named: [], environment: nil, executable: program))
        == ["three.exfil"])
  }

  @Test func `tells every place it has tried`() {
    let failure = #expect(throws: RulesSearch.Failure.self) {
      try RulesSearch.files(
        named: [], environment: nil, executable: "/nowhere/bin/exfil", folder: "/nowhere")
    }
    #expect(failure?.isNotFound == true)
    #expect(failure?.lines.contains("  /nowhere/bin/../share/exfil/Rules") == true)
    #expect(failure?.lines.contains("  /nowhere/Rules") == true)
  }

  @Test func `tells every bad place that was named, and an empty folder is one`() throws {
    let folder = try TemporaryFolder()
    let failure = #expect(throws: RulesSearch.Failure.self) {
      try RulesSearch.files(
        named: [RawPath(folder.path("")), RawPath(folder.path("missing.exfil"))],
        environment: nil, executable: nil)
    }
    #expect(failure?.lines.count == 2 && failure?.isNotFound == false)
    #expect(failure?.lines.first?.hasPrefix("no .exfil file in the folder") == true)
  }
}
