/// A rule text in which `⟦` and `⟧` mark the ranges that diagnostics must point at.
struct MarkedText {
  var text = ""
  var ranges: [Range<Int>] = []

  init(_ marked: String) {
    var starts: [Int] = []
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "⟦": starts.append(text.utf8.count)
      case "⟧": ranges.append((starts.popLast() ?? 0)..<text.utf8.count)
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
