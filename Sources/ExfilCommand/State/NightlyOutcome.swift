internal import Detection

/// What a scan with a state has to say beside its findings.
package struct NightlyOutcome: Sendable {
  /// The findings that no report has told of as they are.
  var changes: [Finding] = []
  /// Those that do not hold any more.
  var withdrawn: [NightlyComparison.Withdrawn] = []
  /// The rules that know nothing of what was read by earlier runs.
  var coldRules: [String] = []
  /// Whether what is new to somebody must be learnt anew.
  var learnsAnew = false
  /// The people whose row in the roster changed.
  var movedPeople: [String] = []
  /// The rules that know of those people only what their earlier dates have chosen.
  var rulesOfPhases: [String] = []
  /// Whether the leases are other than in the run before.
  var areLeasesMoved = false
  /// Sources of earlier runs of which this run has nothing, though it should.
  var lateSources: [String] = []
  /// Sources that have a tenth of their usual events or less.
  var volumeDrops: [VolumeDrop] = []
  /// How many findings stand in all.
  var standingCount = 0
}
