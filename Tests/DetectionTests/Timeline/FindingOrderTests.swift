internal import EventModel
internal import Testing

@testable internal import Detection

/// Findings are put in order by moving each once.
@Suite struct FindingOrderTests {
  @Test func `any order comes out as sorting gives it`() {
    var random = SystemRandomNumberGenerator()
    for count in [0, 1, 2, 3, 7, 100] {
      let findings = (0..<count).map { number in
        var finding = Finding()
        finding.first = Timestamp(microseconds: Int64(number % 5))
        finding.rule = "r\(number % 3)"
        finding.subject.value = "u\(number % 2)"
        finding.id = "\(number)"
        return finding
      }
      let expected = findings.sorted {
        ($0.first, $0.rule, $0.subject.value, $0.id) < ($1.first, $1.rule, $1.subject.value, $1.id)
      }
      for _ in 0..<20 {
        var shuffled = findings.shuffled(using: &random)
        shuffled.sortForReports()
        #expect(shuffled == expected)
      }
    }
  }
}
