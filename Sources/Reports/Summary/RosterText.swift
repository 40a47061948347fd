internal import Detection
internal import EventModel

/// What must be said about the roster of a run, in both languages.
struct RosterText {
  let zone: CivilZone

  /// The warnings, each with what to do.
  func warnings(_ roster: RosterAccount?) -> [Wording] {
    guard let roster else { return [] }
    return roster.concerns.map { concern in
      switch concern {
      case .old: old(roster)
      case .manyLeavers: manyLeavers(roster)
      }
    }
  }

  private func old(_ roster: RosterAccount) -> Wording {
    let written = roster.written.map { zone.date(at: $0).text } ?? ""
    let newest = roster.newestEvent.map { zone.date(at: $0).text } ?? ""
    return Wording(
      "the roster was written on \(written), more than 7 days before the newest event (\(newest)); "
        + "who has given notice since is not known: export it again",
      "名簿の更新日は \(written) で、最新の出来事(\(newest))より7日を超えて古く、その後の退職予定者が分かりません。"
        + "名簿を出力し直してください")
  }

  private func manyLeavers(_ roster: RosterAccount) -> Wording {
    let (departing, departed) = (
      QuantityText.count(roster.departingCount), QuantityText.count(roster.departedCount)
    )
    let all = QuantityText.count(roster.peopleCount)
    return Wording(
      "\(departing) departing and \(departed) departed of \(all) people of the roster are more than "
        + "15 %; look whether its columns of dates are the right ones",
      "名簿 \(all) 人のうち退職予定 \(departing) 人、退職済み \(departed) 人は 15 % を超えています。"
        + "日付の列が正しいか確認してください")
  }
}
