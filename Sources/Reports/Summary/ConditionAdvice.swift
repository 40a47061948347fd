package import EventModel

/// What a condition code of an input means for people, and what they can do about it.
struct ConditionAdvice {
  let meaning: String
  let remedy: String

  /// Returns the advice for a code, or `nil` for one that needs none.
  static func of(_ code: String, _ language: ReportLanguage) -> ConditionAdvice? {
    guard let row = table[code] else { return nil }
    return ConditionAdvice(
      meaning: language(row.meaning.0, row.meaning.1),
      remedy: language(row.remedy.0, row.remedy.1))
  }

  /// What an input with a condition needs; `detail` is in English.
  fileprivate static func need(_ code: String, _ detail: String) -> Wording {
    let english = detail.isEmpty ? code : "\(code): \(detail)"
    guard let advice = of(code, .japanese) else { return Wording(verbatim: english) }
    return Wording(english, "\(code): \(advice.meaning) → \(advice.remedy)")
  }

  private struct Row {
    var meaning: (String, String)
    var remedy: (String, String)
    init(_ english: String, _ japanese: String, do remedy: String, _ japaneseRemedy: String) {
      meaning = (english, japanese)
      self.remedy = (remedy, japaneseRemedy)
    }
  }

  private static let copyAgain = (
    "copy the file again from where it was written", "元の場所からもう一度コピーしてください"
  )

  private static let table: [String: Row] = [
    "gzip_truncated": Row(
      "the compressed file ends early; all whole lines before the cut were evaluated",
      "圧縮ファイルが途中で切れています。切れ目までの行は評価しました",
      do: copyAgain.0, copyAgain.1),
    "gzip_trailer_missing": Row(
      "the check value at the end of the compressed file is missing",
      "圧縮ファイル末尾の検査値がありません", do: copyAgain.0, copyAgain.1),
    "gzip_unfinished": Row(
      "the compressed file is still being written", "圧縮ファイルは書き込み途中です",
      do: "run again when it is closed", "書き終わってから再実行してください"),
    "gzip_crc": Row(
      "the content does not match its check value; it may have been altered or damaged",
      "内容が検査値と一致しません。破損か改変の疑いがあります", do: copyAgain.0, copyAgain.1),
    "gzip_isize": Row(
      "the content does not match its recorded length", "内容が記録された長さと一致しません",
      do: copyAgain.0, copyAgain.1),
    "gzip_header": Row(
      "a header inside the compressed file is damaged", "圧縮ファイル内のヘッダーが壊れています",
      do: copyAgain.0, copyAgain.1),
    "gzip_corrupt": Row(
      "the compressed data is damaged", "圧縮データが壊れています", do: copyAgain.0, copyAgain.1),
    "trailing_garbage": Row(
      "bytes that are not gzip follow the compressed data", "圧縮データの後に余分なバイトがあります",
      do: copyAgain.0, copyAgain.1),
    "empty_not_gzip": Row(
      "the file is empty although its name says gzip", "gzip のはずが空のファイルです",
      do: copyAgain.0, copyAgain.1),
    "unsupported_container": Row(
      "this kind of archive cannot be read", "この種類の書庫は読めません",
      do: "unpack it, or compress it with gzip", "展開するか gzip で圧縮し直してください"),
    "nested_container": Row(
      "an archive inside an archive is not unpacked", "書庫の中の書庫は展開しません",
      do: "unpack it once by hand", "一度手で展開してください"),
    "not_found": Row(
      "there is no such file", "ファイルがありません",
      do: "check the path; the log may have been rotated away", "パスとローテーションを確認してください"),
    "read_failed": Row(
      "reading failed before its end", "読み取りが途中で失敗しました",
      do: "check its permissions and the disk", "権限とディスクを確認してください"),
    "permission_denied": Row(
      "no permission to read", "読み取り権限がありません",
      do: "run as a user who may read it", "読める利用者で実行してください"),
    "stopped_early": Row(
      "the run was ended before all of it was read", "読み終える前に実行が止められました",
      do: "run again", "もう一度実行してください"),
    "symbolic_link": Row(
      "links inside folders are not followed", "フォルダ内のリンクはたどりません",
      do: "name its target if it is wanted", "必要ならリンク先を指定してください"),
    "cr_only": Row(
      "its lines end in a carriage return alone, so it is read as one line",
      "改行が CR だけのため一行として読まれます", do: "convert its line ends to LF", "改行を LF に変換してください"),
    "shrank_while_reading": Row(
      "the file became shorter while it was read", "読み取り中に短くなりました",
      do: "read the rotated copy instead", "ローテーション後の写しを読ませてください"),
    "zone_unknown": Row(
      "the log does not say in which time zone it is written", "ログに時間帯がありません",
      do: "give --timezone, such as --timezone Asia/Tokyo", "--timezone Asia/Tokyo のように指定してください"),
    "year_ambiguous": Row(
      "the log does not say the year, and it cannot be told", "年が書かれておらず、決められません",
      do: "give --year", "--year を指定してください"),
    "format_ambiguous": Row(
      "two formats fit this file", "二つの形式に当てはまります",
      do: "choose one with --as [GLOB=]NAME", "--as [GLOB=]NAME で選んでください"),
    "unrecognised_format": Row(
      "no format fits this file", "当てはまる形式がありません",
      do: "declare its format, name it with --as, or leave it out with --ignore",
      "format 宣言、--as、または --ignore を使ってください"),
    "reject_ratio": Row(
      "more than 1 % of it could not be read as the format", "1 % を超える行が形式どおりに読めません",
      do: "look at the first rejected lines; `exfil identify` explains the format",
      "最初の不明行を確認してください。`exfil identify` が形式を説明します"),
    "encoding_mismatch": Row(
      "more than 1 % of it is not in the expected encoding", "1 % を超える部分が想定の文字コードではありません",
      do: "check the encoding of the source", "ログ源の文字コードを確認してください"),
    "duplicate_of": Row(
      "the same content stands in that file too; its lines were counted once, there",
      "同じ内容がそのファイルにもあるため、行はそちらで一度だけ数えました",
      do: "nothing; leave one of the two out if you wish", "対応は不要です"),
    "contained_in": Row(
      "that file begins with all of its content; its lines were counted once, there",
      "内容のすべてがそのファイルの先頭にあるため、行はそちらで一度だけ数えました",
      do: "nothing; it is an earlier copy", "対応は不要です(以前に取った写しです)"),
    "overlap_suspected": Row(
      "the two begin alike and then differ, so both were evaluated and lines may count twice",
      "先頭が同じで途中から異なるため両方を評価しました。同じ行を二度数えた疑いがあります",
      do: "look at how the two came about, and leave one out if it is a copy",
      "二つの由来を確認し、写しであれば一方を外してください"),
    "year_from": Row(
      "the log names no year; it follows from this",
      "ログに年がないため、これをもとに年を決めました",
      do: "give --year if it is wrong", "違う場合は --year を指定してください"),
    "future_time": Row(
      "events are later than the time that gzip keeps of the file",
      "gzip に残る時刻より後の出来事があります",
      do:
        "check --timezone, and the clock of the machine that wrote the log; times are used as they stand",
      "--timezone と、ログを書いた機器の時計を確認してください。時刻は記録のまま使いました"),
    "mixed_encodings": Row(
      "its lines are in more than one encoding; each was read in its own",
      "行により文字コードが異なります。行ごとに判別して読みました",
      do: "nothing, unless names look wrong", "名前が化けていなければ対応は不要です"),
    "undecodable_bytes": Row(
      "some bytes are no text in the encoding of the file; they are kept and shown as \\xNN",
      "文字として読めないバイトがあります。そのまま残し、\\xNN と表示します",
      do: "nothing, if they are few", "わずかであれば対応は不要です"),
    "state_limit": Row(
      "a limit was reached", "上限に達しました",
      do: "raise --memory, or scan fewer files at a time", "--memory を増やすか、分けて実行してください"),
  ]
}

extension InputIdentity {
  /// What to do about a condition of an input that says so by itself.
  ///
  /// - Parameters:
  ///   - code: The condition.
  ///   - detail: What it is about, in English.
  /// - Returns: A line for people.
  package static func need(of code: String, _ detail: String) -> Wording {
    ConditionAdvice.need(code, detail)
  }
}
