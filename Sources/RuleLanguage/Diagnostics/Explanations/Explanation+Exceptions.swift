extension Explanation {
  static let unknownRule = Explanation(
    Phrase("a rule that does not exist", "そのルールはない"),
    Phrase(
      "`allow`, `disable` or a rule over `alert` names a rule that no loaded file declares. The name is misspelt, a `use` is missing, or the rule was renamed. It is an error: an exception for a rule that does not exist would look as if it held, and findings of such a rule would be waited for in vain.",
      "`allow` や `disable`、`alert` についてのルールに書かれたルールが、読み込んだどのファイルにも宣言されていません。綴りが違うか、`use` が抜けているか、ルールの名前が変わっています。ないルールの例外は効いているように見え、ないルールの検出はいくら待っても出ないので、誤りとします。"
    ),
    wrong:
      "rule upload.large \"大容量\" { when upload }\ndisable rule upload.larg until 2026-03-31 reason \"移行\"",
    right:
      "rule upload.large \"大容量\" { when upload }\ndisable rule upload.large until 2026-03-31 reason \"移行\""
  )

  static let wide = Explanation(
    Phrase("an exception that takes away too much", "広すぎる例外"),
    Phrase(
      "An exception takes events from rules before they count them, so whoever falls under it is not watched there. One person (or machine) and one destination is as much as a reason usually covers: compare `user` or `host` with one value, and the destination (domain, recipient, device.serial, path, …) too. The summary of each run lists what it has taken away.",
      "例外は、ルールが数える前にイベントを取り除きます。そのため、当てはまる人はそのルールで見られなくなります。理由が及ぶのは、ふつう一人(または一台)と一つの宛先までです。`user` や `host` を一つの値と比べ、宛先(domain、recipient、device.serial、path など)も一つに絞ってください。取り除いたものは、実行ごとの集計に出ます。"
    ),
    wrong: example("when upload where user = \"e2040\""),
    right: example("when upload where user = \"e2040\" and domain = \"new.example\""))

  static let expired = Explanation(
    Phrase("an exception whose last day is over", "期限の過ぎた例外"),
    Phrase(
      "`allow` and `disable` hold up to the end of the day after `until`, in the time of the events and in `civil_timezone`. The day has passed: events of today are not excepted any more, those of old logs still are. Take the exception away, or have it approved anew with another date.",
      "`allow` と `disable` は、`until` の日が終わるまでのイベントに効きます(イベントの時刻と `civil_timezone` で数えます)。その日は過ぎました。今日のイベントはもう除かれませんが、古いログのイベントは今も除かれます。取り除くか、新しい日付で改めて承認を受けてください。"
    ))

  static let idle = Explanation(
    Phrase("an exception that does nothing for a rule", "ルールに効いていない例外"),
    Phrase(
      "The exception names a rule, and can take no event from it: it is about another kind of event, or the rule is disabled for as long as the exception holds. What does nothing misleads whoever reads it.",
      "例外に書かれたルールから、取り除けるイベントがありません。別の種類のイベントについての例外か、例外の期限までルールが停止しています。何もしない例外は、読む人を誤らせます。"),
    wrong: example("when file where user = \"e2040\" and device.serial = \"A1\""),
    right: example("when upload where user = \"e2040\" and domain = \"new.example\""))

  private static func example(_ pattern: String) -> String {
    """
    rule upload.large "大容量" { when upload where bytes_out >= 50MB }
    allow migration {
      for    upload.large
      \(pattern)
      until  2026-03-31
      reason "移行(申請 IT-2025-118)"
      by     "情報システム部 佐藤"
    }
    """
  }
}
