internal import Detection
internal import Digests
internal import EventModel
internal import RuleProgram

/// Findings and the account of a run as one HTML page: no outside assets, readable without script.
///
/// People are ranked by score; each has a timeline, what left by which channel, where to, and the
/// lines of evidence. What does not fit is named with its number: JSON Lines has all. The page
/// forbids the browser everything but its own style and its own small script, by their hashes.
package struct PageReport: Sendable {
  /// About how many bytes the sections about people may take.
  package static let sectionByteCount = 14_000_000
  /// The most rows of the table of people.
  package static let rowLimit = 3000

  private let language: ReportLanguage

  /// Creates a page in a language.
  package init(language: ReportLanguage = .english) { self.language = language }

  /// Hands the page to the receiver, piece by piece.
  ///
  /// - Throws: What the receiver throws.
  /// - Complexity: O(*n* log *n*) in the findings; holds the sections in memory, up to
  ///   ``sectionByteCount``.
  package func write<Failure: Error>(
    _ run: PublishedRun, to receive: (Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    let people = RankedSubject.ranked(run.findings, leaving: run.leaving)
    let writer = PersonSection(run: run, language: language)
    // In pieces of the right size: one buffer for all would be there twice whenever it grows.
    var sections: [[UInt8]] = []
    var sectionByteCount = 0
    var shownFindings = 0
    for person in people {
      var section = HTMLText()
      let count = writer.append(person, to: &section)
      sectionByteCount += section.bytes.count
      guard sectionByteCount <= Self.sectionByteCount else { break }
      var piece: [UInt8] = []
      piece.reserveCapacity(section.bytes.count)
      piece += section.bytes
      sections.append(piece)
      shownFindings += count
    }
    var page = HTMLText()
    let parts = PageParts(run: run, language: language)
    appendHead(to: &page)
    parts.appendTop(people: people, to: &page)
    page.markup("<main id=\"main\">\n")
    parts.appendFilters(people: people, to: &page)
    PeopleTable(run: run, language: language)
      .append(people, sectionCount: sections.count, to: &page)
    try receive(page.bytes.span)
    for section in sections { try receive(section.span) }
    sections = []
    page = HTMLText()
    let hidden = run.findings.count - shownFindings
    if hidden > 0 {
      page.element(
        "p class=\"notice bad\"",
        language(
          "\(QuantityText.count(hidden)) more findings (of \(QuantityText.count(run.findings.count))) "
            + "are not shown on this page: the report in JSON Lines has all of them.",
          "この頁に載せていない検出が他に \(QuantityText.count(hidden)) 件あります"
            + "(全 \(QuantityText.count(run.findings.count)) 件)。JSON Lines の報告には全件があります。"))
    }
    CoverageCalendar(run: run, language: language).append(to: &page)
    parts.appendUnanswered(to: &page)
    parts.appendInputs(to: &page)
    page.markup("</main>\n<footer>")
    page.text(
      language(
        "exfil \(run.version). A finding is a reason to look, no proof of intent. Times are those of "
          + "\(run.zone.name). Each line of evidence is named by file, line and the SHA-256 of its bytes.",
        "exfil \(run.version)。検出は確認のきっかけであり、意図の証明ではありません。時刻は "
          + "\(run.zone.name)。証拠の各行はファイル名・行番号・行の SHA-256 で示します。"))
    page.markup("</footer>\n<script>\(PageScript.text)</script>\n</body>\n</html>\n")
    try receive(page.bytes.span)
  }

  /// The policy that the page gives the browser.
  package static let policy =
    "default-src 'none'; style-src '\(hash(of: PageStyle.text))'; "
    + "script-src '\(hash(of: PageScript.text))'; base-uri 'none'; form-action 'none'"

  private static func hash(of text: String) -> String {
    let bytes = Array(text.utf8)
    return "sha256-" + Base64.text(of: SHA256Digest.digest(of: bytes.span).bytes)
  }

  private func appendHead(to page: inout HTMLText) {
    page.markup(
      "<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\">\n<head>\n<meta charset=\"utf-8\">\n")
    page.markup("<meta http-equiv=\"Content-Security-Policy\" content=\"\(Self.policy)\">\n")
    page.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    page.markup("<meta name=\"referrer\" content=\"no-referrer\">\n")
    page.element("title", language("Findings – exfil", "検出報告 – exfil"))
    page.markup("\n<style>\(PageStyle.text)</style>\n</head>\n<body>\n")
    page.element("a class=\"skip\" href=\"#main\"", language("To the findings", "本文へ"))
    page.markup("\n")
  }
}
