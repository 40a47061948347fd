import ByteScan
import Testing

@testable import LogFormats

struct HeaderTextTests {
  /// A header as Postfix logs it, the parameter asked for, and its text.
  static let parameters: [(header: String, name: String, text: String?)] = [
    (#"attachment;? filename="a.xlsx""#, "filename", "a.xlsx"),
    ("attachment; filename=a.xlsx; size=4", "filename", "a.xlsx"),
    (#"attachment; filename="a \"b\"; c.xlsx""#, "filename", #"a "b"; c.xlsx"#),
    ("attachment", "filename", nil),
    ("attachment;? FileName=a.txt", "filename", "a.txt"),
    ("attachment;? filename*=utf-8''%E9%A1%A7%E5%AE%A2.xlsx", "filename", "顧客.xlsx"),
    ("attachment;? filename*=utf-8''%E9%A1%A7%E5%AE%A2%E5", "filename", "顧客"),
    ("attachment;? filename*=utf-8''%E9%A1%A7%E", "filename", "顧"),
    ("attachment;? filename*=Shift_JIS'ja'%8C%DA%8Bq.xlsx", "filename", "顧客.xlsx"),
    (
      "attachment;? filename*0*=utf-8''%E9%A1%A7;? filename*1*=%E5%AE%A2;? filename*2=.xlsx",
      "filename", "顧客.xlsx"
    ),
    (
      "attachment;? filename*0*=utf-8''%E9%A1%A7;? filename*1*=%E5%AE%A2;? filename*2*=%E3",
      "filename", "顧客"
    ),
    (
      "attachment;? filename*0*=utf-8''%E9%A1%A7%E5;? filename*1*=%AE%A2;? filename*2*", "filename",
      "顧客"
    ),
    (#"attachment;? filename="=?UTF-8?B?6aGn5a6iLnhsc3g=?=""#, "filename", "顧客.xlsx"),
    (#"attachment;? filename="=?UTF-8?B?6aGn5Q==?=? =?UTF-8?B?rqIueGxzeOU"#, "filename", "顧客.xlsx"),
    (#"attachment;? filename="=?ISO-2022-JP?B?GyRCOFw1UhsoQi54bHN4?=""#, "filename", "顧客.xlsx"),
    (#"attachment;? filename="=?UTF-8?Q?=E9=A1=A7=E5=AE=A2_1.xlsx?=""#, "filename", "顧客 1.xlsx"),
    (#"application/octet-stream;? name="a.bin""#, "name", "a.bin"),
    (#"attachment;? filename="what? a.txt""#, "filename", "what? a.txt"),
    (#"attachment;? filename="cut of"#, "filename", "cut of"),
  ]

  @Test(arguments: parameters)
  func `finds the name of an attachment, as far as it is logged`(
    header: String, name: String, text: String?
  ) {
    let bytes = Array(header.utf8)
    let unfolded = HeaderText.unfolded(bytes.span)
    let found = HeaderParameters(unfolded.span).text(of: name)
    #expect(found.map { String(decoding: $0, as: UTF8.self) } == text)
  }

  /// A text with encoded words and what it says.
  static let words: [(String, String)] = [
    ("plain text", "plain text"),
    ("=?utf-8?Q?Gr=C3=BC=C3=9Fe?=? =?utf-8?Q?_=E2=80=92?= test", "Grüße ‒ test"),
    ("Re: =?UTF-8?B?6aGn?= =?UTF-8?B?5a6i?= list", "Re: 顧客 list"),
    ("=?UTF-8?B?6aGn5Q==?= =?UTF-8?B?rqI=?=", "顧客"),
    ("=?euc-jp?B?uNy10g==?=", "顧客"),
    ("=?no-such-set?Q?abc?=", "abc"),
    ("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
    ("=?utf-8*ja?Q?a_b?=", "a b"),
    ("=?utf-8?Q?a=4", "a"),
    ("a =? b", "a =? b"),
  ]

  @Test(arguments: words)
  func `decodes encoded words`(text: String, decoded: String) {
    let bytes = Array(text.utf8)
    let unfolded = HeaderText.unfolded(bytes.span)
    #expect(String(decoding: EncodedWords.decode(unfolded.span), as: UTF8.self) == decoded)
  }

  @Test(arguments: 0..<200)
  func `ends on any cut and any bytes`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let text = Self.parameters.randomElement(using: &random)?.header ?? ""
    var bytes = Array(text.utf8)
    bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
    for _ in 0..<Int.random(in: 0...4, using: &random) where !bytes.isEmpty {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] =
        UInt8.random(in: 0...255, using: &random)
    }
    let unfolded = HeaderText.unfolded(bytes.span)
    #expect(unfolded.count <= bytes.count)
    #expect((HeaderParameters(unfolded.span).text(of: "filename") ?? []).count <= bytes.count * 3)
  }
}
