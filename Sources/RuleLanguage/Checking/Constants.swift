internal import EventModel
internal import RuleProgram

extension LiteralSyntax.Value {
  /// The type, as messages name it.
  var typeName: String {
    switch self {
    case .text: "text"
    case .number: "number"
    case .size: "size"
    case .duration: "duration"
    case .date: "date"
    case .time: "time of day"
    case .ip: "address"
    case .name: "name"
    }
  }
}

extension ValueType {
  /// The type, as messages name it.
  var typeName: String {
    switch self {
    case .text: "text"
    case .integer: "number"
    case .size: "size"
    case .duration: "duration"
    case .date: "date"
    case .time: "time"
    case .ip: "address"
    case .domain: "domain"
    case .email: "e-mail address"
    case .path: "path"
    case .user: "user"
    case .attachment: "attachment"
    case .word: "word"
    }
  }

  /// Whether values are compared as texts.
  var isTextual: Bool {
    switch self {
    case .text, .domain, .email, .path, .user: true
    case .integer, .size, .duration, .date, .time, .ip, .attachment, .word: false
    }
  }

  /// Whether values are numbers that can be added up.
  var isNumeric: Bool {
    switch self {
    case .integer, .size, .duration: true
    default: false
    }
  }
}

/// Multiplies a whole number by an exact factor.
///
/// - Returns: `nil` if the product is no whole number or too large.
func product(_ number: Int64, _ factor: Factor) -> Int64? {
  let (product, overflow) = number.multipliedReportingOverflow(by: factor.numerator)
  guard !overflow, product % factor.denominator == 0 else { return nil }
  return product / factor.denominator
}
