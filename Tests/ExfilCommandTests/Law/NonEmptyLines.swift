extension String {
  /// The lines that are not empty.
  ///
  /// By bytes: going through a report character by character takes seconds in a build that does not
  /// optimize.
  var nonEmptyLines: [String] {
    utf8.split(separator: 0x0A).map { String(Substring($0)) }
  }
}
