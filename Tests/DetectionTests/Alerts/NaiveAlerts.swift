/// An event, or an alert, as the brute-force twin sees it.
struct NaiveRow {
  /// Microseconds.
  var time: Int64
  /// `web` or `file`; of an alert its rule.
  var kind: String
  /// The bytes out of an event; the score of an alert.
  var number: Int64
  var severity = ""
  var category = ""
}

/// An episode found by trying.
struct NaiveEpisode {
  var rows: [NaiveRow]
  /// When the condition first held.
  var opening: Int64
}

/// Both layers of ``NaiveAlerts/rules`` by brute force: every moment is tried, every window gathered
/// anew.
enum NaiveAlerts {
  static let rules = """
    exfil 1
    let civil_timezone = "Asia/Tokyo"
    rule a.each "題" {
      when web where bytes_out >= 60B score 20 add 30 if bytes_out >= 90B category large_outbound
    }
    rule b.sliding "題" {
      when web per user within 2h if sum(bytes_out) >= 150B cooldown 30m severity high
    }
    rule c.daily "題" { when file per user each day if count() >= 3 score 45 category bulk_access }
    rule d.steps "題" { first file then web per user within 1h cooldown 90m severity low }
    rule e.trial "題" { when file severity critical mode trial }

    rule x.total "題" {
      when alert where score >= 30
      per  user within 12h
      if   sum(score) >= 120 and distinct(rule) >= 2
      severity low
      score 10
        add 40 if severity = high
        add 15 if sum(score) >= 200
    }
    rule x.daily "題" {
      when alert unless rule in ("d.steps", "b.sliding")
      per  user, category each day
      if   count() >= 2 and largest(score) >= 30
    }
    rule x.steps "題" {
      first alert where rule = "a.each" at least 2 times
      then  alert where severity in (medium, high) unless rule = "a.each"
      per   user within 8h
      cooldown 2h
    }
    rule x.each "題" { when alert where score in 20 .. 49 cooldown 3h }
    """

  private static let minute: Int64 = 60_000_000
  private static let hour = 60 * minute

  /// A finding, by all that both sides can say of it.
  struct Found: Hashable, Comparable, CustomStringConvertible {
    var rule: String
    var first: Int64
    var last: Int64
    var count: Int
    var score: Int64
    /// Of the second layer: the rules whose findings it rests on, each once for each finding.
    var rest: [String]

    static func < (a: Self, b: Self) -> Bool {
      (a.rule, a.first, a.last, a.count) < (b.rule, b.first, b.last, b.count)
    }
    var description: String { "\(rule) \(first)–\(last) ×\(count) = \(score) \(rest)" }
  }

  /// The findings of one subject's events.
  static func findings(of events: [NaiveRow]) -> [Found] {
    let web = events.filter { $0.kind == "web" }
    let files = events.filter { $0.kind == "file" }
    var alerts: [NaiveRow] = []
    var found: [Found] = []
    func add(
      _ rule: String, _ episode: NaiveEpisode, _ score: Int64, category: String = "custom",
      least: String
    ) {
      alerts.append(
        NaiveRow(
          time: episode.opening, kind: rule, number: score,
          severity: raised(least, by: score), category: category))
      found.append(
        Found(
          rule: rule, first: episode.rows[0].time, last: episode.rows.last?.time ?? 0,
          count: episode.rows.count, score: score, rest: []))
    }
    let each = sliding(web.filter { $0.number >= 60 }, nil, cooldown: hour) { _ in true }
    for episode in each {
      let isLarge = episode.rows.contains { $0.number >= 90 }
      add("a.each", episode, isLarge ? 50 : 20, category: "large_outbound", least: "medium")
    }
    for episode in sliding(web, 2 * hour, cooldown: 30 * minute, holds: { sum($0) >= 150 }) {
      add("b.sliding", episode, 70, least: "high")
    }
    for episode in daily(files) where episode.rows.count >= 3 {
      add("c.daily", episode, 45, category: "bulk_access", least: "medium")
    }
    let steps = sequence(
      events, hour, cooldown: 90 * minute, first: { $0.kind == "file" }, atLeast: 1,
      last: { $0.kind == "web" })
    for episode in steps { add("d.steps", episode, 20, least: "low") }
    // On trial: it is found, and no alert.
    for episode in sliding(files, nil, cooldown: hour, holds: { _ in true }) {
      found.append(
        Found(
          rule: "e.trial", first: episode.rows[0].time, last: episode.rows.last?.time ?? 0,
          count: episode.rows.count, score: 90, rest: []))
    }
    return found + secondLayer(alerts.sorted { $0.time < $1.time })
  }

  private static func secondLayer(_ alerts: [NaiveRow]) -> [Found] {
    var found: [Found] = []
    func add(_ rule: String, _ episode: NaiveEpisode, _ score: Int64) {
      found.append(
        Found(
          rule: rule, first: episode.rows[0].time, last: episode.rows.last?.time ?? 0,
          count: episode.rows.count, score: score, rest: episode.rows.map(\.kind).sorted()))
    }
    let heard = alerts.filter { $0.number >= 30 }
    let total = sliding(heard, 12 * hour, cooldown: 12 * hour) {
      sum($0) >= 120 && Set($0.map(\.kind)).count >= 2
    }
    for episode in total {
      let isHigh = episode.rows.contains { $0.severity == "high" }
      add("x.total", episode, 10 + (isHigh ? 40 : 0) + (sum(episode.rows) >= 200 ? 15 : 0))
    }
    for category in ["large_outbound", "bulk_access", "custom"] {
      let own = alerts.filter {
        $0.category == category && $0.kind != "d.steps" && $0.kind != "b.sliding"
      }
      for episode in daily(own)
      where episode.rows.count >= 2 && episode.rows.contains(where: { $0.number >= 30 }) {
        add("x.daily", episode, 40)
      }
    }
    let steps = sequence(
      alerts, 8 * hour, cooldown: 2 * hour, first: { $0.kind == "a.each" }, atLeast: 2,
      last: { ["medium", "high"].contains($0.severity) && $0.kind != "a.each" })
    for episode in steps { add("x.steps", episode, 40) }
    let few = alerts.filter { (20...49).contains($0.number) }
    for episode in sliding(few, nil, cooldown: 3 * hour, holds: { _ in true }) {
      add("x.each", episode, 40)
    }
    return found
  }

  // MARK: Episodes

  private static func sum(_ rows: [NaiveRow]) -> Int64 { rows.reduce(0) { $0 + $1.number } }

  private static func raised(_ severity: String, by score: Int64) -> String {
    let names = ["info", "low", "medium", "high", "critical"]
    let band = score >= 90 ? 4 : score >= 70 ? 3 : score >= 40 ? 2 : score >= 20 ? 1 : 0
    return names[max(band, names.firstIndex(of: severity) ?? 0)]
  }

  /// An episode for each moment at which the window before it satisfies the condition.
  private static func sliding(
    _ rows: [NaiveRow], _ length: Int64?, cooldown: Int64, holds: ([NaiveRow]) -> Bool
  ) -> [NaiveEpisode] {
    var rest = rows.sorted { $0.time < $1.time }
    var episodes: [NaiveEpisode] = []
    func window(_ time: Int64) -> [NaiveRow] {
      rest.filter { row in
        row.time <= time && (length.map { row.time > time - $0 } ?? (row.time == time))
      }
    }
    while let time = rest.map(\.time).first(where: { holds(window($0)) }) {
      let later = rest.filter { $0.time > time && $0.time <= time + cooldown }
      episodes.append(NaiveEpisode(rows: window(time) + later, opening: time))
      rest.removeAll { $0.time <= time + cooldown }
    }
    return episodes
  }

  /// A civil day in Tokyo each; an alert of it stands at its last event.
  private static func daily(_ rows: [NaiveRow]) -> [NaiveEpisode] {
    let days = Dictionary(grouping: rows.sorted { $0.time < $1.time }) { row in
      (row.time + 9 * hour) / (24 * hour)
    }
    return days.sorted { $0.key < $1.key }.map { _, rows in
      NaiveEpisode(rows: rows, opening: rows.last?.time ?? 0)
    }
  }

  /// Two steps, of which the first wants some events.
  private static func sequence(
    _ rows: [NaiveRow], _ length: Int64, cooldown: Int64, first: (NaiveRow) -> Bool,
    atLeast count: Int, last: (NaiveRow) -> Bool
  ) -> [NaiveEpisode] {
    var rest = rows.filter { first($0) || last($0) }.sorted { $0.time < $1.time }
    var episodes: [NaiveEpisode] = []
    /// The latest start of a chain that is complete at a time.
    func start(_ time: Int64) -> Int64? {
      rest.indices.filter { rest[$0].time == time && last(rest[$0]) }.compactMap { end in
        let before = rest.indices.filter { $0 != end && rest[$0].time <= time && first(rest[$0]) }
        guard before.count >= count else { return nil }
        let start = rest[before[before.count - count]].time
        return time - start <= length ? start : nil
      }.max()
    }
    while let time = rest.map(\.time).first(where: { start($0) != nil }) {
      let begin = start(time) ?? time
      let chosen = rest.filter { row in
        row.time >= begin && (row.time <= time || (row.time <= time + cooldown && last(row)))
      }
      episodes.append(NaiveEpisode(rows: chosen, opening: time))
      rest.removeAll { $0.time <= time + cooldown }
    }
    return episodes
  }
}
