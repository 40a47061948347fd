internal import Detection
internal import EventModel

/// The way on which data goes out, as reports sum it up.
enum Channel: Int, CaseIterable, Hashable, Sendable {
  case web, mail, media, print, files, access, other

  /// The channel of a category of rules.
  init(category: String) {
    switch category {
    case "personal_cloud", "file_transfer_service", "large_outbound", "personal_tenant",
      "sync_client", "chunked_transfer", "ai_paste_code":
      self = .web
    case "private_mail", "external_mail", "mail_forwarding", "misdelivery": self = .mail
    case "removable_media", "mobile_device": self = .media
    case "bulk_print": self = .print
    case "bulk_access", "confidential_label", "archive_staging", "mass_deletion": self = .files
    case "remote_control", "after_departure", "credential_abuse": self = .access
    default: self = .other
    }
  }

  func name(_ language: ReportLanguage) -> String {
    switch self {
    case .web: language("web", "ウェブ")
    case .mail: language("mail", "メール")
    case .media: language("devices", "外部媒体")
    case .print: language("print", "印刷")
    case .files: language("files", "ファイル")
    case .access: language("access", "アクセス")
    case .other: language("other", "その他")
    }
  }
}

extension Sequence<Finding> {
  /// What left at least by each channel, in the order of the channels.
  ///
  /// The findings of one rule count different events, those of two rules may count the same ones: so
  /// each channel has the largest sum that any one rule has in it. Rules on trial are left aside.
  ///
  /// - Complexity: O(*n*).
  func bytesOutByChannel() -> [(channel: Channel, byteCount: Int64)] {
    var sums: [Channel: [String: Int64]] = [:]
    for finding in self where !finding.isTrial {
      guard let bytes = finding.bytesOut, bytes > 0 else { continue }
      let sum = sums[Channel(category: finding.category), default: [:]][finding.rule, default: 0]
      let (total, overflow) = sum.addingReportingOverflow(bytes)
      sums[Channel(category: finding.category), default: [:]][finding.rule] =
        overflow ? .max : total
    }
    return Channel.allCases.compactMap { channel in
      sums[channel]?.values.max().map { (channel, $0) }
    }
  }

  /// The categories, those of the findings that come first being first.
  func categories() -> [String] {
    var seen: Set<String> = []
    return compactMap { seen.insert($0.category).inserted ? $0.category : nil }
  }
}
