internal import ByteScan
internal import EventModel

/// The events that a rule, a step or an `allow` is about.
struct TimelinePattern {
  /// A kind of events, or a `define` of some of them.
  struct Source {
    var name: String
    var kind: EventKind
    /// The condition of the define; `nil` for a kind as a whole.
    var test: EventTest?

    /// The declaration; `nil` where none is needed.
    var declaration: String? { test.map { "define \(name) as \(kind.name) where \($0)" } }
  }

  var sources: [Source]
  var test: EventTest?
  var exemption: EventTest?

  func selects(_ event: TimelineEvent, in zone: TimelineZone) -> Bool {
    func isTrue(_ test: EventTest?) -> Bool? { test.map { $0.isTrue(of: event, in: zone) } }
    return sources.contains { $0.kind == event.kind && isTrue($0.test) ?? true }
      && isTrue(test) ?? true && !(isTrue(exemption) ?? false)
  }
}

extension TimelinePattern: CustomStringConvertible {
  var description: String {
    let parts: [String?] = [
      sources.map(\.name).joined(separator: " or "), test.map { "where \($0)" },
      exemption.map { "unless \($0)" },
    ]
    return parts.compactMap(\.self).joined(separator: " ")
  }
}

/// An exception, up to the end of a civil day.
struct TimelineException {
  var rule: String
  /// What an `allow` takes away; `nil` where the rule is disabled.
  var pattern: TimelinePattern?
  /// The last day, in days since 1970-01-01.
  var lastDay: Int64

  func removes(_ event: TimelineEvent, in zone: TimelineZone) -> Bool {
    zone.day(event.time) <= lastDay && pattern?.selects(event, in: zone) ?? true
  }

  var text: String {
    let date = CivilDate(daysSince1970: Int(lastDay)).text
    guard let pattern else { return "disable rule \(rule) until \(date) reason \"題\"" }
    return """
      allow off.\(rule) { for \(rule) when \(pattern) until \(date) reason "題" by "題" }
      """
  }
}
