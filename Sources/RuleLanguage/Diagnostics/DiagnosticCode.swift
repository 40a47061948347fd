/// What a diagnostic is about; the text of a code never changes its meaning.
///
/// A new code needs an explanation (``explanation``; the compiler asks for it) and a golden file
/// under `Tests/RuleLanguageTests/Golden/Diagnostics` (a test asks for it).
package enum DiagnosticCode: String, CaseIterable, Hashable, Sendable {
  // Files and characters.
  case file = "E-file"
  case unsafeFile = "W-unsafe-file"
  case encoding = "E-encoding"
  case decoded = "N-encoding"
  case byteOrderMark = "W-byte-order-mark"
  case bidirectional = "E-bidi"
  case control = "E-control"
  case cycle = "E-cycle"
  case tooDeep = "E-too-deep"
  case tooLarge = "E-too-large"
  case tooMany = "E-too-many"
  case header = "E-header"
  case version = "E-version"
  case column = "E-column"
  case listLine = "E-list-line"
  case listValue = "E-list-value"

  // How it is written.
  case openText = "E-open-text"
  case openBlock = "E-open-block"
  case quotes = "E-quotes"
  case character = "E-character"
  case foreignOperator = "E-foreign-operator"
  case quantity = "E-quantity"
  case date = "E-date"
  case syntax = "E-syntax"
  case declaration = "E-declaration"
  case clause = "E-clause"
  case order = "E-order"
  case repeated = "E-repeated"
  case incomplete = "E-incomplete"
  case mixed = "E-mixed"
  case chain = "E-chain"
  case function = "E-function"

  // Names.
  case reserved = "E-reserved"
  case shadow = "E-shadow"
  case duplicate = "E-duplicate"
  case unknownLet = "E-unknown-let"
  case unknownList = "E-unknown-list"
  case unknownRule = "E-unknown-rule"
  case unknownCalendar = "E-unknown-calendar"
  case unknownZone = "E-unknown-zone"
  case unknownKind = "E-unknown-kind"
  case unknownField = "E-unknown-field"
  case unknownWord = "E-unknown-word"
  case unknownColumn = "E-unknown-column"
  case flag = "E-flag"
  case listType = "E-list-type"
  case severity = "E-severity"
  case category = "E-category"
  case mode = "E-mode"
  case period = "E-period"
  case weekday = "E-weekday"

  // Types and values.
  case type = "E-type"
  case unit = "E-unit"
  case address = "E-address"
  case range = "E-range"
  case factor = "E-factor"
  case constant = "E-constant"
  case emptyText = "E-empty-text"
  case emptySet = "E-empty-set"
  case wordList = "E-word-list"
  case missing = "E-missing"
  case severalValues = "E-several-values"
  case singleValue = "E-single-value"
  case severalKinds = "E-several-kinds"
  case resembles = "E-resembles"
  case companyDomains = "E-company-domains"
  case derived = "E-derived"

  // Totals, windows, messages.
  case total = "E-total"
  case window = "E-window"
  case root = "E-root"
  case history = "E-history"
  case layer = "E-layer"
  case placeholder = "E-placeholder"
  case cooldown = "W-cooldown"
  case never = "W-never"
  case always = "W-always"
  case tumbling = "W-tumbling"
  case slow = "W-slow"
  case unused = "W-unused"
  case emptyList = "W-empty-list"
  case variant = "W-variant"
  case untested = "W-untested"
  case unreached = "W-unreached"
  case unnoticed = "W-unnoticed"

  // Exceptions.
  case wide = "W-wide"
  case expired = "W-expired"
  case idle = "W-idle"

  // Formats, tests, what is to come.
  case format = "E-format"
  case layout = "E-layout"
  case timePattern = "E-time-pattern"
  case failedTest = "E-test"
  case failedSample = "E-sample"
  case notAvailable = "E-not-available"

  /// The code as it is printed, such as `E-missing`.
  package var text: String { rawValue }

  /// How bad it is; the first letter tells.
  package var severity: Diagnostic.Severity {
    switch rawValue.utf8.first {
    case UInt8(ascii: "W"): .warning
    case UInt8(ascii: "N"): .note
    default: .error
    }
  }

  /// Finds a code as people type it: in any case, with or without `E-`.
  package init?(written text: String) {
    let text = text.lowercased()
    let known = Self.allCases.first { code in
      code.rawValue.lowercased() == text || code.rawValue.dropFirst(2).lowercased() == text
    }
    guard let known else { return nil }
    self = known
  }

  /// Returns the code that a word most likely means.
  package static func nearest(to text: String) -> DiagnosticCode? {
    allCases.map { String($0.rawValue.dropFirst(2)) }.nearest(
      to: text.count > 2 && text.dropFirst().first == "-" ? String(text.dropFirst(2)) : text
    ).flatMap { DiagnosticCode(written: $0) }
  }
}
