import Testing

@testable import LogFormats

struct RecordNumberTests {
  /// A text, bytes a unit, and the number or the fault.
  static let rows: [(text: String, factor: Int64, result: Result<Int64, RecordFault>)] = [
    ("0", 1, .success(0)), ("1234", 1, .success(1234)), ("1,234", 1, .success(1234)),
    ("12,345,678", 1000, .success(12_345_678_000)), ("1.5", 1024, .success(1536)),
    ("0.001", 1000, .success(1)), ("1,234.5", 1000, .success(1_234_500)),
    ("9223372036854775807", 1, .success(.max)),
    ("9223372036854775808", 1, .failure(.badNumber)),
    ("9223372036854775807", 1000, .failure(.badNumber)), ("1.5", 1, .failure(.badNumber)),
    ("1.", 1000, .failure(.badNumber)), (".5", 1000, .failure(.badNumber)),
    ("12,34", 1, .failure(.badNumber)), (",123", 1, .failure(.badNumber)),
    ("1,2345", 1, .failure(.badNumber)), ("-5", 1, .failure(.negativeSize)),
    ("+5", 1, .failure(.badNumber)), ("1e9", 1, .failure(.badNumber)),
    ("１２", 1, .failure(.badNumber)), ("5 ", 1, .failure(.badNumber)),
    ("--", 1, .failure(.badNumber)),
  ]

  @Test(arguments: rows) func `reads numbers as exports write them`(
    _ row: (text: String, factor: Int64, result: Result<Int64, RecordFault>)
  ) {
    let bytes = Array(row.text.utf8)
    let result = Result { () throws(RecordFault) -> Int64 in
      try RecordNumber.read(bytes.span, 0..<bytes.count, factor: row.factor)
    }
    #expect(result == row.result, "\(row.text) × \(row.factor)")
  }
}
