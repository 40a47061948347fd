internal import ByteScan
internal import EventModel

/// What Windows logs without a person having done anything with a document.
///
/// These are the documented rules of `Documentation/formats-windows.md`; what they leave out is
/// counted as irrelevant.
enum WindowsNoise {
  /// Whether an account is one of the machine or the system: `PC01$`, `SYSTEM`, a service.
  static func isMachine(account: Span<UInt8>) -> Bool {
    account.ends(with: "$") || account.equalsIgnoringAsciiCase("SYSTEM")
      || account.equalsIgnoringAsciiCase("LOCAL SERVICE")
      || account.equalsIgnoringAsciiCase("NETWORK SERVICE")
      || account.equalsIgnoringAsciiCase("ANONYMOUS LOGON")
      || account.startsIgnoringAsciiCase(with: "DWM-")
      || account.startsIgnoringAsciiCase(with: "UMFD-")
  }

  /// Whether an identifier is that of the system, of a service or of nobody: names are translated,
  /// identifiers are not.
  static func isMachine(identifier: Span<UInt8>) -> Bool {
    identifier.equals("S-1-5-18") || identifier.equals("S-1-5-19")
      || identifier.equals("S-1-5-20") || identifier.equals("S-1-5-7")
      || identifier.starts(with: "S-1-5-80-") || identifier.starts(with: "S-1-5-90-")
      || identifier.starts(with: "S-1-5-96-")
  }

  /// Whether a process reads files to index or to check them, or makes their thumbnails.
  static func isScanner(process path: Span<UInt8>) -> Bool {
    let name = path.extracting(FilePath.nameRange(in: path))
    return name.equalsIgnoringAsciiCase("SearchIndexer.exe")
      || name.equalsIgnoringAsciiCase("SearchProtocolHost.exe")
      || name.equalsIgnoringAsciiCase("SearchFilterHost.exe")
      || name.equalsIgnoringAsciiCase("MsMpEng.exe")
      || name.equalsIgnoringAsciiCase("TiWorker.exe")
      || name.equalsIgnoringAsciiCase("TrustedInstaller.exe")
      || name.equalsIgnoringAsciiCase("svchost.exe")
      || name.equalsIgnoringAsciiCase("dllhost.exe")
  }

  /// Whether a path is one of programs rather than of people; the path is unified.
  ///
  /// - Complexity: O(*n*) in the bytes.
  static func isSystem(path: Span<UInt8>) -> Bool {
    let name = path.extracting(FilePath.nameRange(in: path))
    if name.equalsIgnoringAsciiCase("desktop.ini") || name.equalsIgnoringAsciiCase("Thumbs.db")
      || name.starts(with: "~$") || name.endsIgnoringAsciiCase(with: ".tmp")
      || name.startsIgnoringAsciiCase(with: "NTUSER.DAT")
      || name.starts(with: "__PSScriptPolicyTest_")
    {
      return true
    }
    guard let start = WindowsPath.endOfDrive(path) else {
      return !WindowsPath.isOnServer(path)
    }
    let rest = path.extracting(start..<path.count)
    if rest.startsIgnoringAsciiCase(with: "\\Windows\\")
      || rest.startsIgnoringAsciiCase(with: "\\Program Files\\")
      || rest.startsIgnoringAsciiCase(with: "\\Program Files (x86)\\")
      || rest.startsIgnoringAsciiCase(with: "\\ProgramData\\")
      || rest.startsIgnoringAsciiCase(with: "\\System Volume Information\\")
      || rest.startsIgnoringAsciiCase(with: "\\$")
    {
      return true
    }
    guard let data = endOfApplicationData(rest) else { return false }
    let own = rest.extracting(data..<rest.count)
    return own.startsIgnoringAsciiCase(with: "Local\\Packages\\")
      || own.startsIgnoringAsciiCase(with: "Local\\Microsoft\\")
      || own.startsIgnoringAsciiCase(with: "Roaming\\Microsoft\\")
      || own.startsIgnoringAsciiCase(with: "LocalLow\\")
  }

  /// Whether a share is one of the system: `\\*\IPC$`, printer drivers, policies.
  static func isSystem(share name: Span<UInt8>) -> Bool {
    let share = name.extracting(FilePath.nameRange(in: name))
    return share.equalsIgnoringAsciiCase("IPC$") || share.equalsIgnoringAsciiCase("print$")
      || share.equalsIgnoringAsciiCase("SYSVOL") || share.equalsIgnoringAsciiCase("NETLOGON")
  }

  private static func endOfApplicationData(_ path: Span<UInt8>) -> Int? {
    var start = 0
    while let at = path.firstOffset(of: UInt8(ascii: "\\"), from: start) {
      start = at + 1
      let rest = path.extracting(start..<path.count)
      if rest.startsIgnoringAsciiCase(with: "AppData\\") { return start + 8 }
    }
    return nil
  }
}
