internal import Detection
internal import EventModel

/// The lines that tell auditors what exceptions and disabled rules have kept out of the run.
struct ExceptionText {
  let zone: CivilZone
  let language: ReportLanguage
  private static let shownUserCount = 5

  func lines(_ summary: RunSummary) -> [String] {
    var lines: [String] = []
    if !summary.disabled.isEmpty {
      lines.append(
        language(
          "Disabled rules (silence of these rules means nothing up to the end of the day named):",
          "停止中のルール(その日が終わるまで、検出なしは安全を意味しません):"))
      lines += summary.disabled.flatMap(disabled)
    }
    if !summary.allowed.isEmpty {
      lines.append(
        language(
          "Exceptions (allow), and what they kept from the rules they name:",
          "例外(allow)と、ルールに数えさせなかったもの:"))
      lines += summary.allowed.flatMap(allowed)
    }
    return lines
  }

  private func disabled(_ entry: ExceptionAccount) -> [String] {
    let rule = VisibleText.of(entry.name)
    let reason = VisibleText.of(entry.reason)
    var line = language(
      "  \(rule): not evaluated: disabled until \(entry.lastDay) because: \(reason)",
      "  \(rule): 判定していません: \(entry.lastDay) まで停止、理由: \(reason)")
    if entry.hasEnded {
      line += language(
        " (events after that day were evaluated)", "(その日より後の出来事は判定しました)")
    }
    return [line, "    " + events(entry.events) + " [\(VisibleText.of(entry.place))]"]
  }

  private func allowed(_ entry: ExceptionAccount) -> [String] {
    var lines = ["  \(VisibleText.of(entry.name)): " + events(entry.events)]
    let shares = entry.shares.filter { $0.eventCount > 0 }
    if !shares.isEmpty {
      lines.append(
        "    " + language("from: ", "対象ルール: ")
          + shares.map(share).joined(separator: language(", ", "、")))
    }
    var term = language("until \(entry.lastDay)", "\(entry.lastDay) まで")
    if entry.hasEnded { term += language(" (ended)", "(期限切れ)") }
    let approver = VisibleText.of(entry.approver ?? "")
    let reason = VisibleText.of(entry.reason)
    lines.append(
      "    "
        + language(
          "\(term), by \(approver), because: \(reason)", "\(term)、承認: \(approver)、理由: \(reason)")
        + " [\(VisibleText.of(entry.place))]")
    return lines
  }

  private func share(_ share: ExceptionAccount.Share) -> String {
    let count = "\(VisibleText.of(share.rule)) \(QuantityText.count(share.eventCount))"
    guard share.alertsOnEach else { return count }
    return count + language(" (each would have been in an alert)", "(どれも検出になるはずでした)")
  }

  /// How many events, how much, whose, and when.
  private func events(_ events: LeftOutEvents) -> String {
    guard events.eventCount > 0, let first = events.first, let last = events.last else {
      return language("no event of this run was left out", "この実行で除いた出来事はありません")
    }
    let count = QuantityText.count(events.eventCount)
    var parts = [
      language("\(QuantityText.count(events.eventCount, "event")) left out", "出来事 \(count) 件を除外")
    ]
    if let bytes = events.bytesOut {
      parts.append(language("\(ValueText.size(bytes)) out", "送信 \(ValueText.size(bytes))"))
    }
    if !events.users.isEmpty { parts.append(users(events.users)) }
    parts.append("\(first.minutes(in: zone))–\(last.minutes(in: zone))")
    return parts.joined(separator: language(", ", "、"))
  }

  /// The users with the most events first.
  private func users(_ users: [String: Int]) -> String {
    let sorted = users.sorted {
      $0.value == $1.value
        ? $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) : $0.value > $1.value
    }
    var shown = sorted.prefix(Self.shownUserCount).map {
      "\(VisibleText.of($0.key)) \(QuantityText.count($0.value))"
    }
    if sorted.count > shown.count { shown.append("…") }
    let count = QuantityText.count(users.count)
    return language("\(QuantityText.count(users.count, "user"))", "利用者 \(count)")
      + " (\(shown.joined(separator: ", ")))"
  }
}
