internal import ByteScan
internal import SystemBoundary

/// The opening of an input: what its first bytes say, and the source that suits them.
struct ReaderOpening {
  let input: ArchiveInput
  let options: ReaderOptions
  var ledger: FileLedger
  /// The offset of the first byte that the source hands out.
  var streamOffset: UInt64 = 0

  init(input: ArchiveInput, options: ReaderOptions) {
    self.input = input
    self.options = options
    ledger = input.verdict ?? FileLedger(path: input.path)
    ledger.notes += input.notes
  }

  /// Returns the source of the text, or `nil` if there is nothing to read.
  mutating func open() -> ContentSource? {
    if input.verdict != nil { return nil }
    do throws(SystemError) {
      var stored = try StoredSource(
        openFile(), limit: input.storedLimit, hashes: options.hashesInputs,
        progress: options.progress)
      let prefix = stored.peek(ContentKind.prefixByteCount)
      let kind = ContentKind(of: prefix)
      noteSuffix(kind)
      switch kind {
      case .empty:
        noteEmpty()
        return .plain(PlainSource(stored))
      case .unsupported(let name):
        ledger.notes.append(InputNote(.unsupportedContainer, "\(name) is not read"))
        return nil
      case .gzip:
        ledger.isGzip = true
        var source = GzipSource(stored, hashes: options.hashesInputs)
        let encoding = ByteOrderMark.encoding(of: source.peekOpening())
        if encoding != .utf8WithMark { ledger.encoding = encoding }
        ledger.gzipModifiedSeconds = source.modifiedSeconds
        return .gzip(source)
      case .text:
        return openText(stored, prefix)
      }
    } catch {
      ledger.notes.append(InputDiscovery.note(for: error))
      return nil
    }
  }

  private func openFile() throws(SystemError) -> InputFile {
    input.isStandardInput ? .standardInput : try InputFile(opening: input.path)
  }

  private mutating func openText(
    _ stored: consuming StoredSource, _ prefix: [UInt8]
  ) -> ContentSource {
    ledger.encoding = ByteOrderMark.encoding(of: prefix)
    let markByteCount = ledger.encoding == .utf8WithMark ? ByteOrderMark.utf8.count : 0
    var source = PlainSource(stored)
    source.skip(markByteCount)
    streamOffset = UInt64(markByteCount)
    return .plain(source)
  }

  private mutating func noteEmpty() {
    if !input.isStandardInput && input.path.hasSuffix(".gz") {
      ledger.notes.append(InputNote(.emptyNotGzip, "a gzip file has at least 18 bytes"))
    } else {
      ledger.notes.append(InputNote(.emptyContent, "the input has no bytes"))
    }
  }

  private mutating func noteSuffix(_ kind: ContentKind) {
    if input.isStandardInput || kind == .empty { return }
    let isNamedGzip = input.path.hasSuffix(".gz") || input.path.hasSuffix(".tgz")
    if isNamedGzip != (kind == .gzip) {
      let content = kind == .gzip ? "gzip" : "not gzip"
      ledger.notes.append(InputNote(.suffixMismatch, "the content is \(content)"))
    }
  }
}
