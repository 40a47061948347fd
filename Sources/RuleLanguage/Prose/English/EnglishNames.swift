internal import EventModel
internal import RuleProgram

/// What English readers call the things that rules name.
enum EnglishNames {
  static func kind(_ kind: EventKind) -> String {
    switch kind {
    case .web: "web request"
    case .mail: "mail"
    case .mailRule: "change of a mail rule"
    case .file: "file operation"
    case .share: "change of a share"
    case .device: "device event"
    case .app: "application event"
    case .query: "database query"
    case .login: "sign-in"
    case .print: "print job"
    case .source: "fault of a log"
    case .alert: "finding of another rule"
    }
  }

  static func field(_ field: Field, in kinds: [EventKind]) -> String {
    switch field {
    case .code: "event code"
    case .time: "time"
    case .user: "user"
    case .host: "host"
    case .srcIP: "source address"
    case .outcome: "outcome"
    case .source: "log source"
    case .bytesOut: "volume sent"
    case .domain: "destination domain"
    case .url: "URL"
    case .path: kinds == [.web] ? "URL path" : kinds == [.app] ? "program path" : "file path"
    case .method: "request method"
    case .status: "status code"
    case .bytesIn: "volume received"
    case .tenant: "tenant"
    case .account: "account"
    case .siteCategory: "site category"
    case .contentType: "content type"
    case .userAgent: "user agent"
    case .sender: "sender"
    case .to: "To recipient"
    case .cc: "Cc recipient"
    case .bcc: "Bcc recipient"
    case .recipient: "recipient"
    case .subject: "subject"
    case .attachment: "attachment"
    case .attachmentCount: "number of attachments"
    case .externalRecipientCount: "number of recipients outside the company"
    case .size: "size"
    case .direction: "direction"
    case .action: "action"
    case .mailbox: "mailbox"
    case .forwardTo: "forwarding address"
    case .name: kinds == [.app] ? "program name" : "file name"
    case .fileExtension: "file extension"
    case .targetPath: "target path"
    case .volume: "kind of volume"
    case .deviceSerial: "device serial number"
    case .label: "confidentiality label"
    case .scope: "scope of the share"
    case .target: "share target"
    case .deviceType: "device type"
    case .deviceVendor: "device vendor"
    case .deviceModel: "device model"
    case .database: "database"
    case .table: "table"
    case .rows: "number of rows"
    case .statement: "statement"
    case .service: "service"
    case .kindOfLogin: "kind of sign-in"
    case .document: "document"
    case .pages: "number of pages"
    case .printer: "printer"
    case .duration: "duration"
    case .rule: "rule"
    case .score: "score"
    case .severity: "severity"
    case .category: "category"
    }
  }

  /// A part of a value; `nil` for the whole.
  static func part(_ part: Operand.Part) -> String? {
    switch part {
    case .whole: nil
    case .domain: "domain"
    case .local: "part before the @"
    case .name: "name"
    case .size: "size"
    case .fileExtension: "extension"
    case .daysLeft: "days left"
    case .department: "department"
    case .phase: "phase of leaving"
    }
  }

  static func flag(_ flag: UserFlag) -> String {
    switch flag {
    case .departing: "about to leave"
    case .departed: "past the last day"
    case .onFinalLeave: "on final leave"
    case .contractor: "a contractor"
    case .temp: "a temporary worker"
    case .watched: "on the watchlist"
    case .privileged: "a privileged user"
    case .known: "in the roster"
    }
  }

  static func listType(_ type: ListType) -> String {
    switch type {
    case .domain: "domains, with their sub-domains"
    case .email: "e-mail addresses"
    case .user: "users"
    case .ip: "addresses or networks"
    case .folder: "folders, with what is inside"
    case .text: "values"
    case .word: "words"
    case .glob: "patterns with * and ?"
    case .date: "dates"
    }
  }

  static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
}

extension [String] {
  /// Joins names: A, B or C.
  func englishList(_ last: String) -> String {
    guard count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " \(last) " + self[count - 1]
  }
}
