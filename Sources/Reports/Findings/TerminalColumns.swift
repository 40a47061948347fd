/// How the columns of the findings table share the width of the terminal.
struct TerminalColumns {
  let width: Int
  /// Whether there is no room for a table, so that each finding takes several short lines.
  let isNarrow: Bool
  let severity = 8
  let score = 3
  let size = 8
  let rule: Int
  let span = 28
  let destinations: Int

  init(width wanted: Int) {
    width = min(max(wanted, 40), 240)
    isNarrow = width < 96
    rule = width < 110 ? 22 : 28
    destinations = max(8, width - 2 - severity - 1 - score - 2 - rule - 2 - span - 1 - size - 2)
  }
}
