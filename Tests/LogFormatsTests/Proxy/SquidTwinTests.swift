import EventModel
import Testing

@testable import LogFormats

/// Reads a native line with `%>st` in the most obvious way: split, convert, compare.
private enum NaiveSquid {
  static func call(_ line: String) -> String {
    let fields = line.split(separator: " ").map(String.init)
    if fields.isEmpty { return "ignored blank" }
    guard fields.count == 11 else { return "rejected column_count" }
    let pairs = [3, 8].map {
      fields[$0].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    }
    guard pairs.allSatisfy({ $0.count == 2 }) else { return "rejected malformed" }
    let stamp = fields[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let seconds = number(String(stamp[0])), seconds < 253_402_300_800,
      stamp.count == 1 || stamp[1].isEmpty
        || (stamp[1].count <= 3 && number(String(stamp[1])) != nil)
    else { return "rejected bad_time" }
    let status = String(pairs[0][1])
    for text in [fields[1], status] where text != "-" && !text.isEmpty && number(text) == nil {
      return "rejected bad_number"
    }
    for text in [fields[10], fields[4]] where text != "-" && number(text) == nil {
      let isNegative = text.first == "-" && number(String(text.dropFirst())) != nil
      return isNegative ? "rejected negative_size" : "rejected bad_number"
    }
    if fields[6].hasPrefix("error:") { return "ignored irrelevant" }
    var parts = ["event web"]
    if fields[7] != "-" { parts.append("user=\(fields[7])") }
    if let code = number(status) { parts.append("status=\(code)") }
    if let bytes = number(fields[10]) { parts.append("bytes_out=\(bytes)") }
    if let bytes = number(fields[4]) { parts.append("bytes_in=\(bytes)") }
    return parts.joined(separator: " ")
  }

  private static func number(_ text: String) -> Int64? {
    guard !text.isEmpty, text.allSatisfy(\.isNumber) else { return nil }
    return Int64(text)
  }
}

struct SquidTwinTests {
  private static let line =
    "1795243388.835    164 127.0.0.1 TCP_MISS/200 257 POST http://12.gigafile.nu/u sato.k HIER_DIRECT/127.77.1.1 text/html 62914765"

  @Test(arguments: 0..<40)
  func `agrees with the naive reader on mutated lines`(seed: UInt64) throws {
    let format = try LogFormat.squid(named: "site", logformat: SquidLogformat.adviceText)
    var random = SeededRandom(seed: seed)
    let alphabet = Array(" 0123456789.-/ax\t")
    var lines: [String] = []
    for _ in 0..<250 {
      var characters = Array(Self.line)
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let place = Int.random(in: 0..<characters.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: characters[place] = alphabet.randomElement(using: &random) ?? " "
        case 1: characters.remove(at: place)
        default: characters.insert(alphabet.randomElement(using: &random) ?? " ", at: place)
        }
      }
      lines.append(String(characters))
    }
    let sink = LogReader.record(
      lines.joined(separator: "\n"), as: format, fields: [.user, .status, .bytesOut, .bytesIn])
    // A negative time is no error of the line, so the twin does not look at those.
    for (line, call) in zip(lines, sink.calls)
    where !line.drop(while: { $0 == " " }).hasPrefix("-") && !line.contains(" -") {
      let expected = NaiveSquid.call(line)
      #expect(call == expected, "seed \(seed): \(line)")
    }
    #expect(sink.calls.count == lines.count)
  }

  @Test(arguments: 0..<40)
  func `makes one call a line of any bytes`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let layouts = SquidLogformatTests.rows.map(\.logformat) + [SquidLogformat.nativeText]
    let samples = SquidLogformatTests.rows.map(\.line) + [Self.line]
    for layout in layouts {
      let format = try LogFormat.squid(named: "any", logformat: layout)
      var bytes = Array(samples.joined(separator: "\n").utf8)
      for _ in 0..<60 {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        }
      }
      let lineCount = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).count
      let sink = LogReader.record(bytes, as: format)
      #expect(sink.calls.count == lineCount - (bytes.last == 0x0A ? 1 : 0), "seed \(seed)")
    }
  }
}
