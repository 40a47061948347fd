internal import ByteScan
internal import EventModel
internal import LogFormats
internal import RuleLanguage
internal import RuleProgram
internal import SystemBoundary

/// Rule files and lists on disk, for the compiler.
struct RuleFiles: SourceProvider {
  /// The largest rule or list file that is read.
  private static let byteCountLimit = 64 << 20
  private let folders = KnownFolders()

  func contents(ofFile path: String) throws(SourceError) -> [UInt8] {
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = try InputFile.contents(of: ArgumentText.path(path), limit: Self.byteCountLimit)
    } catch {
      throw SourceError(reason: error.reason)
    }
    guard let bytes else {
      throw SourceError(reason: "larger than \(Self.byteCountLimit >> 20) MiB")
    }
    return bytes
  }

  /// Two names of one file load it once.
  func identity(ofFile path: String) -> String {
    guard let status = try? FileStatus.of(ArgumentText.path(path)) else { return path }
    return "\(status.identity.device):\(status.identity.inode)"
  }
}

extension RuleFiles {
  /// Looks at the file that a path leads to, and at the folder it is in.
  func standing(ofFile path: String) -> FileStanding {
    var target = ArgumentText.path(path)
    // What is not there, or may not be looked at, fails when it is read.
    guard var status = try? FileStatus.ofLink(target) else { return .sound }
    if status.kind == .symbolicLink {
      guard let end = try? target.resolved(), let there = try? FileStatus.of(end) else {
        return .sound
      }
      (target, status) = (end, there)
    }
    guard status.kind == .regular else { return status.kind == .directory ? .sound : .special }
    return status.permissions & 0o002 != 0 || folders.isOpen(target.directory)
      ? .changeableByAnyone : .sound
  }
}

/// Which folders anyone may put files into; each is looked at once, for most files share one.
private final class KnownFolders {
  private var answers: [RawPath: Bool] = [:]

  func isOpen(_ folder: RawPath) -> Bool {
    if let answer = answers[folder] { return answer }
    let status = try? FileStatus.of(folder)
    // In a folder like /tmp, with the sticky bit, everyone changes only what is their own.
    let isOpen = status.map { $0.permissions & 0o1002 == 0o002 } ?? false
    answers[folder] = isOpen
    return isOpen
  }
}

/// Compiles rule files for the commands.
///
/// - Parameters:
///   - files: The files.
///   - day: The day on which it is judged whether an exception has ended; today if none is given.
///   - lints: Whether authors are to be told of what is allowed and hardly meant.
///   - tests: How far the tests inside the rules are read; without running them, their grammar is enough.
/// - Returns: The rules, or what is wrong with them.
func compile(
  _ files: [RawPath], asOf day: CivilDate? = nil, lints: Bool = false, tests: TestDepth = .parsed
) -> CompiledRules {
  let compilation = compileRules(
    roots: files.map { ArgumentText.text(of: $0.bytes) }, provider: RuleFiles(),
    now: Timestamp(microseconds: Machine.wallMicroseconds), today: day, lints: lints,
    tests: tests)
  var diagnostics = compilation.diagnostics
  // Whether a layout can be read back is known to the formats, not to the language.
  for declaration in compilation.program?.formats ?? [] {
    do throws(FormatDeclarationError) { _ = try DeclaredFormat(declaration) } catch {
      let place = compilation.layoutPlaces[declaration.name]
      diagnostics.append(
        Diagnostic(
          .layout(declaration.name, reason: error.reason), source: place?.source ?? 0,
          at: place?.range ?? 0..<0))
    }
  }
  return CompiledRules(
    program: compilation.program ?? RuleProgram(), diagnostics: diagnostics,
    sources: compilation.sources,
    errorCount: diagnostics.count { $0.severity == .error }, limits: compilation.limits)
}
