internal import ByteScan
internal import RuleLanguage
internal import RuleProgram
internal import Testing

@Suite struct LexerTests {
  static let kinds: [(text: String, kinds: [Token.Kind])] = [
    ("", []),
    (
      "when usb.bulk_copy 顧客フォルダ _a1",
      [
        .name("when"), .name("usb.bulk_copy"), .name("顧客フォルダ"), .name("_a1"),
      ]
    ),
    ("attack.T1567.002.", [.name("attack.T1567.002"), .invalid(0)]),
    (
      "ｗｈｅｎ　ｓｉｚｅ　≧　１０ＭＢ",
      [.name("when"), .name("size"), .symbol(.greaterOrEqual), .size(10_000_000)]
    ),
    (
      "≥ ≦ ≤ ≠ >= <= != < > =",
      [
        .symbol(.greaterOrEqual), .symbol(.lessOrEqual), .symbol(.lessOrEqual), .symbol(.notEqual),
        .symbol(.greaterOrEqual), .symbol(.lessOrEqual), .symbol(.notEqual), .symbol(.less),
        .symbol(.greater), .symbol(.equal),
      ]
    ),
    (
      "{}(),*-+..｛｝（），",
      [
        .symbol(.openBrace), .symbol(.closeBrace), .symbol(.openParenthesis),
        .symbol(.closeParenthesis), .symbol(.comma), .symbol(.star), .symbol(.minus),
        .symbol(.plus),
        .symbol(.range), .symbol(.openBrace), .symbol(.closeBrace), .symbol(.openParenthesis),
        .symbol(.closeParenthesis), .symbol(.comma),
      ]
    ),
    (
      #""\\fs01\顧客" "say ""yes""" “全角” ＂x＂ """#,
      [
        .text(#"\\fs01\顧客"#), .text(#"say "yes""#), .text("全角"), .text("x"), .text(""),
      ]
    ),
    ("\"open\nnext", [.invalid(0), .name("next")]),
    ("a # b c\n\"# no comment\" # end", [.name("a"), .text("# no comment")]),
    (
      "50MB 1GiB 2KB 1TB 0B 1.5GB 3kb 1_000MB",
      [
        .size(50_000_000), .size(1 << 30), .size(2_000), .size(1_000_000_000_000), .size(0),
        .size(1_500_000_000), .size(3_000), .size(1_000_000_000),
      ]
    ),
    ("50Mb 0.0001KB 99999999999TB 5X", [.invalid(0), .invalid(1), .invalid(2), .invalid(3)]),
    (
      "30m 24h 7d 2w 1h30m 90s",
      [
        .duration(1_800_000_000), .duration(86_400_000_000), .duration(604_800_000_000),
        .duration(1_209_600_000_000), .duration(5_400_000_000), .duration(90_000_000),
      ]
    ),
    ("3months 1y 99999999999999999999d", [.invalid(0), .invalid(1), .invalid(2)]),
    (
      "2025-04-10 2024-02-29 2025-02-29 2025-4-1",
      [
        .date(CivilDate(year: 2025, month: 4, day: 10)),
        .date(CivilDate(year: 2024, month: 2, day: 29)), .invalid(0), .invalid(1),
      ]
    ),
    (
      "0:00 09:00 24:00 24:01 9:60 08:00-20:00",
      [
        .time(0), .time(540), .time(1_440), .invalid(0), .invalid(1), .time(480), .symbol(.minus),
        .time(1_200),
      ]
    ),
    (
      "22:00 .. 05:00 1..2 1.5",
      [
        .time(1_320), .symbol(.range), .time(300), .number(Factor(numerator: 1, denominator: 1)),
        .symbol(.range), .number(Factor(numerator: 2, denominator: 1)),
        .number(Factor(numerator: 15, denominator: 10)),
      ]
    ),
    (
      "1_000 2.50 99999999999999999999",
      [
        .number(Factor(numerator: 1_000, denominator: 1)),
        .number(Factor(numerator: 25, denominator: 10)), .invalid(0),
      ]
    ),
    (
      "10.0.0.0/8 192.168.1.1 10.0.0.256 10.0.0.0/33",
      [
        .ip("10.0.0.0/8"), .ip("192.168.1.1"), .invalid(0), .invalid(1),
      ]
    ),
    (
      "== && || 'x' 「",
      [.invalid(0), .invalid(1), .invalid(2), .invalid(3), .name("x"), .invalid(4), .invalid(5)]
    ),
    ("\u{FEFF}exfil\u{00A0}1", [.name("exfil"), .number(.one)]),
  ]

  @Test(arguments: kinds) func `cuts a text into tokens`(_ row: (text: String, kinds: [Token.Kind]))
  {
    let source = SourceText(row.text, name: "test.exfil")
    let tokenized = Lexer.tokenize(source)
    #expect(tokenized.tokens.last?.kind == .end)
    #expect(tokenized.tokens.dropLast().map(\.kind) == row.kinds)
    #expect(tokenized.tokens.dropLast().allSatisfy { !$0.range.isEmpty })
  }

  @Test(arguments: [
    "⟦when⟧ ⟦upload⟧", "⟦\"\\\\fs01\\顧客\"⟧⟦=⟧⟦１０MB⟧  # 注\n⟦次⟧", "　⟦ｗｈｅｎ⟧\t⟦≧⟧",
  ])
  func `keeps places in bytes as they stand`(_ marked: String) {
    let expected = MarkedText(marked)
    let tokens = Lexer.tokenize(SourceText(expected.text, name: "test.exfil")).tokens.dropLast()
    #expect(tokens.map(\.range) == expected.ranges)
  }

  /// Shortcuts for plain tokens against the reading that defines what a token is.
  @Test(arguments: 0..<40) func `reads plain tokens as any others`(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    let pieces = [
      " ", "\n", "\t", "\r\n", "#", "# 注 c\n", "\"", "\"\"", "\"a b\"", "\"顧客\"", "\"a…b\"", "＂",
      "“", "”",
      "a", "when", "usb.bulk", "_", ".", "..", "顧", "ａ", "\u{202E}", "\u{7F}", "0", "7", "12", "１",
      "10",
      "08:00", "24:00", "9:60", "2025-04-02", "KB", "MB", "mB", "GiB", "h", "m", "1h30m", "2w", "d",
      "X", "/8",
      "10.0.0.1", "1.2.3.", "256.1.1.1", "2025-", "2025-4-1", "2025-13-01", "B", "1.5", "1_000",
      "999999999999999", "99999999999", "{", "}", "(", ")", ",", "*", "+", "-", "->",
      "=", "==", "!=", "<", "<=", ">", ">=", "!", "&&", "|", "~", ":", "／", "＝", "-5", "=\"x\"",
      "\u{FEFF}",
    ]
    for _ in 0..<200 {
      let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }.joined()
      let source = SourceText(text, name: "test.exfil")
      let short = Lexer.tokenize(source)
      let long = Lexer.tokenize(source, takesShortcuts: false)
      #expect(short.tokens == long.tokens, "seed \(seed): \(text.debugDescription)")
      #expect(short.hidden == long.hidden, "seed \(seed): \(text.debugDescription)")
      #expect(short.comments == long.comments, "seed \(seed): \(text.debugDescription)")
      #expect(
        short.diagnostics.map(\.code) == long.diagnostics.map(\.code),
        "seed \(seed): \(text.debugDescription)")
    }
  }

  @Test func `keeps comments and tells what stands first on a line`() {
    let tokenized = Lexer.tokenize(SourceText("a b # 一\n  c\n# 二", name: "test.exfil"))
    #expect(tokenized.tokens.map(\.isFirstOnLine) == [true, false, true, true])
    #expect(tokenized.comments == [4..<9, 14..<19])
  }

  @Test func `notices characters that reorder text, in comments and texts too`() {
    for text in ["a \u{202E}b", "# \u{2066}", "\"\u{200F}\"", "\u{061C}"] {
      let tokenized = Lexer.tokenize(SourceText(text, name: "test.exfil"))
      #expect(tokenized.hidden[.bidirectionalControl] != nil, "\(text.unicodeScalars.map(\.value))")
    }
    #expect(Lexer.tokenize(SourceText("日本語 …", name: "x")).hidden.isEmpty)
  }
}
