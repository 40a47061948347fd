import ByteScan
import EventModel

@testable import Detection

/// Two people without a roster: enough to ask conditions about them.
struct StubRecords: UserRecords {
  static let epoch: Int64 = 1_743_552_000_000_000

  /// Whether tests about leaving may be answered from the spans, without asking for each event.
  var knowsDepartures = false

  var departures: [DepartureSpan]? {
    guard knowsDepartures else { return nil }
    return [
      DepartureSpan(start: .max, end: .max), DepartureSpan(start: .min, end: Self.epoch + 1),
    ]
  }

  func has(_ flag: UserFlag, _ user: ResolvedUser, at time: Timestamp) -> Bool {
    switch (flag, user.person) {
    case (.known, let person): person != nil
    case (.departing, 1): time.microseconds <= Self.epoch
    case (.departed, 1): time.microseconds > Self.epoch
    case (.contractor, 1): true
    default: false
    }
  }

  func phase(ofPerson person: Int, at time: Timestamp) -> DeparturePhase {
    person == 0 ? .none : time.microseconds > Self.epoch ? .departed : .lastWeek
  }

  func daysLeft(ofPerson person: Int, at time: Timestamp) -> Int64? {
    person == 0 ? nil : (Self.epoch - time.microseconds) / 86_400_000_000
  }

  func department(ofPerson person: Int) -> ArraySlice<UInt8> {
    person == 0 ? [] : Array("営業ﾌﾞ".utf8)[...]
  }

  func resembles(_ localPart: Span<UInt8>, person: Int) -> Bool? {
    person == 1 ? String(lossy: localPart).contains("tanaka") : nil
  }

  func user(named name: String) -> ResolvedUser {
    let folded = TextFolding.folded(name)
    switch folded {
    case "e2040": return ResolvedUser(identity: Array("e2040".utf8), person: 0)
    case "e1001", "tanaka": return ResolvedUser(identity: Array("e1001".utf8), person: 1)
    default: return ResolvedUser(identity: Array(folded.utf8), person: nil)
    }
  }
}
