internal import Foundation
internal import Testing

/// `exfil fmt`, as it is run.
@Suite struct FmtCommandTests {
  private let folder: TemporaryFolder
  private static let loose = "exfil 1\nuse \"std.exfil\"\nlet　a＝５０MB # how much\n"
  private static let form = "exfil 1\nuse \"std.exfil\"\n\nlet a = 50MB  # how much\n"

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.loose, to: "rules/loose.exfil")
    try folder.write(Self.form, to: "rules/neat.exfil")
    try folder.write("let\n", to: "rules/other.txt")
  }

  private func fmt(_ arguments: String..., input: String? = nil) throws -> CommandResult {
    try CommandResult(running: ["fmt"] + arguments, in: folder, input: input)
  }

  @Test func `changes what is not in its form, names it, and then has nothing to do`() throws {
    let first = try fmt("rules")
    #expect(first.status == 0 && first.output == "rules/loose.exfil\n" && first.errors.isEmpty)
    #expect(try folder.read("rules/loose.exfil") == Self.form)
    #expect(try folder.read("rules/neat.exfil") == Self.form)
    #expect(try folder.read("rules/other.txt") == "let\n")
    let second = try fmt("rules")
    #expect(second.status == 0 && second.output.isEmpty && second.errors.isEmpty)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("rules")).sorted()
    #expect(names == ["loose.exfil", "neat.exfil", "other.txt"])
  }

  @Test func `check changes nothing, names the files and ends with 1`() throws {
    let result = try fmt("--check", "rules")
    #expect(result.status == 1 && result.output == "rules/loose.exfil\n" && result.errors.isEmpty)
    #expect(try folder.read("rules/loose.exfil") == Self.loose)
    #expect(try fmt("--check", "rules/neat.exfil").status == 0)
  }

  @Test func `a file with mistakes is told about and left, the others are formatted`() throws {
    let broken = "exfil 1\nlet a = \n"
    try folder.write(broken, to: "rules/broken.exfil")
    let result = try fmt("rules")
    #expect(result.status == 3 && result.output == "rules/loose.exfil\n")
    #expect(result.errors.contains("error[") && result.errors.contains("rules/broken.exfil:2:"))
    #expect(result.errors.hasSuffix("exfil: rules/broken.exfil: 1 error; left as it is\n"))
    #expect(try folder.read("rules/broken.exfil") == broken)
    #expect(try fmt("--check", "rules").status == 3)
  }

  @Test func `standard input goes to standard output`() throws {
    let result = try fmt("-", input: "rules/loose.exfil")
    #expect(result.status == 0 && result.output == Self.form && result.errors.isEmpty)
    let check = try fmt("--check", "-", input: "rules/loose.exfil")
    #expect(check.status == 1 && check.output == "-\n")
    #expect(try fmt("-", "rules").status == 64)
  }

  @Test func `rights of a file stay`() throws {
    let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o664]
    let path = folder.path("rules/loose.exfil")
    try FileManager.default.setAttributes(attributes, ofItemAtPath: path)
    #expect(try fmt("rules/loose.exfil").status == 0)
    let after = try FileManager.default.attributesOfItem(atPath: path)
    #expect(after[.posixPermissions] as? Int == 0o664)
  }

  @Test func `a folder that cannot be written in is status 4, and nothing is lost`() throws {
    let everyone: [FileAttributeKey: Any] = [.posixPermissions: 0o755]
    try FileManager.default.setAttributes(everyone, ofItemAtPath: folder.path(""))
    try FileManager.default.setAttributes(everyone, ofItemAtPath: folder.path("rules"))
    let result = try CommandResult(running: ["fmt", "rules"], in: folder, asNobody: true)
    if result.status == 0 { return }  // Started without the rights of root, as the owner.
    #expect(result.status == 4 && result.output.isEmpty)
    #expect(result.errors.contains("rules/loose.exfil: cannot be written: Permission denied"))
    #expect(try folder.read("rules/loose.exfil") == Self.loose)
  }

  @Test(arguments: [["gone.exfil"], ["gone.exfil", "rules"]])
  func `a file that is not there is status 3`(_ paths: [String]) throws {
    let result = try CommandResult(running: ["fmt"] + paths, in: folder)
    #expect(result.status == 3 && result.output.isEmpty)
    #expect(result.errors.contains("`gone.exfil`: No such file or directory"))
    #expect(try folder.read("rules/loose.exfil") == Self.loose)
  }

  @Test func `a path must be named`() throws { #expect(try fmt().status == 64) }
}
