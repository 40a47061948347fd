internal import Detection
internal import EventModel
internal import StateStore

/// What earlier runs have left that the reading of new inputs goes on with.
struct EarlierReading: Sendable {
  /// The number of the first input of this run in places of lines.
  var firstSource: UInt32 = 0
  /// The events of each source by hour.
  ///
  /// Those stand apart that are events only if a file server logs no transfers; an empty name is that
  /// of no server.
  var hours: [[UInt8]: [String: HourCounts]] = [:]
  var newestEvent: Timestamp?
  /// Up to when nearly all of them have happened, in microseconds.
  var settledEnd: Int64?
  /// The file servers that are known to log transfers.
  var auditedServers: [[UInt8]] = []
  /// What joined events of earlier runs could carry.
  var joinedFields = SourceFields(fields: [:])
  /// The events of joined records by hour, by the runs that joined them.
  var batchHours: [Int64: [String: HourCounts]] = [:]
  /// Lines that may yet find the rest of their record; `nil` in a run that no other one follows.
  var fragments: KeptFragments?
  /// Whether what is made of records depends on something that is other than it was.
  var joinsAnew = false
  /// What the sources of earlier inputs are called, as far as anybody asks.
  var sources: KeptSources?
  /// The number of this run.
  var run: Int64 = 0

  /// How long a record waits for further lines: a mail stays in a queue for five days.
  static let fragmentMicroseconds: Int64 = 7 * 86_400_000_000
  /// For how many runs after the last line it waits at least: days may arrive in any order.
  static let fragmentRunCount: Int64 = 7
}

extension EarlierReading {
  /// What the sources of some inputs are called, by their numbers and kinds of event; nothing of those of this
  /// run.
  ///
  /// - Throws: ``RunFailure`` if the state is damaged.
  func sourceNames(
    of inputs: some Sequence<UInt32>
  ) throws(RunFailure) -> [UInt32: [EventKind: String]] {
    let earlier = inputs.filter { $0 < firstSource }
    guard !earlier.isEmpty, let sources else { return [:] }
    let texts: [UInt32: String]
    do throws(StateFailure) { texts = try sources.names(of: earlier) } catch {
      throw RunFailure(error)
    }
    return texts.mapValues { text in
      var names: [EventKind: String] = [:]
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ", maxSplits: 1)
        guard let kind = EventKind.allCases.first(where: { $0.name == words[0] }) else { continue }
        names[kind] = words.count > 1 ? String(words[1]) : ""
      }
      return names
    }
  }
}
