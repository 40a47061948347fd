import ByteScan
import Testing

@testable import LogFormats

/// Lines of Postfix are read as their naive twin reads them.
struct PostfixLineTests {
  /// A queue id by looking at each letter as often as one likes.
  private func naiveQueueID(_ text: String) -> String? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let id = text[..<colon]
    let large = Set("0123456789ABCDEF")
    if id.allSatisfy(large.contains) { return id.count >= 5 ? String(id) : nil }
    let consonants = Set("bcdfghjklmnpqrstvwxyzBCDFGHJKLMNPQRSTVWXYZ0123456789")
    return id.allSatisfy(consonants.contains) && id.count >= 10 ? String(id) : nil
  }

  @Test(arguments: 0..<50) func `finds queue ids as the naive twin does`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let alphabets = ["0123456789ABCDEF", "4BCDFGhjklmnpqrst789", "0A9FzE", "@AZ[`az{09/:é\u{7F}"]
    for _ in 0..<200 {
      let letters = Array(alphabets[Int.random(in: 0..<4, using: &random)])
      let count = Int.random(in: 0...16, using: &random)
      let id = String(
        (0..<count).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
      let text = Array((id + [": removed", "", ":"][Int.random(in: 0..<3, using: &random)]).utf8)
      let found = PostfixLine.queueID(text.span, 0..<text.count)
      #expect(
        found.map { String(decoding: text[$0], as: UTF8.self) }
          == naiveQueueID(String(decoding: text, as: UTF8.self)))
    }
  }

  /// What stands behind the first `name`, up to a comma or a blank.
  private func naiveValue(after name: String, in text: Substring) -> Substring? {
    text.firstRange(of: name).map { text[$0.upperBound...].prefix { $0 != "," && $0 != " " } }
  }

  @Test(arguments: 0..<50) func `reads deliveries and clients as the naive twin does`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed: seed)
    let parts = [
      ", relay=", ", status=", ",", " ", "mx[192.0.2.1]:25", "sent", "deliverable", "x=y", ", r",
      ", s",
      "sasl_username=", "_username=", ", sasl_method=PLAIN", "[10.0.0.1]", "=",
    ]
    for _ in 0..<200 {
      let count = Int.random(in: 0...8, using: &random)
      let rest = (0..<count).map { _ in parts[Int.random(in: 0..<parts.count, using: &random)] }
        .joined()
      try compareDelivery("ABCDE: to=<a@b>" + rest)
      try compareClient("ABCDE: client=" + rest)
    }
  }

  private func compareDelivery(_ text: String) throws {
    let bytes = Array(text.utf8)
    let behind = text.dropFirst("ABCDE: to=<a@b".count)
    let relay = naiveValue(after: ", relay=", in: behind)
    let status = naiveValue(after: ", status=", in: behind)
    let hasAddress = [">,", "> "].contains(behind.prefix(2)) || behind == ">"
    // Only what stands directly behind the address is made so that it ends there.
    guard hasAddress else { return }
    guard let relay, let status else {
      #expect(throws: MailFault.malformed, "\(text)") {
        try PostfixLine(bytes.span, message: 0..<bytes.count)
      }
      return
    }
    let item = try PostfixLine(bytes.span, message: 0..<bytes.count)?.item
    guard case .delivery(_, let relayPlace, let statusPlace)? = item else {
      #expect(status.hasPrefix("deliverable") || status.hasPrefix("undeliverable"), "\(text)")
      return
    }
    #expect(String(decoding: bytes[relayPlace], as: UTF8.self) == relay, "\(text)")
    #expect(String(decoding: bytes[statusPlace], as: UTF8.self) == status, "\(text)")
  }

  private func compareClient(_ text: String) throws {
    let bytes = Array(text.utf8)
    let item = try PostfixLine(bytes.span, message: 0..<bytes.count)?.item
    guard case .client(_, let user)? = item else { return #expect(Bool(false), "\(text)") }
    #expect(
      user.map { String(decoding: bytes[$0], as: UTF8.self) }
        == naiveValue(after: "sasl_username=", in: text[...]).map(String.init), "\(text)")
  }
}
