package import RuleProgram
package import SystemBoundary

/// Everything a run needs to know, checked: plain values, no more questions to the command line.
package struct RunPlan: Sendable {
  /// Files, directories and `-` for standard input, in the order given.
  package var inputs: [RawPath] = []
  /// The compiled rules; empty where a command can do without.
  package var program = RuleProgram()
  package var people: RawPath?
  /// The reading of ``people``, if it was begun.
  var rosterReading: RosterReading?
  package var leases: RawPath?
  /// The IANA name of the zone of sources that name none.
  package var timezone: String?
  /// The year of sources whose times have none.
  package var year: Int?
  package var formatChoices: [FormatChoice] = []
  /// Globs of the files to leave out.
  package var ignoredGlobs: [[UInt8]] = []
  package var jobCount = 1
  /// The bytes that facts may take in memory before they are spilled to disk.
  package var memoryByteCount = RunPlan.defaultMemoryByteCount
  /// Whether inputs are hashed whole, as stored and decompressed.
  package var hashesInputs = false
  /// Whether the front of each input is enough; only `identify` can do with that.
  package var readsFrontOnly = false
  /// Whether findings tell of their events more than where the lines stand.
  package var showsEvents = false
  /// Whether some report lists all findings that stand, and not only what is new or changed.
  package var listsStanding = true
  /// The length of a block of lines in bytes, `nil` for the usual one; the result does not depend
  /// on it, and tests hold the run to that.
  var blockByteCount: Int?
  /// Whether events are looked at before they are read whole; the result is the same without, and
  /// tests hold the run to that.
  var looksAhead = true
  /// Whether facts of rules over civil periods are melted into partials; the result is the same
  /// without, and tests hold the run to that.
  var combines = true

  /// 256 MB.
  package static let defaultMemoryByteCount = 256_000_000

  /// Creates a plan without inputs.
  package init() {}
}
