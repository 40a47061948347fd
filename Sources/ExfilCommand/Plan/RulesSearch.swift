package import SystemBoundary

/// Finds the rule files of a run.
package enum RulesSearch {
  /// Why there are no rules; each line is one thing to tell.
  package struct Failure: Error, Hashable, Sendable {
    package var lines: [String]
    /// Whether no place holds rules, as opposed to a place that was named and is bad.
    package var isNotFound = false
  }

  /// The file name ending of rules.
  private static let ending: StaticString = ".exfil"

  /// Returns the rule files in order: of `--rules` if given, else of the first place that exists.
  ///
  /// A folder stands for all `.exfil` files in it, in the order of the bytes of their names.
  ///
  /// - Parameters:
  ///   - named: What `--rules` names.
  ///   - environment: What `$EXFIL_RULES` names.
  ///   - executable: The path of the running program.
  ///   - folder: The working folder, whose `Rules` is the last place.
  /// - Returns: The files, each once.
  /// - Throws: ``Failure`` with every place tried, or every bad one of those named.
  package static func files(
    named: [RawPath], environment: RawPath?, executable: RawPath?, folder: RawPath = "."
  ) throws(Failure) -> [RawPath] {
    if !named.isEmpty { return try expand(named) }
    if let environment { return try expand([environment]) }
    var places: [RawPath] = []
    if let executable {
      places.append(executable.directory.appending("../share/exfil/Rules"))
    }
    places.append(folder.appending("Rules"))
    for place in places where (try? FileStatus.of(place)) != nil { return try expand([place]) }
    throw Failure(
      lines: ["no rules found; places tried:", "  --rules (not given)", "  $EXFIL_RULES (not set)"]
        + places.map { "  \($0.display)" }, isNotFound: true)
  }

  private static func expand(_ roots: [RawPath]) throws(Failure) -> [RawPath] {
    var files: [RawPath] = []
    var lines: [String] = []
    for root in roots {
      do throws(SystemError) {
        guard try FileStatus.of(root).kind == .directory else {
          files.append(root)
          continue
        }
        let names = try DirectoryListing.names(in: root).filter { name in
          RawPath(name).hasSuffix(ending)
        }
        if names.isEmpty { lines.append("no .exfil file in the folder `\(root.display)`") }
        files += names.map { root.appending($0) }
      } catch {
        lines.append("rules `\(root.display)`: \(error.reason)")
      }
    }
    if !lines.isEmpty { throw Failure(lines: lines) }
    var seen: Set<RawPath> = []
    return files.filter { seen.insert($0).inserted }
  }
}
