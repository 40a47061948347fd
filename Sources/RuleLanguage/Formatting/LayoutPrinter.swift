/// Decides where the lines of a layout break, and writes them.
struct LayoutPrinter {
  /// What fits into so many columns stands on one line.
  static let columnLimit = 100

  private struct Command {
    var indent: Int
    var isFlat: Bool
    var layout: Layout
  }

  private let tokens: CommentedTokens
  private var lines: [PrintedLine] = []
  private var line = PrintedLine()
  private var isEmptyLine = true
  /// Blanks that stand before the next token, unless a line begins there.
  private var spaces = 0
  /// How far the next line is indented, if a line is to begin.
  private var nextIndent: Int?

  private init(_ tokens: CommentedTokens) { self.tokens = tokens }

  /// Returns the text of a layout, with a line feed at its end.
  ///
  /// - Complexity: O(*n*) in the tokens, times the tokens that fit on a line.
  static func text(of layout: Layout, _ tokens: CommentedTokens) -> String {
    var printer = LayoutPrinter(tokens)
    printer.lay(out: layout)
    printer.finishLine()
    return PrintedLine.text(of: printer.lines)
  }

  private mutating func lay(out layout: Layout) {
    var stack = [Command(indent: 0, isFlat: false, layout: layout)]
    while let command = stack.popLast() {
      switch command.layout {
      case .token(let index): write(index, command.indent, commentIndent: command.indent)
      case .closing(let index): write(index, command.indent, commentIndent: command.indent + 2)
      case .space(let count): spaces += count
      case .line(let count):
        if command.isFlat { spaces += count } else { nextIndent = command.indent }
      case .newline: nextIndent = command.indent
      case .emptyLine: addEmptyLine()
      case .sequence(let parts):
        stack += parts.reversed().map {
          Command(indent: command.indent, isFlat: command.isFlat, layout: $0)
        }
      case .indented(let count, let inner):
        stack.append(
          Command(indent: command.indent + count, isFlat: command.isFlat, layout: inner))
      case .group(let inner):
        let flat = Command(indent: command.indent, isFlat: true, layout: inner)
        let isFlat = command.isFlat || fits(flat, before: stack)
        stack.append(Command(indent: command.indent, isFlat: isFlat, layout: inner))
      case .fill(let parts): push(fill: parts, command, &stack)
      }
    }
  }

  /// Puts the items of a fill on the stack, the first one on top.
  private func push(fill parts: [Layout], _ command: Command, _ stack: inout [Command]) {
    // One command for each item, or the rest would be copied as often as there are items.
    for (index, part) in parts.enumerated().reversed() {
      let item = Layout.group(part)
      stack.append(
        Command(
          indent: command.indent, isFlat: command.isFlat,
          layout: index == 0 ? item : .group(.sequence([.blank, item]))))
    }
  }

  /// Whether a command fits on the line at hand with what follows it up to the next line break.
  private func fits(_ command: Command, before rest: [Command]) -> Bool {
    var left = Self.columnLimit - column(at: command.indent)
    var stack = [command]
    var restCount = rest.count
    var hasToken = false
    var hasComment = false
    while left >= 0 {
      guard let next = stack.popLast() else {
        guard restCount > 0, !hasComment else { return true }
        restCount -= 1
        stack.append(rest[restCount])
        continue
      }
      switch next.layout {
      case .token(let index), .closing(let index):
        let item = tokens.items[index]
        // A comment in the middle of a line would swallow what follows it.
        if hasComment || (hasToken && !item.commentsBefore.isEmpty) { return false }
        left -= item.width
        hasToken = true
        hasComment = item.commentAfter != nil
      case .space(let count): left -= count
      case .line(let count):
        if !next.isFlat { return true }
        left -= count
      case .newline, .emptyLine: return restCount < rest.count
      case .sequence(let parts):
        stack += parts.reversed().map {
          Command(indent: next.indent, isFlat: next.isFlat, layout: $0)
        }
      case .fill(let parts):
        stack += parts.enumerated().reversed().map { index, part in
          Command(
            indent: next.indent, isFlat: next.isFlat,
            layout: index == 0 ? part : .sequence([.blank, part]))
        }
      case .indented(_, let inner), .group(let inner):
        stack.append(Command(indent: next.indent, isFlat: next.isFlat, layout: inner))
      }
    }
    return false
  }

  /// The column at which the next token will stand.
  private func column(at indent: Int) -> Int {
    if line.comment != nil { return nextIndent ?? indent }
    if let nextIndent { return nextIndent }
    return isEmptyLine ? indent : line.width + spaces
  }

  private mutating func write(_ index: Int, _ indent: Int, commentIndent: Int) {
    let item = tokens.items[index]
    for (number, comment) in item.commentsBefore.enumerated() {
      // What stands before the first of them is for the file's layout to say.
      if commentIndent == 0, number > 0, comment.followsEmptyLine { addEmptyLine() }
      startLine(at: commentIndent)
      line.text += comment.text
      isEmptyLine = false
      nextIndent = indent
    }
    if item.text.isEmpty { return }
    if commentIndent == 0, !item.commentsBefore.isEmpty, item.followsEmptyLine { addEmptyLine() }
    if line.comment != nil || nextIndent != nil || isEmptyLine {
      startLine(at: nextIndent ?? indent)
    } else {
      line.append(String(repeating: " ", count: spaces), width: spaces)
    }
    line.append(item.text, width: item.width)
    line.comment = item.commentAfter
    isEmptyLine = false
    spaces = 0
  }

  private mutating func startLine(at indent: Int) {
    finishLine()
    line.append(String(repeating: " ", count: indent), width: indent)
    nextIndent = nil
    spaces = 0
  }

  private mutating func addEmptyLine() {
    finishLine()
    lines.append(PrintedLine())
  }

  private mutating func finishLine() {
    if !isEmptyLine { lines.append(line) }
    line = PrintedLine()
    isEmptyLine = true
  }
}
