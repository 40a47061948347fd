internal import EventModel
internal import RuleProgram

/// Rules as JSON Lines: one object a rule.
package enum RuleListJSON {
  /// Returns a line for each rule; the order of the names never changes.
  ///
  /// - Complexity: O(*n*) in the rules and their texts.
  package static func lines(of listings: [RuleListing]) -> [UInt8] {
    var buffer: [UInt8] = []
    for listing in listings {
      append(listing, to: &buffer)
      buffer.append(UInt8(ascii: "\n"))
    }
    return buffer
  }

  private static func append(_ listing: RuleListing, to buffer: inout [UInt8]) {
    let rule = listing.rule
    let place = listing.place
    var object = JSONObject(taking: &buffer)
    object.add("rule", rule.id)
    object.add("title", rule.title)
    object.add("category", rule.category)
    object.add("severity", rule.severity.name)
    object.add("score", rule.baseScore)
    object.add("trial", rule.isTrial)
    object.add("disabled_until", listing.disabling?.lastDay.text)
    object.addList("allows", listing.allowances) { allowance, element in
      element.add("name", allowance.name)
      element.add("until", allowance.term.lastDay.text)
      element.add("reason", allowance.term.reason)
      element.add("by", allowance.approver)
    }
    object.add("attack", listing.techniques)
    object.add("tags", rule.tags)
    object.add("kinds", listing.kinds)
    object.add("steps", rule.steps.count)
    object.add("root", rule.root.name)
    object.add("window", listing.window)
    object.addObject("tests") { tests in
      tests.add("must_alert", listing.alertTestCount)
      tests.add("must_not_alert", listing.silenceTestCount)
    }
    object.add("file", place.file)
    object.add("line", place.line)
    object.add("column", place.column)
    object.close(into: &buffer)
  }
}
