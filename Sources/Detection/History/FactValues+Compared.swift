internal import ByteScan
internal import EventModel
internal import RuleProgram

extension FactValues {
  /// Returns the values of an operand in the form in which tests compare them, as a mapper notes
  /// them too.
  func comparedTexts(of operand: Operand, of fact: Int) -> [[UInt8]] {
    guard case .field(let field) = operand.origin else { return [] }
    if operand.isNumber {
      return numbers(of: operand, of: fact).map { Array(String($0).utf8) }
    }
    let source = operand.textSource(elements: ElementType(of: field))
    return wholeTexts(of: field, of: fact).compactMap { text in
      guard let range = source.part.range(in: text.span) else { return nil }
      var compared: [UInt8] = []
      source.form.write(text.span.extracting(range), into: &compared)
      return compared.isEmpty ? nil : compared
    }
  }
}
