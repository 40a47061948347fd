internal import ByteScan
internal import EventModel

@testable internal import Detection

/// What `HistoryRules` must find, by looking through all events again and again.
struct NaiveHistory {
  /// What of a finding depends on the past.
  struct Found: Hashable {
    var rule: String
    var subject: String
    var first: Int64
    var last: Int64
    var count: Int
    var score: Int
  }

  /// One event as the twin sees it.
  struct Seen {
    var event: PeriodEvent
    var day: Int64
    /// By root.
    var subjects: [Field: String]
    /// By field: the values that a history knows; under `sender` the domains of recipients.
    var known: [Field: [String]] = [:]

    func text(_ field: Field) -> String? {
      event.texts.first { $0.0 == field }.map { $0.1.lowercased() }
    }

    func word(_ field: Field) -> Word? { event.words.first { $0.0 == field }?.1 }

    func number(_ field: Field) -> Int64? { event.numbers.first { $0.0 == field }?.1 }

    func list(_ fields: Field...) -> [String] {
      event.lists.filter { fields.contains($0.field) }.map { $0.text.lowercased() }
    }

    func values(_ field: Field) -> [String] { known[field] ?? [] }

    func read(_ field: Field) -> [String] {
      switch field {
      case .domain, .path: return text(field).map { [$0.replacing("\\", with: "/")] } ?? []
      case .volume: return word(.volume).map { [$0.text] } ?? []
      case .user:
        let user = subjects[.user] ?? ""
        return user.hasPrefix("user ") ? [user] : []
      case .recipient: return list(.to, .cc, .bcc)
      case .sender:
        return read(.recipient).compactMap { $0.split(separator: "@").last.map(String.init) }
      default: return list(.to)
      }
    }
  }

  let events: [Seen]
  /// By root and subject.
  private let bySubject: [Field: [String: [Seen]]]

  init(_ events: [PeriodEvent]) {
    let seen = events.map { event in
      let seconds = event.time.microseconds / 1_000_000 + 9 * 3600
      var seen = Seen(event: event, day: seconds / 86_400, subjects: [:])
      let address = seen.text(.srcIP).map { "address \($0)" }
      let host = seen.text(.host).map { "host \($0)" }
      // The sender of mails without a user is in the company.
      let user = seen.text(.user) ?? (event.kind == .mail ? "sato" : nil)
      seen.subjects[.user] = user.map { "user \($0)" } ?? address ?? host
      seen.subjects[.srcIP] = address
      seen.subjects[.host] = host
      for field: Field in [.domain, .path, .volume, .user, .recipient, .to, .sender] {
        seen.known[field] = seen.read(field)
      }
      return seen
    }
    self.events = seen
    var bySubject: [Field: [String: [Seen]]] = [:]
    for event in seen {
      for (root, subject) in event.subjects {
        bySubject[root, default: [:]][subject, default: []].append(event)
      }
    }
    self.bySubject = bySubject
  }

  /// Whether a value is new to the event's subject; `nil` if that cannot be known.
  func isNew(
    _ value: String, _ field: Field, _ event: Seen, to root: Field = .user, for dayCount: Int64
  ) -> Bool? {
    guard let subject = event.subjects[root] else { return nil }
    let all = bySubject[root]?[subject] ?? []
    guard all.contains(where: { $0.day <= event.day - 14 }) else { return nil }
    return !all.contains {
      $0.day < event.day && $0.day >= event.day - dayCount && $0.values(field).contains(value)
    }
  }

  func isNew(
    _ field: Field, _ event: Seen, to root: Field = .user, for dayCount: Int64
  ) -> Bool? {
    event.values(field).first.flatMap { isNew($0, field, event, to: root, for: dayCount) }
  }

  /// One finding for each subject, group and day that the rule is about.
  func days(
    _ rule: String, per root: Field = .user, group: (Seen) -> String? = { _ in "" },
    score: ([Seen], [[Seen]], Seen) -> Int = { _, _, _ in 40 },
    where selects: (Seen) -> Bool, if holds: (_ today: [Seen], _ before: [[Seen]]) -> Bool
  ) -> [Found] {
    var byKey: [String: [Int64: [Seen]]] = [:]
    var subjects: [String: String] = [:]
    for event in events where selects(event) {
      guard let subject = event.subjects[root], let group = group(event) else { continue }
      byKey["\(subject)\n\(group)", default: [:]][event.day, default: []].append(event)
      subjects["\(subject)\n\(group)"] = subject
    }
    return byKey.flatMap { key, days in
      days.compactMap { day, today -> Found? in
        // Those of the last, earlier days, the latest ones last.
        let before = (0..<40).map { days[day - 40 + $0] ?? [] }
        guard holds(today, before) else { return nil }
        let times = today.map(\.event.time.microseconds).sorted()
        return Found(
          rule: rule, subject: subjects[key] ?? "", first: times[0],
          last: times[times.count - 1], count: today.count,
          score: today.map { score(today, before, $0) }.max() ?? 0)
      }
    }
  }

  /// Twice the median of the totals of the last so many days.
  static func twiceUsual(
    _ before: [[Seen]], _ dayCount: Int, _ total: ([Seen]) -> Int64?
  ) -> Int64? {
    let totals = before.suffix(dayCount).filter { !$0.isEmpty }.compactMap(total).sorted()
    guard totals.count >= 10 else { return nil }
    return totals[(totals.count - 1) / 2] + totals[totals.count / 2]
  }

  static func peak(
    _ before: [[Seen]], _ dayCount: Int, _ total: ([Seen]) -> Int64?
  ) -> Int64? {
    let totals = before.suffix(dayCount).filter { !$0.isEmpty }.compactMap(total)
    return totals.count >= 10 ? totals.max() : nil
  }

  static func sum(_ events: [Seen]) -> Int64 {
    events.compactMap { $0.number(.bytesOut) }.reduce(0, +)
  }
}
