internal import ByteScan
internal import EventModel

extension UnifiedAuditEvents {
  /// A link was made, or somebody was let in.
  mutating func readShare(
    _ action: Word, _ scope: Word, _ cells: borrowing RecordCells, _ block: Span<UInt8>,
    _ event: inout Event
  ) -> LineOutcome {
    event.set(.action, to: action)
    event.set(.scope, to: scope)
    if decode(cells[.objectID], block) { event.set(.path, copying: text.span) }
    if scope != .publicScope, decode(cells[.targetName], block) {
      undoGuestName()
      if text.contains(UInt8(ascii: "@")) { event.append(.target, copying: text.span) }
    }
    return .event
  }

  /// Whom something is shared with: guests are outside, members and groups inside; `nil` if nobody is
  /// named.
  mutating func scope(_ cells: borrowing RecordCells, _ block: Span<UInt8>) -> Word? {
    let type = block.extracting(cells[.targetType].range)
    if type.equals("Guest") || type.equals("External") || type.equals("Partner") {
      return .external
    }
    guard decode(cells[.targetName], block) else { return nil }
    let isGuest = Self.guestMark(text.span) != nil
    return isGuest ? .external : .internalScope
  }

  /// Writes `jiro_gmail.com#ext#@contoso.onmicrosoft.com`, the name of a guest, as `jiro@gmail.com`.
  private mutating func undoGuestName() {
    guard let mark = Self.guestMark(text.span) else { return }
    text.removeLast(text.count - mark)
    if let at = text.lastIndex(of: UInt8(ascii: "_")) { text[at] = UInt8(ascii: "@") }
  }

  private static func guestMark(_ text: Span<UInt8>) -> Int? {
    var start = 0
    while let at = text.firstOffset(of: UInt8(ascii: "#"), from: start) {
      if text.extracting(at..<text.count).startsIgnoringAsciiCase(with: "#EXT#") { return at }
      start = at + 1
    }
    return nil
  }

  /// `New-InboxRule`, `Set-Mailbox` and their like: where mail is sent on to.
  ///
  /// `needsTarget` says that the command has to do with forwarding only if it says so.
  mutating func readRule(
    _ action: Word, needsTarget: Bool, _ cells: borrowing RecordCells, _ block: Span<UInt8>,
    _ event: inout Event
  ) -> LineOutcome {
    var action = action
    var isAboutForwarding = false
    for index in 0..<UnifiedAuditValue.parameterLimit {
      let place = UnifiedAuditValue.place(ofParameter: index)
      guard cells.isSet(place) else { break }
      let name = block.extracting(cells[place].range)
      if name.equals("Identity") || name.equals("Mailbox") {
        if !event.has(.mailbox), decode(cells[place + 1], block) {
          event.set(.mailbox, copying: text.span)
        }
      } else if Self.isForwarding(name) {
        isAboutForwarding = true
        if decode(cells[place + 1], block) {
          appendAddresses(&event)
        } else {
          action = .remove
        }
      }
    }
    guard isAboutForwarding || !needsTarget else { return .ignored(.irrelevant) }
    if event.has(.forwardTo), action == .remove { action = .change }
    event.set(.action, to: action)
    if !event.has(.mailbox), decode(cells[.objectID], block) {
      event.set(.mailbox, copying: text.span)
    }
    return .event
  }

  /// Parameters that name where mail goes, of New-InboxRule, Set-Mailbox and New-TransportRule in the
  /// reference of Exchange's commands, <https://learn.microsoft.com/en-us/powershell/module/exchange/>.
  private static func isForwarding(_ name: Span<UInt8>) -> Bool {
    name.equals("ForwardTo") || name.equals("ForwardAsAttachmentTo") || name.equals("RedirectTo")
      || name.equals("ForwardingSmtpAddress") || name.equals("ForwardingAddress")
      || name.equals("BlindCopyTo") || name.equals("CopyTo") || name.equals("RedirectMessageTo")
  }

  /// Takes the addresses out of ``text``: `smtp:a@b`, `a@b;c@d`, `"A" [SMTP:a@b]`.
  private func appendAddresses(_ event: inout Event) {
    var start = 0
    for end in 0...text.count {
      let byte = end < text.count ? text[end] : UInt8(ascii: ";")
      switch byte {
      case UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"),
        UInt8(ascii: ":"), UInt8(ascii: "\""), 0x20, UInt8(ascii: "<"), UInt8(ascii: ">"):
        let part = text.span.extracting(start..<end)
        if part.firstOffset(of: UInt8(ascii: "@")) != nil {
          event.append(.forwardTo, copying: part)
        }
        start = end + 1
      default: break
      }
    }
  }
}
