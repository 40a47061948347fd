internal import ByteScan
internal import Testing

@testable internal import RuleLanguage

@Suite struct KanjiVariantsTests {
  @Test(arguments: [
    ("高橋", ["髙橋"]), ("髙橋", ["高橋"]), ("渡辺", ["渡邊", "渡邉"]), ("山﨑", ["山崎", "山嵜"]),
    ("浜辺", ["濱辺", "濵辺", "浜邊", "浜邉"]), ("𠮷野", ["吉野"]), ("ﾀｶﾊｼ", []), ("顧客名簿", []),
    ("takahashi", []),
  ])
  func `knows the other ways to write a name`(text: String, others: [String]) {
    #expect(KanjiVariants.others(of: text) == others)
    #expect(KanjiVariants.isVaried(text) == !others.isEmpty)
  }

  @Test func `folding keeps each of them apart`() {
    for scalar in (0x2E80...0x9FFF).compactMap(Unicode.Scalar.init) {
      let text = String(scalar)
      for other in KanjiVariants.others(of: text) {
        #expect(TextFolding.folded(text) != TextFolding.folded(other), "\(text) \(other)")
        #expect(KanjiVariants.others(of: other).contains(text), "\(text) \(other)")
      }
    }
  }
}
