package import EventModel
package import RuleProgram

/// What a list of rules tells about one of them.
package struct RuleListing: Hashable, Sendable {
  package var rule: CompiledRule
  /// How many of its tests expect an alert.
  package var alertTestCount: Int
  /// How many of its tests expect silence.
  package var silenceTestCount: Int
  /// The exceptions that name it, ended ones included, in the order of the files.
  package var allowances: [Allowance] = []
  /// How long it is disabled, if it ever was.
  package var disabling: ExceptionTerm?
  /// How many of the exceptions hold at present.
  package var heldAllowanceCount = 0
  /// Whether it is disabled at present.
  package var isDisabled = false

  /// Whether its findings count at present: it is neither on trial nor disabled.
  package var isLive: Bool { !rule.isTrial && !isDisabled }

  /// Returns the rules of a program in the order of their ids.
  ///
  /// - Parameters:
  ///   - program: The rules.
  ///   - now: The present time: exceptions end.
  /// - Returns: One entry for each rule.
  /// - Complexity: O(*n* log *n*) in the rules, and O(*t*) in the tests.
  package static func all(of program: RuleProgram, at now: Timestamp) -> [RuleListing] {
    var listings = program.rules.map {
      RuleListing(rule: $0, alertTestCount: 0, silenceTestCount: 0)
    }
    for allowance in program.allowances {
      for rule in allowance.rules {
        listings[rule].allowances.append(allowance)
        if now < allowance.term.endsAt { listings[rule].heldAllowanceCount += 1 }
      }
    }
    for disabled in program.disabledRules {
      listings[disabled.rule].disabling = disabled.term
      listings[disabled.rule].isDisabled = now < disabled.term.endsAt
    }
    for test in program.tests {
      if test.mustAlert {
        listings[test.rule].alertTestCount += 1
      } else {
        listings[test.rule].silenceTestCount += 1
      }
    }
    return listings.sorted { $0.rule.id.utf8.lexicographicallyPrecedes($1.rule.id.utf8) }
  }

  /// The techniques of MITRE ATT&CK that it is tagged with, such as `T1567.002`.
  package var techniques: [String] {
    var techniques: [String] = []
    for tag in rule.tags {
      guard let technique = Technique.id(ofTag: tag), !techniques.contains(technique) else {
        continue
      }
      techniques.append(technique)
    }
    return techniques
  }

  /// The kinds of event that it looks at, each once, step by step.
  var kinds: [String] {
    var kinds: [String] = []
    for kind in rule.steps.flatMap(\.alternatives).map(\.kind.name) where !kinds.contains(kind) {
      kinds.append(kind)
    }
    return kinds
  }

  /// The window as a rule writes it, such as `within 24h`; `nil` for a rule about single events.
  var window: String? {
    switch rule.window {
    case .none: nil
    case .sliding(let microseconds): "within \(Self.duration(microseconds))"
    case .calendar(let period): "each \(period.rawValue)"
    case .pieces(let microseconds): "each \(Self.duration(microseconds))"
    }
  }

  /// The file, and the 1-based line and column, in which it is defined.
  var place: (file: String, line: Int?, column: Int?) {
    let parts = rule.place.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 2, let line = Int(parts[parts.count - 2]),
      let column = Int(parts[parts.count - 1])
    else { return (rule.place, nil, nil) }
    return (parts.dropLast(2).joined(separator: ":"), line, column)
  }

  /// Returns a duration in the largest unit that leaves nothing over; a day is `24h`.
  static func duration(_ microseconds: Int64) -> String {
    let seconds = microseconds / 1_000_000
    for (unit, length) in [("d", Int64(86_400)), ("h", 3_600), ("m", 60)]
    where seconds % length == 0 && seconds >= length {
      if unit == "d" && seconds == length { continue }
      return "\(seconds / length)\(unit)"
    }
    return "\(seconds)s"
  }
}

/// Ids of techniques of MITRE ATT&CK.
enum Technique {
  /// Returns the id in a tag such as `attack.T1567.002`; `nil` for tags of tactics and other tags.
  static func id(ofTag tag: String) -> String? {
    guard tag.hasPrefix("attack.") else { return nil }
    let id = tag.dropFirst("attack.".count)
    let parts = id.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
    guard let letter = id.first, letter == "T" || letter == "t",
      parts.map(\.utf8.count) == [4] || parts.map(\.utf8.count) == [4, 3],
      parts.joined().utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return "T" + id.dropFirst()
  }
}
