internal import EventModel
internal import RuleProgram

/// What Japanese readers call the things that rules name.
enum JapaneseNames {
  static func kind(_ kind: EventKind) -> String {
    switch kind {
    case .web: "Web アクセス"
    case .mail: "メール"
    case .mailRule: "メール転送設定の変更"
    case .file: "ファイル操作"
    case .share: "共有の変更"
    case .device: "装置の接続"
    case .app: "アプリの操作"
    case .query: "データベースの参照"
    case .login: "ログイン"
    case .print: "印刷"
    case .source: "ログそのものの異常"
    case .alert: "ほかのルールの通知"
    }
  }

  /// The words that the shipped prelude defines; others are called by their own name.
  static func define(_ name: String) -> String? {
    [
      "upload": "送信", "download": "受信", "copy_out": "外部媒体へのコピー",
      "sent_mail": "送信されたメール", "unmeasured_upload": "送信量の記録がない送信",
      "customer_read": "顧客資料などの閲覧", "carrier_attached": "USB 媒体の接続",
      "phone_attached": "スマートフォンの接続",
    ][name]
  }

  static func field(_ field: Field, in kinds: [EventKind]) -> String {
    switch field {
    case .code: "コード"
    case .time: "時刻"
    case .user: "利用者"
    case .host: "端末"
    case .srcIP: "送信元アドレス"
    case .outcome: "結果"
    case .source: "ログの出所"
    case .bytesOut: "送信量"
    case .domain: "宛先ドメイン"
    case .url: "URL"
    case .path:
      kinds == [.web] ? "URL のパス" : kinds == [.app] ? "実行ファイルの場所" : "ファイルの場所"
    case .method: "メソッド"
    case .status: "応答コード"
    case .bytesIn: "受信量"
    case .tenant: "テナント"
    case .account: "利用アカウント"
    case .siteCategory: "サイトの分類"
    case .contentType: "内容の種類"
    case .userAgent: "ユーザーエージェント"
    case .sender: "差出人"
    case .to: "To の宛先"
    case .cc: "Cc の宛先"
    case .bcc: "Bcc の宛先"
    case .recipient: "宛先"
    case .subject: "件名"
    case .attachment: "添付"
    case .attachmentCount: "添付の数"
    case .externalRecipientCount: "社外の宛先の数"
    case .size: kinds == [.mail] ? "メールの大きさ" : "大きさ"
    case .direction: "向き"
    case .action: "操作"
    case .mailbox: "メールボックス"
    case .forwardTo: "転送先"
    case .name: kinds == [.app] ? "アプリ名" : "ファイル名"
    case .fileExtension: "拡張子"
    case .targetPath: "コピー先"
    case .volume: "保存先の種類"
    case .deviceSerial: "装置の製造番号"
    case .label: "秘密区分"
    case .scope: "公開範囲"
    case .target: "共有の相手"
    case .deviceType: "装置の種類"
    case .deviceVendor: "装置の製造者"
    case .deviceModel: "装置の型名"
    case .database: "データベース"
    case .table: "表"
    case .rows: "件数(行)"
    case .statement: "問い合わせ文"
    case .service: "サービス"
    case .kindOfLogin: "ログインの種類"
    case .document: "文書"
    case .pages: "ページ数"
    case .printer: "プリンター"
    case .duration: "長さ"
    case .rule: "ルール"
    case .score: "点数"
    case .severity: "重大度"
    case .category: "分類"
    }
  }

  /// A part of a value, standing alone; `nil` for the whole.
  static func part(_ part: Operand.Part) -> String? {
    switch part {
    case .whole: nil
    case .domain: "ドメイン"
    case .local: "@ より前の部分"
    case .name: "名前"
    case .size: "大きさ"
    case .fileExtension: "拡張子"
    case .daysLeft: "退職日までの日数"
    case .department: "部署"
    case .phase: "退職までの段階"
    }
  }

  static func flag(_ flag: UserFlag) -> String {
    switch flag {
    case .departing: "退職予定者"
    case .departed: "退職済み"
    case .onFinalLeave: "最終出社日後の休暇中"
    case .contractor: "業務委託"
    case .temp: "派遣"
    case .watched: "監視対象者"
    case .privileged: "特権利用者"
    case .known: "名簿にある人"
    }
  }

  static func severity(_ word: String) -> String {
    ["info": "情報", "low": "低", "medium": "中", "high": "高", "critical": "緊急"][word] ?? word
  }

  /// A word of a closed vocabulary; what has no common Japanese name stays as it is.
  static func word(_ word: String) -> String {
    let names = [
      "allowed": "許可", "blocked": "遮断", "failed": "失敗", "out": "社外あて", "in": "社外から",
      "internal": "社内", "read": "閲覧", "create": "作成", "write": "書き込み", "copy": "コピー",
      "move": "移動", "rename": "名前の変更", "delete": "削除", "archive": "圧縮",
      "upload": "アップロード", "download": "ダウンロード", "sync": "同期", "change": "変更",
      "remove": "削除", "connect": "接続", "disconnect": "取り外し", "mount": "マウント",
      "start": "起動", "stop": "終了", "install": "インストール", "select": "参照",
      "export": "書き出し", "gap": "欠落", "backwards": "時刻の逆行", "missing": "欠損",
      "volume_drop": "件数の急減", "local": "内蔵ディスク", "network": "ネットワーク",
      "removable": "USB などの媒体", "phone": "スマートフォン", "optical": "光学媒体",
      "cloud_sync": "クラウド同期フォルダー", "cloud": "クラウド", "usb_storage": "USB 記憶装置",
      "mtp": "MTP", "ptp": "PTP", "sd_card": "SD カード", "bluetooth": "Bluetooth",
      "unknown": "不明", "public": "一般公開", "external": "社外", "interactive": "対話",
      "remote": "遠隔", "vpn": "VPN", "none": "該当なし", "before_notice": "退職通知前の期間",
      "notice": "退職通知後", "last_30_days": "退職前30日", "last_week": "最終週",
      "final_leave": "最終出社日後の休暇", "departed": "退職後", "info": "情報", "low": "低",
      "medium": "中", "high": "高", "critical": "緊急",
    ]
    return names[word] ?? word
  }

  static func category(_ name: String) -> String {
    let names = [
      "personal_cloud": "個人契約のクラウド", "file_transfer_service": "ファイル転送サービス",
      "large_outbound": "大量の送信", "removable_media": "外部媒体", "mobile_device": "携帯端末",
      "private_mail": "私用メール", "external_mail": "社外メール", "remote_control": "遠隔操作",
      "bulk_access": "大量の閲覧", "confidential_label": "秘密の表示",
      "archive_staging": "圧縮と集約", "personal_tenant": "会社のものではないテナント",
      "sync_client": "同期ソフト", "after_departure": "退職後の利用",
      "chunked_transfer": "少量ずつの送信", "bulk_print": "大量の印刷",
      "mass_deletion": "大量の削除", "log_gap": "ログの欠落", "mail_forwarding": "メールの転送",
      "precursor": "前兆", "ai_paste_code": "生成 AI への貼り付け",
      "credential_abuse": "認証情報の悪用", "misdelivery": "誤送信", "custom": "その他",
    ]
    return names[name] ?? name
  }

  /// A column of the roster as tests give it.
  static func column(_ name: String) -> String {
    let names = [
      "logins": "ログイン名", "login": "ログイン名", "email": "メール", "aliases": "別名",
      "name": "氏名", "romaji": "ローマ字氏名", "department": "部署", "manager": "上長",
      "employment": "雇用形態", "type": "雇用形態", "hire_date": "入社日",
      "notice_date": "退職の通知日", "last_office_day": "最終出社日", "last_day": "退職日",
      "contract_end": "契約終了日",
      "hosts": "端末", "calendar": "暦",
    ]
    return names[name] ?? name
  }

  static func listType(_ type: ListType) -> String {
    switch type {
    case .domain: "ドメイン、そのサブドメインも含みます"
    case .email: "メールアドレス"
    case .user: "利用者"
    case .ip: "アドレスまたはネットワーク"
    case .folder: "フォルダー、その中も含みます"
    case .text: "値"
    case .word: "語"
    case .glob: "* と ? を使った型"
    case .date: "日付"
    }
  }

  static let weekdays = ["月曜", "火曜", "水曜", "木曜", "金曜", "土曜", "日曜"]
}
