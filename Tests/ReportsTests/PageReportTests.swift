internal import Detection
internal import Digests
internal import EventModel
internal import Foundation
internal import Reports
internal import RuleProgram
internal import Testing

/// The HTML page as text; `Tests/Readers/verify` opens it in a browser.
@Suite struct PageReportTests {
  private func page(_ run: PublishedRun, _ language: ReportLanguage = .english) -> String {
    var bytes: [UInt8] = []
    PageReport(language: language).write(run) { (part: Span<UInt8>) in
      for index in part.indices { bytes.append(part[index]) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func between(_ text: String, _ start: String, _ end: String) throws -> String {
    let from = try #require(text.range(of: start)).upperBound
    let to = try #require(text.range(of: end, range: from..<text.endIndex)).lowerBound
    return String(text[from..<to])
  }

  @Test func `the policy forbids everything but the page's own style and script`() throws {
    let page = page(HostileSample.run([FindingSample.complete]))
    let policy = try between(page, "Content-Security-Policy\" content=\"", "\"")
    #expect(policy.hasPrefix("default-src 'none'; "))
    for (source, element) in [("style-src", "style"), ("script-src", "script")] {
      let bytes = Array(try between(page, "<\(element)>", "</\(element)>").utf8)
      let hash = Data(SHA256Digest.digest(of: bytes.span).bytes).base64EncodedString()
      #expect(
        policy.contains("\(source) 'sha256-\(hash)'"), "the browser would refuse the \(element)")
    }
    #expect(!page.contains("http://") && !page.contains("https://") && !page.contains(" style="))
    #expect(!page.contains(" src="))
  }

  @Test(arguments: ReportLanguage.allCases)
  func `hostile text becomes neither markup nor control`(_ language: ReportLanguage) throws {
    let page = page(HostileSample.run(HostileSample.findings), language)
    #expect(page.components(separatedBy: "<script").count == 2)
    #expect(page.components(separatedBy: "</script").count == 2)
    #expect(page.components(separatedBy: "</style").count == 2)
    for tag in ["<img", "<b>a", "<i>12", "<u>", "href=\"javascript", "\" onmouseover"] {
      #expect(!page.contains(tag), "\(tag)")
    }
    #expect(
      page.unicodeScalars.allSatisfy {
        $0 == "\n"
          || $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0.value != 0x202E
            && !(0x2066...0x2069).contains($0.value) && $0.value != 0x200B && $0.value != 0xFEFF
      })
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(page.contains("⟦U+202E⟧"))
    #expect(page.components(separatedBy: "<article ").count - 1 == HostileSample.findings.count)
  }

  @Test func `tells who, when, what, where to, and with which evidence`() throws {
    var finding = FindingSample.complete
    finding.shown = HostileSample.findings[28].shown
    let page = page(HostileSample.run([finding]))
    for text in [
      "佐藤 健", "sato.k", "営業部", "last week", "notice 2026-09-01", "last day 2026-10-16", "73.4 MB",
      "12.gigafile.nu", "proxy/access.log.3.gz:48211", "ab12", "T1567.002", "../../etc/passwd",
      "NOT everything was read", "bytes_out", "gzip_truncated", "missing",
      "<svg class=\"chart\"", "web 73.4 MB",
    ] { #expect(page.contains(text), "\(text)") }
    #expect(page.contains("data-a=\"2026-10-12\" data-z=\"2026-10-12\""))
    #expect(page.contains("data-c=\"personal_cloud\" data-s=\"3\""))
  }

  @Test func `says so when there is nothing`() {
    #expect(page(HostileSample.run([])).contains("No findings in what was read."))
    #expect(page(HostileSample.run([]), .japanese).contains("読み取った範囲に検出はありません。"))
  }

  @Test func `speaks the language asked for`() {
    let page = page(HostileSample.run([FindingSample.complete]), .japanese)
    #expect(page.contains("<html lang=\"ja\">"))
    for text in ["対象者(スコア順)", "最終週", "退職日 2026-10-16", "個人契約のクラウド", "判定できなかったもの"] {
      #expect(page.contains(text), "\(text)")
    }
  }

  @Test func `stays small whatever there is, and says how many more there are`() throws {
    let many = (0..<40_000).map { number in
      var finding = FindingSample.complete
      finding.id = "\(number)"
      finding.score = number % 90
      finding.subject.value = "user\(number / 8)"
      finding.user = finding.subject.value
      finding.message = String(repeating: "<", count: 300)
      return finding
    }
    let page = page(HostileSample.run(many))
    #expect(page.utf8.count < 20_000_000)
    let shown = page.components(separatedBy: "<article ").count - 1
    #expect(shown > 1000)
    #expect(page.contains("more findings (of 40,000) are not shown on this page"))
    #expect(page.contains("… and 2,000 more people"))
  }

  @Test func `one noisy rule cannot hide another`() {
    var noise = (0..<500).map { number in
      var finding = FindingSample.complete
      finding.id = "\(number)"
      return finding
    }
    var other = FindingSample.complete
    other.rule = "mail.quiet"
    other.score = 1
    other.severity = .low
    noise.append(other)
    let page = page(HostileSample.run(noise))
    #expect(page.contains("mail.quiet"))
    #expect(page.contains("… and 480 more findings about this subject"))
  }
}
