import Testing

@testable import LogFormats

struct JSONPathsTests {
  @Test(arguments: 0..<40) func `names lead where a naive search leads`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let letters = ["a", "b", "Name", "user", "時", "_", ""]
    func name() -> String {
      (0..<Int.random(in: 0...3, using: &random)).map { _ in
        letters.randomElement(using: &random) ?? ""
      }.joined()
    }
    let made = (0..<60).map { _ in (0..<Int.random(in: 1...3, using: &random)).map { _ in name() } }
    // A path that leads on from a value is none.
    let wanted = Set(made.filter { !$0.contains("") }).sorted { $0.joined() < $1.joined() }
    let paths = JSONPaths(wanted.enumerated().map { ($1, $0) })
    let tried = made + made.map { Array($0.dropLast()) + [name()] }
    for path in tried {
      var node = JSONPaths.root
      for part in path where node >= 0 {
        node = paths.child(of: node, named: Array(part.utf8).span)
      }
      #expect(paths.slot(at: node) == wanted.firstIndex(of: Array(path)) ?? -1, "\(path)")
    }
  }
}
