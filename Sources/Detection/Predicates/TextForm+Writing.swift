import ByteScan
import EventModel
import RuleProgram

extension TextForm {
  /// Replaces `output` by a text in this form.
  ///
  /// - Complexity: O(*n*) in the bytes; no allocation for ASCII once `output` has grown.
  func write(_ text: Span<UInt8>, into output: inout [UInt8]) {
    switch self {
    case .raw:
      output.removeAll(keepingCapacity: true)
      output.append(addingCapacity: text.count) { bytes in
        for index in text.indices { bytes.append(text[index]) }
      }
    case .folded: TextFolding.fold(text, into: &output)
    case .path:
      TextFolding.fold(text, into: &output)
      Self.unifySeparators(of: &output)
    case .domain: Domain.normalise(text, into: &output)
    case .email:
      guard let parts = EmailAddress(text) else {
        TextFolding.fold(text, into: &output)
        return
      }
      TextFolding.fold(
        text.extracting(parts.local.lowerBound..<parts.domain.upperBound), into: &output)
      let domain = output.lastIndex(of: UInt8(ascii: "@")).map { $0 + 1 } ?? 0
      if Self.isPlainHost(output.span.extracting(domain..<output.count)) { return }
      var host: [UInt8] = []
      Domain.normalise(text.extracting(parts.domain), into: &host)
      output.replaceSubrange(domain..., with: host)
    }
  }

  /// Replaces `output` by a pattern that is held against pieces of texts in this form.
  ///
  /// A piece of a host or address is only folded: `.jp` is a fine end of a host, but no host.
  func writePattern(_ text: Span<UInt8>, _ match: TextMatch, into output: inout [UInt8]) {
    let isPiece = match != .equals && (self == .domain || self == .email)
    (isPiece ? .folded : self).write(text, into: &output)
  }

  /// Writes every separator as `/`, and runs of them as one but for those at the start (`\\server`).
  private static func unifySeparators(of path: inout [UInt8]) {
    let separator = UInt8(ascii: "/")
    var bytes = path.mutableSpan
    // Neither loop has a branch per byte; few paths have runs.
    for index in bytes.indices {
      let byte = bytes[index]
      bytes[index] = byte == UInt8(ascii: "\\") ? separator : byte
    }
    var runs: UInt8 = 0
    for index in min(2, bytes.count)..<bytes.count {
      runs |= (bytes[index] ^ separator) | (bytes[index - 1] ^ separator) == 0 ? 1 : 0
    }
    guard runs != 0 else { return }
    var kept = 0
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == separator, kept > 1, bytes[kept - 1] == byte { continue }
      bytes[kept] = byte
      kept += 1
    }
    path.removeLast(path.count - kept)
  }

  /// Returns whether folded bytes are a host in normal form, so that nothing is left to do.
  private static func isPlainHost(_ host: Span<UInt8>) -> Bool {
    guard let last = host.indices.last, host[last] &- 0x61 < 26 else { return false }
    for index in host.indices {
      let byte = host[index]
      guard
        byte &- 0x61 < 26 || byte.isAsciiDigit || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: ".")
      else { return false }
    }
    return true
  }
}

extension TextSource.Part {
  /// Returns where the part stands in a text, or `nil` if the text lacks it.
  func range(in text: Span<UInt8>) -> Range<Int>? {
    switch self {
    case .whole, .department, .phase: return text.isEmpty ? nil : text.indices
    case .addressDomain: return EmailAddress(text)?.domain
    case .addressLocal: return EmailAddress(text)?.local
    case .nameExtension: return FilePath.extensionRange(in: text)
    }
  }
}
