internal import ByteScan

/// What stands in one column of many lines, while it is looked at: storage that is used again and again.
struct SquidScratch: Sendable {
  var numbers = [Int64](repeating: 0, count: ColumnRows.limit)
  /// The first 24 bytes of the column in words, zeros behind its end.
  var first = [UInt64](repeating: 0, count: ColumnRows.limit)
  var second = [UInt64](repeating: 0, count: ColumnRows.limit)
  var third = [UInt64](repeating: 0, count: ColumnRows.limit)
  /// How many bytes the column has.
  var byteCounts = [UInt64](repeating: 0, count: ColumnRows.limit)
}
