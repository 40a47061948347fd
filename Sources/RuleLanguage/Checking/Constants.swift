internal import EventModel
internal import RuleProgram

extension LiteralSyntax.Value {
  /// The type, as messages name it.
  var typeName: Phrase {
    switch self {
    case .text: Phrase("a text", "文字列")
    case .number: Phrase("a number", "数")
    case .size: Phrase("a size", "サイズ")
    case .duration: Phrase("a duration", "期間の長さ")
    case .date: Phrase("a date", "日付")
    case .time: Phrase("a time of day", "時刻")
    case .ip: Phrase("an address", "アドレス")
    case .name: Phrase("a name", "名前")
    }
  }
}

extension ValueType {
  /// The type, as messages name it.
  var typeName: Phrase {
    switch self {
    case .text: Phrase("a text", "文字列")
    case .integer: Phrase("a number", "数")
    case .size: Phrase("a size", "サイズ")
    case .duration: Phrase("a duration", "期間の長さ")
    case .date: Phrase("a date", "日付")
    case .time: Phrase("a time", "日時")
    case .ip: Phrase("an address", "アドレス")
    case .domain: Phrase("a domain", "ドメイン")
    case .email: Phrase("an e-mail address", "メールアドレス")
    case .path: Phrase("a path", "パス")
    case .user: Phrase("a user", "利用者")
    case .attachment: Phrase("an attachment", "添付ファイル")
    case .word: Phrase("a word", "決まった語")
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
