internal import EventModel

/// Mistakes in files as such: reading them, what characters they hold, how they use each other.
extension Complaint {
  static func unreadable(_ path: String, isList: Bool, reason: String, isNamed: Bool) -> Complaint {
    let reason = Phrase(systemReason: reason)
    return Complaint(
      .file,
      Phrase(
        "cannot read \(isList ? "the list file " : "")`\(path)`: \(reason.english)",
        "\(isList ? "一覧のファイル " : "")`\(path)` を読めません(\(reason.japanese))"),
      label: Phrase("this file", "このファイルです"),
      help: isNamed
        ? Phrase(
          "paths are relative to the file that names them",
          "パスは、それを書いたファイルのある場所から数えます") : nil)
  }

  static func changeableByAnyone(_ path: String, isList: Bool) -> Complaint {
    Complaint(
      .unsafeFile,
      Phrase(
        "anyone on this machine can change \(isList ? "the list file " : "")`\(path)`",
        "\(isList ? "一覧のファイル " : "")`\(path)` は、この機械を使うだれにでも書き換えられます"),
      label: Phrase("this file, or its folder", "このファイルか、そのフォルダーです"),
      help: Phrase(
        "take away the write permission of others: chmod o-w, for the file and its folder",
        "ファイルとフォルダーから、ほかの人の書き込み権限を外してください: chmod o-w"))
  }

  static func largeFile(_ path: String, mebibytes: Int) -> Complaint {
    Complaint(
      .tooLarge,
      Phrase(
        "`\(path)` is larger than \(mebibytes) MiB", "`\(path)` は \(mebibytes) MiB を超えています"),
      label: Phrase("too large for a rule file", "ルールのファイルとしては大きすぎます"),
      help: Phrase(
        "long lists belong into list files: list x of domain from \"x.list\"",
        "長い一覧は別のファイルに置きます: list x of domain from \"x.list\""))
  }

  static func notUTF8(looksLike encoding: DecodedText.Encoding?) -> Complaint {
    let name = encoding.map { $0 == .cp932 ? "CP932 (Shift_JIS)" : $0.rawValue }
    return Complaint(
      .encoding, Phrase("this file is not UTF-8", "このファイルは UTF-8 ではありません"),
      label: Phrase("the first byte that is not UTF-8", "ここから UTF-8 として読めません"),
      help: name.map {
        Phrase(
          "it looks like \($0): save it as UTF-8",
          "\($0) のようです。文字コードに UTF-8 を選んで保存してください")
      } ?? Phrase("save the file as UTF-8", "文字コードに UTF-8 を選んで保存してください"))
  }

  static func undecodableList(_ path: String) -> Complaint {
    Complaint(
      .encoding,
      Phrase(
        "the list file `\(path)` is neither UTF-8 nor CP932",
        "一覧のファイル `\(path)` は UTF-8 でも CP932 でもありません"),
      label: Phrase("this file", "このファイルです"),
      help: Phrase("save the file as UTF-8", "文字コードに UTF-8 を選んで保存してください"))
  }

  static func decodedList(_ path: String, as encoding: String) -> Complaint {
    Complaint(
      .decoded,
      Phrase(
        "the list file `\(path)` was read as \(encoding)",
        "一覧のファイル `\(path)` を \(encoding) として読みました"),
      label: Phrase("it is not UTF-8", "UTF-8 ではありません"))
  }

  static let byteOrderMark = Complaint(
    .byteOrderMark,
    Phrase(
      "an invisible byte order mark stands in the middle of this file",
      "ファイルの途中に、目に見えない文字(BOM)があります"),
    label: Phrase("invisible, and passed over", "見えませんが、ここにあります。読み飛ばします"),
    help: Phrase(
      "the file was probably joined from two; delete the character",
      "二つのファイルをつないだときに入ったものと思われます。削除してください"))

  static let bidirectional = Complaint(
    .bidirectional,
    Phrase(
      "this file holds a character that reorders text",
      "文字の並び順を変える、目に見えない文字があります"),
    label: Phrase(
      "invisible, but what follows is not read as it looks",
      "見えませんが、この後は見た目と違う順で読まれます"),
    help: Phrase(
      "delete the character; rule files must read as they run",
      "削除してください。ルールは、見た目どおりに動く必要があります"))

  static func control(_ scalar: Unicode.Scalar) -> Complaint {
    Complaint(
      .control,
      Phrase(
        "this file holds the control character \(scalar.codePoint)",
        "制御文字 \(scalar.codePoint) があります"),
      label: Phrase("invisible, stands here", "見えませんが、ここにあります"),
      help: Phrase(
        "delete it; if there are many, save the file as UTF-8 text",
        "削除してください。たくさんある場合は、UTF-8 のテキストとして保存し直してください"))
  }

  static func circularUse(_ paths: [String]) -> Complaint {
    Complaint(
      .cycle, Phrase("these files use each other in a circle", "ファイルの `use` が循環しています"),
      label: Phrase("round and round", "ここで最初に戻ります"),
      help: Phrase(verbatim: paths.joined(separator: " → ")))
  }

  static func deepUse(limit: Int) -> Complaint {
    Complaint(
      .tooDeep, Phrase("too many files use each other", "`use` の段数が多すぎます"),
      label: Phrase("at most \(limit) deep", "\(limit) 段までです"))
  }

  static let manyMistakes = Complaint(
    .tooMany, Phrase("there are too many mistakes in this file", "このファイルは誤りが多すぎます"),
    label: Phrase("reading stopped here", "ここで読むのをやめました"),
    help: Phrase(
      "correct the first ones and check again; is it a rule file at all?",
      "最初のほうから直して、もう一度確認してください。ルールのファイルで合っていますか?"))

  static func unknownListColumn(
    _ column: String, of list: String, known: [String]
  ) -> Complaint {
    Complaint(
      .column,
      Phrase("`\(list)` has no column `\(column)`", "`\(list)` に列 `\(column)` はありません"),
      label: .didYouMean(column, among: known, else: Phrase("unknown column", "この列がありません")),
      help: .among("columns", "ある列", known, limit: 20))
  }
}

extension Unicode.Scalar {
  /// The number of the character, such as `U+200B`.
  var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}

extension Phrase {
  /// Creates a phrase from what the system says about a file.
  fileprivate init(systemReason reason: String) {
    let japanese =
      switch reason.lowercased() {
      case "no such file", "no such file or directory": "ファイルがありません"
      case "permission denied": "読む権限がありません"
      case "is a directory": "フォルダーです"
      case "not a regular file": "通常のファイルではありません"
      case "not a directory": "途中の名前がフォルダーではありません"
      case "input/output error": "読み出しの途中で失敗しました"
      case let text where text.hasPrefix("larger than "):
        text.replacing("larger than ", with: "") + " を超えています"
      default: reason
      }
    self.init(reason, japanese)
  }
}
