internal import ByteScan
internal import EventModel
internal import LogArchive
internal import LogFormats

/// Finds out from the first block of an input what it is and how it is stored.
///
/// Both are found together: the text tells the format, and the declaration of the format may tell how
/// the text is stored where its bytes leave that open.
struct FirstBlock {
  let identifier: SourceIdentifier
  let input: ArchiveInput
  /// When the packed file was last written, where gzip says so.
  let packedSeconds: UInt32?

  /// Identifies the input, and takes over the encoding that its format declares.
  ///
  /// - Parameters:
  ///   - block: The first lines as they are stored.
  ///   - survey: The survey of the input, which has seen nothing yet; it has seen the block afterwards.
  /// - Returns: What the input is, and how the block is stored.
  func identify(
    _ block: Span<UInt8>, _ survey: inout EncodingSurvey
  ) -> (identity: SourceIdentity, encoding: BlockEncoding) {
    let untouched = survey
    let encoding = survey.look(at: block)
    let identity = identify(block, encoding)
    if encoding == .utf16LittleEndian || encoding == .utf16BigEndian { return (identity, encoding) }
    for declared in identifier.declaredEncodings {
      var assumed = untouched
      assumed.assume(declared)
      let assumedEncoding = assumed.look(at: block)
      // A format that is declared in another encoding shows only in text that is read so.
      let found =
        assumedEncoding == encoding ? identity : identify(block, assumedEncoding)
      guard found.declaredEncoding == declared else { continue }
      survey = assumed
      return (found, assumedEncoding)
    }
    return (identity, encoding)
  }

  private func identify(_ block: Span<UInt8>, _ encoding: BlockEncoding) -> SourceIdentity {
    guard encoding != .asStored else {
      return identifier.identify(block, input: input, packedSeconds: packedSeconds)
    }
    var decoded = DecodedBlock()
    decoded.fill(from: block, encoding)
    return identifier.identify(decoded.text, input: input, packedSeconds: packedSeconds)
  }
}

extension SourceIdentifier {
  /// The encodings that declarations decide for where bytes leave it open, in a fixed order.
  fileprivate var declaredEncodings: [DoubleByteEncoding] {
    let declared = formats.declaredEncodings
    return (declared.contains(.cp932) ? [.cp932] : [])
      + (declared.contains(.eucJP) ? [.eucJP] : [])
  }
}

extension SourceIdentity {
  /// The encoding that the declaration of the format decides for.
  fileprivate var declaredEncoding: DoubleByteEncoding? {
    switch identification?.declaredEncoding {
    case .cp932: .cp932
    case .eucJP: .eucJP
    case .auto, .utf8, .utf16, nil: nil
    }
  }
}
