internal import ByteScan
internal import EventModel

/// A rule file that was read and parsed.
struct LoadedFile: Sendable {
  /// The index in ``RuleCompilation/sources``.
  var source: Int
  var path: String
  var syntax: FileSyntax
  /// The files that it uses itself, as indices in ``RuleCompilation/sources``.
  var uses: [Int] = []
  /// Whether it is one of the files that were asked for, and not only used by one.
  var isRoot: Bool
}

/// Reads the files that were asked for and those they use, each once, used ones first.
struct SourceLoader<Provider: SourceProvider> {
  let provider: Provider
  /// Whether anybody will look at what the tests of rules say.
  let keepsTests: Bool
  private(set) var files: [LoadedFile] = []
  private(set) var sources: [SourceText] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether a used file could not be read, so that names may be missing for that reason.
  private(set) var hasUnreadFile = false
  /// The files that are read (`true`) or being read (`false`), by identity.
  private var states: [String: Bool] = [:]
  /// The identity of each path that was asked for: some files are used by all others.
  private var identities: [String: String] = [:]
  /// Where the text of each file that was read stands, by identity.
  private var sourceOfFile: [String: Int] = [:]
  private var openPaths: [String] = []

  /// The largest rule file, in bytes; what is larger belongs into list files.
  static var maximumByteCount: Int { 8 << 20 }
  private static var maximumDepth: Int { 64 }

  init(provider: Provider, keepsTests: Bool = true) {
    self.provider = provider
    self.keepsTests = keepsTests
  }

  /// Reads a file that was asked for, and what it uses.
  mutating func load(root path: String) { _ = load(normalizedPath(path), from: nil) }

  /// Reads a file unless that was done before; returns where its text stands, or `nil` if it could not be read.
  private mutating func load(_ path: String, from use: Place?) -> Int? {
    let identity = identity(of: path)
    if let isRead = states[identity] {
      if !isRead { report(.circularUse(openPaths + [path]), at: use, path: path) }
      return sourceOfFile[identity]
    }
    guard openPaths.count < Self.maximumDepth else {
      report(.deepUse(limit: Self.maximumDepth), at: use, path: path)
      return nil
    }
    states[identity] = false
    defer { states[identity] = true }
    let standing = provider.standing(ofFile: path)
    guard let source = read(path, standing, from: use) else {
      hasUnreadFile = true
      return nil
    }
    let index = sources.count
    sources.append(source)
    sourceOfFile[identity] = index
    if standing == .changeableByAnyone {
      diagnostics.append(
        Diagnostic(
          .changeableByAnyone(path, isList: false), source: use?.source ?? index,
          at: use?.range ?? 0..<0))
    }
    var uses: [Int] = []
    var (syntax, mistakes) = Parser.parse(source, keepsTests: keepsTests)
    for mistake in mistakes.indices { mistakes[mistake].source = index }
    diagnostics += mistakes
    if syntax.isCutShort { hasUnreadFile = true }
    openPaths.append(path)
    for declaration in syntax.declarations {
      guard case .use(let name) = declaration.content else { continue }
      let used = resolvedPath(name.value, relativeTo: path)
      if let source = load(used, from: Place(source: index, range: name.range)) {
        uses.append(source)
      }
    }
    openPaths.removeLast()
    syntax.declarations.removeAll { if case .use = $0.content { true } else { false } }
    files.append(
      LoadedFile(source: index, path: path, syntax: syntax, uses: uses, isRoot: use == nil))
    return index
  }

  private mutating func identity(of path: String) -> String {
    if let known = identities[path] { return known }
    let identity = provider.identity(ofFile: path)
    identities[path] = identity
    return identity
  }

  private mutating func read(
    _ path: String, _ standing: FileStanding, from use: Place?
  ) -> SourceText? {
    var bytes: [UInt8]
    do throws(SourceError) {
      // What a person names may be a pipe; what a file names is a file.
      if use != nil { try standing.refuseSpecialFile() }
      bytes = try provider.contents(ofFile: path)
    } catch {
      report(
        .unreadable(path, isList: false, reason: error.reason, isNamed: use != nil), at: use,
        path: path)
      return nil
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard bytes.count <= Self.maximumByteCount else {
      report(
        .largeFile(path, mebibytes: Self.maximumByteCount >> 20), at: use, path: path)
      return nil
    }
    if let offset = firstInvalidOffset(inUTF8: bytes) {
      sources.append(SourceText(String(decoding: bytes[..<offset], as: UTF8.self), name: path))
      let encoding = (try? DecodedText(decoding: bytes))?.encoding
      diagnostics.append(
        Diagnostic(
          .notUTF8(looksLike: encoding), source: sources.count - 1, at: offset..<offset))
      return nil
    }
    return SourceText(bytes, name: path)
  }

  /// Reports at the `use`, or at the top of the file itself where nothing uses it.
  private mutating func report(_ complaint: Complaint, at use: Place?, path: String) {
    if use == nil { sources.append(SourceText([], name: path)) }
    diagnostics.append(
      Diagnostic(
        complaint, source: use?.source ?? sources.count - 1, at: use?.range ?? 0..<0))
  }
}

extension FileStanding {
  /// Refuses what is no file: reading a pipe may never end.
  func refuseSpecialFile() throws(SourceError) {
    if self == .special { throw SourceError(reason: "not a regular file") }
  }
}

/// Returns the offset of the first byte that makes a text invalid UTF-8, or `nil` if it is valid.
func firstInvalidOffset(inUTF8 bytes: [UInt8]) -> Int? {
  guard bytes.span.firstOffsetOutsideUTF8() != nil else { return nil }
  do throws(UTF8.ValidationError) {
    _ = try UTF8Span(validating: bytes.span)
    return nil
  } catch {
    return error.byteOffsets.lowerBound
  }
}
