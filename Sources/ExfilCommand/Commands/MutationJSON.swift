internal import Reports
internal import RuleLanguage

/// Writes for programs what became of the changes of rules, one object a line.
///
///     {"subject":"rule","name":"usb.copy","changes":31,"noticed":28,"unnoticed":3}
enum MutationJSON {
  static func lines(of outcomes: [ChangeOutcome]) -> String {
    var buffer: [UInt8] = []
    for outcome in outcomes {
      append("{\"subject\":", to: &buffer)
      JSONText.append(outcome.subject.kind.rawValue, to: &buffer)
      append(",\"name\":", to: &buffer)
      JSONText.append(outcome.subject.name, to: &buffer)
      let counts = [
        ("changes", outcome.changeCount), ("noticed", outcome.noticedCount),
        ("unnoticed", outcome.unnoticedCount),
      ]
      for (name, count) in counts { append(",\"\(name)\":\(count)", to: &buffer) }
      append("}\n", to: &buffer)
    }
    return String(decoding: buffer, as: UTF8.self)
  }

  private static func append(_ text: String, to buffer: inout [UInt8]) {
    buffer.append(contentsOf: text.utf8)
  }
}
