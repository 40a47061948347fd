import Testing

@testable import LogFormats

struct PercentEncodingTests {
  @Test(arguments: [
    ("/a%20b", "/a b"), ("/%E5%96%B6%e6%a5%ad.csv", "/営業.csv"), ("100%", "100%"), ("%2", "%2"),
    ("%zz%41", "%zzA"), ("%2520", "%20"), ("", ""),
  ])
  func `undoes escapes once`(_ text: String, _ expected: String) {
    var bytes = Array(text.utf8)
    PercentEncoding.undo(in: &bytes)
    #expect(bytes == Array(expected.utf8))
  }
}
