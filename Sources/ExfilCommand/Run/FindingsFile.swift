internal import Detection
internal import EventModel
internal import Reports
internal import RuleLanguage
internal import SystemBoundary

/// What a report in JSON Lines has about one finding, and about those beside it.
struct FindingsFile {
  /// The findings whose ids begin as asked, each id once: the last one where it stands twice.
  private(set) var matches: [Finding] = []
  /// All findings by id, without evidence and destinations.
  private(set) var briefs: [String: Finding] = [:]
  /// The files that any evidence names, each once, in their order.
  private(set) var files: [String] = []
  /// How many lines were read.
  private(set) var lineCount = 0
  private var knownFiles: Set<String> = []
  let path: RawPath
  let prefix: String

  /// Reads a whole report; every line of it must be a finding.
  ///
  /// - Parameters:
  ///   - path: A file, or `-` for standard input.
  ///   - prefix: How the id of the wanted finding begins.
  ///   - language: The language of what is said about mistakes.
  /// - Throws: ``RunFailure`` with status 3 and file, line and column of what is wrong.
  /// - Complexity: O(*n*) in the bytes of the file; a line is held in memory at a time.
  init(
    reading path: RawPath, for prefix: String, _ language: DiagnosticLanguage
  ) throws(RunFailure) {
    self.path = path
    self.prefix = prefix
    let mistake: RunFailure?
    do throws(SystemError) {
      let file = path == "-" ? InputFile.standardInput : try InputFile(opening: path)
      var piece = [UInt8](repeating: 0, count: 256 << 10)
      var line: [UInt8] = []
      var failure: RunFailure?
      while failure == nil {
        var target = piece.mutableSpan
        let byteCount = try file.read(into: &target)
        if byteCount == 0 { break }
        var rest = piece[..<byteCount]
        while failure == nil, let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
          line += rest[..<end]
          failure = take(line, language)
          line.removeAll(keepingCapacity: true)
          rest = rest[(end + 1)...]
        }
        line += rest
      }
      if failure == nil, !line.isEmpty { failure = take(line, language) }
      mistake = failure
    } catch {
      throw .invalid(["--findings: `\(path.display)`: \(error.reason)"])
    }
    if let mistake { throw mistake }
  }

  /// Returns the id that differs least from one that no finding has, in a third of its digits at
  /// most.
  ///
  /// - Complexity: O(*n*) in the findings.
  var nearestID: String? {
    let wanted = Array(prefix.utf8)
    return briefs.keys.map { id in (zip(id.utf8, wanted).count { $0 != $1 }, id) }
      .filter { $0.0 <= max(1, wanted.count / 3) }
      .min { $0 < $1 }?.1
  }

  /// Takes in one line; returns what is wrong with it, if anything is.
  private mutating func take(
    _ line: [UInt8], _ language: DiagnosticLanguage
  ) -> RunFailure? {
    lineCount += 1
    let finding: Finding
    do throws(JSONFault) {
      finding = try FindingReader.finding(in: line.span)
    } catch {
      let place = "\(path.display):\(lineCount):\(error.offset + 1)"
      return .invalid([
        Phrase("\(place): \(error.english)", "\(place): \(error.japanese)")(language)
      ])
    }
    var brief = finding
    brief.evidence = []
    brief.destinations = []
    briefs[finding.id] = brief
    for evidence in finding.evidence where knownFiles.insert(evidence.file).inserted {
      files.append(evidence.file)
    }
    guard finding.id.utf8.starts(with: prefix.utf8) else { return nil }
    if let known = matches.firstIndex(where: { $0.id == finding.id }) {
      matches[known] = finding
    } else {
      matches.append(finding)
    }
    return nil
  }
}
