internal import Detection
internal import EventModel
internal import Reports
internal import Testing

@Suite struct FindingReaderTests {
  private let zone = CivilZone(fixedOffsetInSeconds: 9 * 3600, name: "Asia/Tokyo")

  private func line(_ finding: Finding) -> [UInt8] {
    var bytes: [UInt8] = []
    FindingJSON(zone: zone).append(finding, to: &bytes)
    return bytes
  }

  /// What is wrong with a line, and where; `nil` if it is a finding.
  private func fault(_ text: String) -> JSONFault? {
    let bytes = Array(text.utf8)
    do throws(JSONFault) {
      _ = try FindingReader.finding(in: bytes.span)
      return nil
    } catch {
      return error
    }
  }

  @Test func `what the writer writes is read back`() throws {
    var odd = FindingSample.bare
    odd.title = "a\u{1B}[2J\u{202E}\"\\\n\t\u{1F600}"
    odd.bytesOut = .max
    odd.why = "w"
    odd.next = "n"
    odd.owner = "o"
    for finding in [FindingSample.complete, FindingSample.bare, odd] {
      let bytes = line(finding)
      let read = try FindingReader.finding(in: bytes.span)
      // Reports have milliseconds.
      #expect(line(read) == bytes)
      #expect(read.title == finding.title && read.subject == finding.subject)
      #expect(read.evidence == finding.evidence && read.scoreTerms == finding.scoreTerms)
    }
  }

  @Test func `the ids of what a finding rests on are read, and unknown names are left alone`()
    throws
  {
    var finding = FindingSample.complete
    finding.grounds = [.init(id: "a1", rule: "r", score: 60)]
    var text = String(decoding: line(finding), as: UTF8.self)
    text = #"{"later":[1.5e3,{"a":null,"b":[true,false,[]]}],"# + text.dropFirst()
    let bytes = Array(text.utf8)
    let read = try FindingReader.finding(in: bytes.span)
    #expect(read.grounds.map(\.id) == ["a1"] && read.id == finding.id)
  }

  @Test(arguments: [
    ("", 0, "ends before"), ("nul", 3, "ends before"), ("nuxl", 2, "not JSON"),
    ("{} x", 3, "something follows"), ("[1,]", 3, "not JSON"), ("[1 2]", 3, "not JSON"),
    (#"{"a" 1}"#, 5, "not JSON"), (#"{"a":1,"a":2}"#, 7, "stands twice"), ("01", 0, "not JSON"),
    ("1.", 2, "ends before"), ("-", 1, "ends before"), ("1e+x", 3, "not JSON"),
    ("\"\u{1}\"", 1, "control character"), (#""\x""#, 2, "not JSON"), (#""\u12"#, 5, "ends before"),
    (#""\ud800""#, 1, "surrogate"), (#""\ud800\u0041""#, 1, "surrogate"),
    (#""\udc00""#, 1, "surrogate"), ("\"abc", 4, "ends before"), ("5", 0, "must be an object"),
    ("{}", 0, "`id`"), (#"{"id":[]}"#, 6, "`id` must be a string, and is an array"),
    (String(repeating: "[", count: 100), 64, "nested too deeply"),
  ]) func `says what is wrong and where`(_ text: String, _ offset: Int, _ message: String) {
    let fault = fault(text)
    #expect(
      fault?.offset == offset && fault?.english.contains(message) == true,
      "\(text): \(fault as Any)")
    #expect(fault?.japanese.isEmpty == false)
  }

  @Test func `bytes that are not UTF-8 are told`() {
    var bytes = Array("\"ab".utf8)
    bytes += [0x8E, UInt8(ascii: "\"")]
    #expect(throws: JSONFault.self) { try FindingReader.finding(in: bytes.span) }
  }

  @Test(arguments: [
    (#""severity":"high""#, #""severity":"grave""#, "`severity`"),
    (#""score":87"#, #""score":8.5"#, "whole number"),
    (#""score":87"#, #""score":"87""#, "whole number"),
    (#""kind":"user""#, #""kind":"ghost""#, "`kind`"),
    (#""count":12"#, #""count":-1"#, "must not be negative"),
    (#""line":48211"#, #""line":null"#, "`line`"),
    (#""first":""#, #""first":"x"#, "`first` is no time"),
    (#""destinations":["#, #""destinations":[1,"#, "array of strings"),
    (#""evidence":["#, #""evidence":[7,"#, "must be an object"),
    (#""evidence_total":12"#, #""evidence_total":99999999999999999999"#, "64 bits"),
  ]) func `a finding with a wrong member is none`(
    _ right: String, _ wrong: String, _ message: String
  ) {
    let text = String(decoding: line(FindingSample.complete), as: UTF8.self)
    #expect(text.contains(right), "the sample has no \(right) any more; choose another member")
    #expect(fault(text.replacing(right, with: wrong))?.english.contains(message) == true)
  }

  @Test func `no change of a byte makes it stumble`() {
    let whole = line(FindingSample.complete)
    var refused = 0
    for index in whole.indices {
      for byte: UInt8 in [0, 0x22, 0x5C, 0x7B, 0x5D, 0xFF] {
        var bytes = whole
        bytes[index] = byte
        let text = bytes
        do throws(JSONFault) { _ = try FindingReader.finding(in: text.span) } catch {
          #expect((0...whole.count).contains(error.offset))
          refused += 1
        }
      }
      let cut = Array(whole[..<index])
      #expect(throws: JSONFault.self) { try FindingReader.finding(in: cut.span) }
    }
    #expect(refused > whole.count)
  }
}
