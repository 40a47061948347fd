internal import Reports
internal import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("顧客名簿", 8), ("ﾘｽﾄ", 3), ("リスト", 6), ("ＡＢ", 4), ("か\u{3099}", 2),
    ("é", 1), ("e\u{301}", 1), ("한국", 4), ("👤", 2), ("👨‍👩‍👧", 2), ("✔\u{FE0F}", 2), ("㊙", 2), ("…–", 2),
  ]) func `counts the columns of a terminal`(_ text: String, _ columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
  }

  @Test(arguments: 0...20) func `cuts at a character, never over the width`(columns: Int) {
    let text = "顧客名簿か\u{3099}ABC👨‍👩‍👧.xlsx"
    let cut = DisplayWidth.cut(text, to: columns)
    #expect(DisplayWidth.of(cut) <= columns)
    #expect(text.hasPrefix(cut.hasSuffix("…") ? String(cut.dropLast()) : cut))
    #expect(DisplayWidth.of(DisplayWidth.fit(text, to: columns)) == columns)
  }
}

@Suite struct VisibleTextTests {
  @Test(arguments: [
    ("plain 顧客", "plain 顧客"), ("\u{1B}]0;title\u{7}", #"\x1b]0;title\x07"#),
    ("a\nb\r\t", #"a\x0ab\x0d\x09"#), ("\u{9B}2J\u{7F}", #"\x9b2J\x7f"#),
    ("invoice_\u{202E}fdp.exe", "invoice_⟦U+202E⟧fdp.exe"), ("\u{200D}", "⟦U+200D⟧"),
  ]) func `shows what would act`(_ text: String, _ visible: String) {
    #expect(VisibleText.of(text) == visible)
  }

  @Test func `shows bytes that are no text in hexadecimal`() {
    #expect(VisibleText.of([0x8E, 0x52, 0x2E, 0x1B]) == #"\x8eR.\x1b"#)
  }
}

@Suite struct QuantityTextTests {
  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567")])
  func `puts a comma between thousands`(_ count: Int, _ text: String) {
    #expect(QuantityText.count(count) == text)
  }
}
