/// A line of a rule file, with the comment at its end apart.
struct PrintedLine {
  var text = ""
  /// In columns of a terminal, without the comment.
  var width = 0
  var comment: String?

  mutating func append(_ more: String, width columns: Int) {
    text += more
    width += columns
  }

  /// Returns the lines with the comments of neighbouring lines one below the other.
  static func text(of lines: [PrintedLine]) -> String {
    var text = ""
    var start = 0
    while start < lines.count {
      var end = start + 1
      if lines[start].comment != nil {
        while end < lines.count, lines[end].comment != nil { end += 1 }
      }
      let column = (lines[start..<end].map(\.width).max() ?? 0) + 2
      for line in lines[start..<end] {
        text += line.text
        if let comment = line.comment {
          text += String(repeating: " ", count: column - line.width) + comment
        }
        text += "\n"
      }
      start = end
    }
    return text
  }
}
