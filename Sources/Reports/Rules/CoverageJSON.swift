internal import RuleProgram

/// The techniques that rules cover, for other programs.
package enum CoverageJSON {
  /// Returns a line for each technique; the order of the names never changes.
  ///
  /// - Complexity: O(*n*) in the rules and their tags.
  package static func lines(of coverage: [TechniqueCoverage]) -> [UInt8] {
    var buffer: [UInt8] = []
    for entry in coverage {
      var object = JSONObject(taking: &buffer)
      object.add("technique", entry.technique)
      object.add("score", entry.liveRules.count)
      object.addList("rules", entry.rules) { listing, element in
        element.add("rule", listing.rule.id)
        element.add("title", listing.rule.title)
        element.add("severity", listing.rule.severity.name)
        element.add("trial", listing.rule.isTrial)
        element.add("disabled", listing.isDisabled)
        element.add("allows", listing.heldAllowanceCount)
      }
      object.close(into: &buffer)
      buffer.append(UInt8(ascii: "\n"))
    }
    return buffer
  }

  /// Returns a layer for the ATT&CK Navigator, in its layer format 4.5.
  ///
  /// The score of a technique is the number of live rules that name it.
  ///
  /// - Complexity: O(*n*) in the rules and their tags.
  package static func navigatorLayer(of coverage: [TechniqueCoverage]) -> [UInt8] {
    NavigatorLayer(
      description: "Rules of exfil by technique; the score is the number of live rules.",
      entries: coverage.map { entry in
        NavigatorLayer.Entry(
          technique: entry.technique, score: entry.liveRules.count, comment: comment(on: entry))
      }
    ).bytes
  }

  private static func comment(on entry: TechniqueCoverage) -> String {
    entry.rules.map { listing in
      let trial = listing.rule.isTrial ? " (trial)" : ""
      let disabled = listing.isDisabled ? " (disabled)" : ""
      return "\(listing.rule.id): \(listing.rule.title)\(trial)\(disabled)"
    }.joined(separator: "\n")
  }
}
