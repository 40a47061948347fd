internal import Detection
internal import EventModel
internal import RuleProgram

/// Severities, categories and kinds in words for people.
enum FindingWording {
  static func severity(_ severity: Severity, _ language: ReportLanguage) -> String {
    switch severity {
    case .info: language("info", "情報")
    case .low: language("low", "低")
    case .medium: language("medium", "中")
    case .high: language("high", "高")
    case .critical: language("critical", "緊急")
    }
  }

  static func category(_ name: String, _ language: ReportLanguage) -> String {
    if language == .japanese, let text = japanese[name] { return text }
    if name == "custom" { return "other" }
    return name.split(separator: "_").joined(separator: " ")
  }

  static func subject(_ kind: Subject.Kind, _ language: ReportLanguage) -> String {
    switch kind {
    case .user: language("person", "人")
    case .address: language("address", "アドレス")
    case .host: language("host", "端末")
    case .source: language("log source", "ログ源")
    }
  }

  private static let japanese = [
    "personal_cloud": "個人契約のクラウド", "file_transfer_service": "ファイル転送サービス",
    "large_outbound": "大量の送信", "removable_media": "外部媒体", "mobile_device": "携帯端末",
    "private_mail": "私用メール", "external_mail": "社外メール", "remote_control": "遠隔操作",
    "bulk_access": "大量の閲覧", "confidential_label": "秘密の表示", "archive_staging": "圧縮と集約",
    "personal_tenant": "会社のものではないテナント", "sync_client": "同期ソフト",
    "after_departure": "退職後の利用", "chunked_transfer": "少量ずつの送信", "bulk_print": "大量の印刷",
    "mass_deletion": "大量の削除", "log_gap": "ログの欠落", "mail_forwarding": "メールの転送",
    "precursor": "前兆", "ai_paste_code": "生成 AI への貼り付け", "credential_abuse": "認証情報の悪用",
    "misdelivery": "誤送信", "custom": "その他",
  ]
}
