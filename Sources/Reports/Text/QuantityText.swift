internal import EventModel
/// Counts in the form people read; sizes are those of `ValueText`.
package enum QuantityText {
  /// Returns a count with a comma between thousands.
  package static func count(_ value: Int) -> String {
    var digits = Array(String(value.magnitude))
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: position)
      position -= 3
    }
    return (value < 0 ? "-" : "") + String(digits)
  }

  /// Returns a count with its noun: `1 line`, `2,000 lines`.
  package static func count(_ value: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(count(value)) \(value == 1 ? singular : plural ?? singular + "s")"
  }
}
