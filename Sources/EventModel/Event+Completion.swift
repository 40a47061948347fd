internal import ByteScan

extension Event {
  /// Fills in what follows from the fields an event has, and leaves alone what it already says.
  ///
  /// Every event goes through here once, real ones and those of inline tests: `name` and `extension`
  /// from the path, `attachment_count` from the attachments, the `direction` of a mail, and
  /// `bytes_out` of files and mails. The rules for `bytes_out`:
  /// - a file: its `size`, if the action is copy, write, move, create or archive and the volume is
  ///   removable, phone, optical, cloud_sync or cloud, or if the action is upload or sync;
  /// - a mail: its `size`, if a recipient is outside the company; missing while no domain of the
  ///   company is known;
  /// - everything else: as the format set it.
  ///
  /// - Parameters:
  ///   - companyDomains: The domains that are inside.
  ///   - block: The block that the event was read from; empty for an event that owns its texts.
  package mutating func complete(companyDomains: CompanyDomains, in block: Span<UInt8>) {
    switch kind {
    case .file:
      completeName(in: block)
      completeFileSize()
    case .app:
      completeName(in: block)
    case .mail:
      completeAttachmentCount()
      completeMail(companyDomains, in: block)
    case .web, .mailRule, .share, .device, .query, .login, .print, .source, .alert:
      break
    }
  }

  /// Fills in `bytes_out` of a file that leaves, as ``complete(companyDomains:in:)`` does.
  package mutating func completeFileSize() {
    if !has(.bytesOut), carriesFileOut, let size = number(.size) { set(.bytesOut, to: size) }
  }

  private mutating func completeName(in block: Span<UInt8>) {
    if !has(.name), let range = rangeOfName(in: block) {
      set(.name, toPart: range, of: .path)
    }
    if kind == .file, !has(.fileExtension), let range = rangeOfExtension(in: block) {
      set(.fileExtension, toPart: range, of: .name)
    }
  }

  private func rangeOfName(in block: Span<UInt8>) -> Range<Int>? {
    guard has(.path) else { return nil }
    let path = text(.path, in: block)
    return FilePath.nameRange(in: path)
  }

  private func rangeOfExtension(in block: Span<UInt8>) -> Range<Int>? {
    guard has(.name) else { return nil }
    let name = text(.name, in: block)
    return FilePath.extensionRange(in: name)
  }

  /// Whether the action and the volume of a file event take the file out.
  private var carriesFileOut: Bool {
    Self.carriesFileOut(action: word(.action), volume: word(.volume))
  }

  /// Whether an action on a volume takes a file out; `nil` stands for one that is missing.
  package static func carriesFileOut(action: Word?, volume: Word?) -> Bool {
    switch action {
    case .upload, .sync: true
    case .copy, .write, .move, .create, .archive:
      switch volume {
      case .removable, .phone, .optical, .cloudSync, .cloud: true
      default: false
      }
    default: false
    }
  }

  private mutating func completeAttachmentCount() {
    guard !has(.attachmentCount) else { return }
    var count: Int64 = 0
    for element in elements where element.field == .attachment { count += 1 }
    if count > 0 { set(.attachmentCount, to: count) }
  }

  private mutating func completeMail(_ company: CompanyDomains, in block: Span<UInt8>) {
    guard !company.isEmpty else { return }
    let recipients = recipientSides(company, in: block)
    if !has(.bytesOut), recipients.hasOutside, let size = number(.size) {
      set(.bytesOut, to: size)
    }
    guard !has(.direction), let isSenderInside = isSenderInside(company, in: block) else { return }
    if !isSenderInside {
      set(.direction, to: .inbound)
    } else if recipients.hasOutside {
      set(.direction, to: .outbound)
    } else if recipients.hasInside {
      set(.direction, to: .internalMail)
    }
  }

  private func recipientSides(
    _ company: CompanyDomains, in block: Span<UInt8>
  ) -> (hasInside: Bool, hasOutside: Bool) {
    var sides = (hasInside: false, hasOutside: false)
    for element in elements where element.field.isRecipient {
      let address = text(at: element.text, in: block)
      switch company.containsAddress(address) {
      case true?: sides.hasInside = true
      case false?: sides.hasOutside = true
      case nil: continue
      }
    }
    return sides
  }

  private func isSenderInside(_ company: CompanyDomains, in block: Span<UInt8>) -> Bool? {
    guard has(.sender) else { return nil }
    let sender = text(.sender, in: block)
    return company.containsAddress(sender)
  }
}

extension Field {
  /// Whether the values of the field are recipients of a mail.
  package var isRecipient: Bool {
    switch self {
    case .to, .cc, .bcc, .recipient: true
    default: false
    }
  }
}
