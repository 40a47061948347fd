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
  /// The format is that of `layers/LAYERFORMATv4_5.md` in the repository mitre-attack/attack-navigator. The
  /// score of a technique is the number of live rules that name it. No version of ATT&CK is
  /// named, so the Navigator takes its current one.
  ///
  /// - Complexity: O(*n*) in the rules and their tags.
  package static func navigatorLayer(of coverage: [TechniqueCoverage]) -> [UInt8] {
    var buffer: [UInt8] = []
    var layer = JSONObject(taking: &buffer)
    layer.add("name", "exfil")
    layer.addObject("versions") { versions in
      versions.add("navigator", "4.9.0")
      versions.add("layer", "4.5")
    }
    layer.add("domain", "enterprise-attack")
    layer.add("description", "Rules of exfil by technique; the score is the number of live rules.")
    layer.add("sorting", 3)
    layer.addObject("layout") { layout in
      layout.add("layout", "side")
      layout.add("showID", true)
      layout.add("showName", true)
      layout.add("expandedSubtechniques", "annotated")
    }
    layer.addList("techniques", coverage) { entry, technique in
      technique.add("techniqueID", entry.technique)
      technique.add("score", entry.liveRules.count)
      technique.add("comment", comment(on: entry))
      technique.add("enabled", true)
    }
    layer.addObject("gradient") { gradient in
      gradient.add("colors", ["#ffffff", "#66b1ff"])
      gradient.add("minValue", 0)
      gradient.add("maxValue", max(1, coverage.map(\.liveRules.count).max() ?? 0))
    }
    layer.close(into: &buffer)
    buffer.append(UInt8(ascii: "\n"))
    return buffer
  }

  private static func comment(on entry: TechniqueCoverage) -> String {
    entry.rules.map { listing in
      let trial = listing.rule.isTrial ? " (trial)" : ""
      let disabled = listing.isDisabled ? " (disabled)" : ""
      return "\(listing.rule.id): \(listing.rule.title)\(trial)\(disabled)"
    }.joined(separator: "\n")
  }
}
