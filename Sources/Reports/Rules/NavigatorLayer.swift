/// A layer for the ATT&CK Navigator, in its layer format 4.5.
///
/// The format is that of `layers/LAYERFORMATv4_5.md` in the repository mitre-attack/attack-navigator.
/// No version of ATT&CK is named, so the Navigator takes its current one.
struct NavigatorLayer {
  /// One technique.
  struct Entry {
    var technique: String
    var score: Int
    var comment: String
  }

  var description: String
  var entries: [Entry]

  /// The layer as one JSON object and a line feed.
  ///
  /// - Complexity: O(*n*) in the entries.
  var bytes: [UInt8] {
    var buffer: [UInt8] = []
    var layer = JSONObject(taking: &buffer)
    layer.add("name", "exfil")
    layer.addObject("versions") { versions in
      versions.add("navigator", "4.9.0")
      versions.add("layer", "4.5")
    }
    layer.add("domain", "enterprise-attack")
    layer.add("description", description)
    layer.add("sorting", 3)
    layer.addObject("layout") { layout in
      layout.add("layout", "side")
      layout.add("showID", true)
      layout.add("showName", true)
      layout.add("expandedSubtechniques", "annotated")
    }
    layer.addList("techniques", entries) { entry, technique in
      technique.add("techniqueID", entry.technique)
      technique.add("score", entry.score)
      technique.add("comment", entry.comment)
      technique.add("enabled", true)
    }
    layer.addObject("gradient") { gradient in
      gradient.add("colors", ["#ffffff", "#66b1ff"])
      gradient.add("minValue", 0)
      gradient.add("maxValue", max(1, entries.map(\.score).max() ?? 0))
    }
    layer.close(into: &buffer)
    buffer.append(UInt8(ascii: "\n"))
    return buffer
  }
}
