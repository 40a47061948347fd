internal import Detection
internal import LogArchive

extension InputReading {
  /// Brings kept lines of the inputs into UTF-8, for reports that show them to people.
  var storedText: @Sendable (_ input: Int, _ line: ArraySlice<UInt8>) -> StoredText? {
    let encodings = identities.map(\.encodingOfKeptLines)
    return { input, line in
      guard encodings.indices.contains(input),
        let read = encodings[input].text(ofKeptLine: line.span)
      else { return nil }
      return StoredText(text: read.text, encoding: read.encoding.rawValue)
    }
  }
}
