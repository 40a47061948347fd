internal import ByteScan

/// A file that a call named, as its PATH record tells it.
struct AuditPath {
  var item: Int64
  var name: [UInt8]
  /// `NORMAL`, `PARENT`, `CREATE`, `DELETE`, `UNKNOWN`.
  var kind: [UInt8]
  var isFolder: Bool

  /// Reads a PATH record; `nil` if it has no name.
  init?(_ record: AuditRecord, in bytes: Span<UInt8>) {
    guard let name = record.text("name", in: bytes) else { return nil }
    self.name = name
    item =
      record.value("item", in: bytes)
      .flatMap { try? bytes.extracting($0).decimalCount() } ?? 0
    kind = record.value("nametype", in: bytes).map { [UInt8](bytes.extracting($0)) } ?? []
    let mode = record.value("mode", in: bytes)
    isFolder = mode.map { bytes.extracting($0).starts(with: "040") } ?? false
  }

  /// Returns the path from the root, if the folder in which a relative name begins is known, which an empty
  /// one is not; `.` and `..` are taken out by their text.
  ///
  /// - Complexity: O(*n*) in the bytes of name and folder.
  func whole(below folder: [UInt8]) -> [UInt8] {
    let slash = UInt8(ascii: "/")
    guard name.first != slash, !folder.isEmpty else { return Self.plain(name) }
    return Self.plain(folder + [slash] + name)
  }

  /// Returns a path without empty components, `.`, and the `..` that something stands in front of.
  private static func plain(_ path: [UInt8]) -> [UInt8] {
    let slash = UInt8(ascii: "/")
    let isAbsolute = path.first == slash
    var kept: [ArraySlice<UInt8>] = []
    for part in path.split(separator: slash) where !part.elementsEqual(".".utf8) {
      if !part.elementsEqual("..".utf8) {
        kept.append(part)
      } else if let last = kept.last, !last.elementsEqual("..".utf8) {
        kept.removeLast()
      } else if !isAbsolute {
        kept.append(part)
      }
    }
    var plain: [UInt8] = []
    plain.reserveCapacity(path.count)
    for part in kept {
      if isAbsolute || !plain.isEmpty { plain.append(slash) }
      plain += part
    }
    return plain.isEmpty ? [isAbsolute ? slash : UInt8(ascii: ".")] : plain
  }
}
