/// Text that has not yet decided where its lines break.
///
/// The way of Wadler and of Oppen: a group stands on one line if it fits, and else breaks at all of
/// its own lines, while the groups in it decide for themselves.
indirect enum Layout: Sendable {
  /// A token, by its number, with the comments that belong to it.
  case token(Int)
  /// A bracket that closes what was indented; comments before it belong to the inside.
  case closing(Int)
  /// Blanks, which vanish at the end of a line and at its beginning.
  case space(Int)
  /// So many blanks, or a line break if the group around it breaks.
  case line(Int)
  /// A line break, whatever fits.
  case newline
  /// An empty line.
  case emptyLine
  case sequence([Layout])
  case indented(Int, Layout)
  case group(Layout)
  /// Items of which as many stand on a line as fit.
  case fill([Layout])

  /// A line break or a blank.
  static let blank = Layout.line(1)
  /// A line break or nothing.
  static let seam = Layout.line(0)

  /// Returns layouts one after the other, with another one between them.
  static func joined(_ layouts: [Layout], by separator: Layout) -> Layout {
    var all: [Layout] = []
    for layout in layouts {
      if !all.isEmpty { all.append(separator) }
      all.append(layout)
    }
    return .sequence(all)
  }

  /// The tokens in their order.
  var tokens: [Int] {
    switch self {
    case .token(let index), .closing(let index): [index]
    case .space, .line, .newline, .emptyLine: []
    case .sequence(let parts), .fill(let parts): parts.flatMap(\.tokens)
    case .indented(_, let inner), .group(let inner): inner.tokens
    }
  }
}
