internal import ByteScan
internal import EventModel

/// The rights that an access to a file made use of, or asked for.
///
/// Source: the access mask tables of
/// <https://learn.microsoft.com/en-us/windows/win32/fileio/file-access-rights-constants> and of event 4663.
struct WindowsAccess: Hashable {
  private let mask: UInt64

  /// Reads `0x120089`; `nil` if it is no such number.
  init?(_ text: Span<UInt8>) {
    guard text.count > 2, text.count <= 18, text[0] == UInt8(ascii: "0"),
      text[1] | 0x20 == UInt8(ascii: "x")
    else { return nil }
    var mask: UInt64 = 0
    for offset in 2..<text.count {
      guard let digit = SquidText.hexDigit(text[offset]) else { return nil }
      mask = mask << 4 | UInt64(digit)
    }
    self.mask = mask
  }

  /// Whether the right to delete is among them, which a renaming uses too.
  var mayDelete: Bool { mask & 0x1_0000 != 0 }

  /// What the rights are good for: writing before deleting before reading; `nil` if for none of these.
  ///
  /// Attributes, permissions and synchronisation say nothing about the content.
  var action: Word? {
    if mask & 0x6 != 0 { return .write }
    if mask & 0x1_0000 != 0 { return .deleteFile }
    return mask & 0x1 != 0 ? .read : nil
  }
}
