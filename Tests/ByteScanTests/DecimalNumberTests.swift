import ByteScan
import Testing

struct DecimalNumberTests {
  typealias Outcome = Result<Int64, DecimalError>

  static let counts: [(text: String, outcome: Outcome)] = [
    ("0", .success(0)), ("007", .success(7)), ("9223372036854775807", .success(.max)),
    ("9223372036854775808", .failure(.overflow)), ("18446744073709551616", .failure(.overflow)),
    ("00000000000000000000000001", .success(1)), ("99999999999999999999999", .failure(.overflow)),
    ("-1", .failure(.negative)), ("-", .failure(.notADigit)), ("--1", .failure(.negative)),
    ("1e9", .failure(.notADigit)), ("+5", .failure(.notADigit)), (" 5", .failure(.notADigit)),
    ("5 ", .failure(.notADigit)), ("１２３", .failure(.notADigit)), ("", .failure(.empty)),
    ("1234567890123456789x", .failure(.notADigit)),
  ]

  @Test(arguments: counts) func `reads a count`(text: String, outcome: Outcome) {
    let bytes = Array(text.utf8)
    let found = Outcome { () throws(DecimalError) in try bytes.span.decimalCount() }
    #expect(found == outcome)
  }

  static let signed: [(text: String, outcome: Outcome)] = [
    ("-1", .success(-1)), ("-9223372036854775808", .success(.min)), ("5", .success(5)),
    ("-9223372036854775809", .failure(.overflow)), ("--1", .failure(.notADigit)),
    ("-", .failure(.notADigit)), ("- 1", .failure(.notADigit)), ("", .failure(.empty)),
  ]

  @Test(arguments: signed) func `reads a signed number`(text: String, outcome: Outcome) {
    let bytes = Array(text.utf8)
    let found = Outcome { () throws(DecimalError) in try bytes.span.decimalInt64() }
    #expect(found == outcome)
  }

  static let seconds: [(text: String, outcome: Outcome)] = [
    ("1731900000.123", .success(1_731_900_000_123_000)), ("0", .success(0)),
    ("1.000001", .success(1_000_001)), ("1.0000019", .success(1_000_001)),
    ("1.", .failure(.empty)), (".5", .failure(.empty)), ("1.2.3", .failure(.notADigit)),
    ("1.5x", .failure(.notADigit)), ("-1.5", .failure(.negative)),
    ("9223372036854", .success(9_223_372_036_854_000_000)),
    ("9223372036855", .failure(.overflow)),
  ]

  @Test(arguments: seconds) func `reads seconds with a fraction`(text: String, outcome: Outcome) {
    let bytes = Array(text.utf8)
    let found = Outcome { () throws(DecimalError) in try bytes.span.fixedPointMicroseconds() }
    #expect(found == outcome)
  }

  @Test(arguments: 0..<50) func `agrees with the standard library`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<50 {
      let value =
        UInt64.random(in: .min ... .max, using: &random)
        >> UInt64.random(in: 0...63, using: &random)
      let bytes = Array(String(value).utf8)
      #expect((try? bytes.span.decimalUInt64()) == value, "seed \(seed)")
      let noise = random.bytes(
        Int.random(in: 1...22, using: &random), from: Array("0123456789".utf8))
      #expect(
        (try? noise.span.decimalUInt64()) == UInt64(String(decoding: noise, as: UTF8.self)),
        "seed \(seed)")
    }
  }
}
