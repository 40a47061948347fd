package import SystemBoundary

/// Finds the inputs behind the paths that a person gives.
///
/// Directories are walked in byte order of names, symbolic links in them are not followed, and
/// nothing is left out in silence: what is not read stands in the list with its reason. A file met
/// a second time under another name is read once.
package struct InputDiscovery {
  private let ignored: [PathGlob]
  private var inputs: [ArchiveInput] = []
  private var firstPaths: [FileStatus.Identity: RawPath] = [:]

  private init(ignoring ignored: [PathGlob]) { self.ignored = ignored }

  /// Finds what stands behind the given paths.
  ///
  /// - Parameters:
  ///   - paths: Files, directories, pipes, or `-` for standard input.
  ///   - ignored: Patterns of what is not to be read; each match is listed as `ignored`.
  /// - Returns: The inputs, in the order of the paths.
  /// - Complexity: O(*n* log *n*) in the entries found.
  package static func inputs(at paths: [RawPath], ignoring ignored: [PathGlob] = [])
    -> [ArchiveInput]
  {
    var discovery = InputDiscovery(ignoring: ignored)
    for path in paths { discovery.add(named: path) }
    return discovery.inputs
  }

  private mutating func add(named path: RawPath) {
    if path == "-" {
      inputs.append(.standardInput)
      return
    }
    if isIgnored(path) {
      inputs.append(Self.ignoredInput(path))
      return
    }
    do throws(SystemError) {
      // A link that a person names is followed.
      let status = try FileStatus.of(path)
      guard status.kind != .directory else { return walk(path, status) }
      add(path, status)
    } catch {
      inputs.append(ArchiveInput(path: path, unread: Self.note(for: error)))
    }
  }

  /// What is still to do: an entry to look into, or one whose place in the list has come.
  private enum Pending {
    case entry(RawPath, FileStatus)
    case unread(ArchiveInput)
  }

  /// Walks a directory with a list of what is still to do, so that depth costs no stack.
  private mutating func walk(_ root: RawPath, _ rootStatus: FileStatus) {
    var pending: [Pending] = [.entry(root, rootStatus)]
    while let next = pending.popLast() {
      switch next {
      case .unread(let input): inputs.append(input)
      case .entry(let path, let status) where status.kind != .directory: add(path, status)
      case .entry(let path, let status):
        guard isFirst(path, status) else { continue }
        do throws(SystemError) {
          let names = try DirectoryListing.names(in: path)
          pending.append(contentsOf: names.reversed().map { look(at: path.appending($0)) })
        } catch {
          inputs.append(ArchiveInput(path: path, unread: Self.note(for: error)))
        }
      }
    }
  }

  /// Returns what is to be done with an entry of a directory.
  private func look(at path: RawPath) -> Pending {
    if isIgnored(path) { return .unread(Self.ignoredInput(path)) }
    do throws(SystemError) {
      let status = try FileStatus.ofLink(path)
      switch status.kind {
      case .regular, .directory: return .entry(path, status)
      case .symbolicLink:
        let note = InputNote(.symbolicLink, "links are not followed")
        return .unread(ArchiveInput(path: path, unread: note))
      case .fifo, .socket, .device:
        let note = InputNote(.notRegular, "a \(status.kind) is no log file")
        return .unread(ArchiveInput(path: path, unread: note))
      }
    } catch {
      return .unread(ArchiveInput(path: path, unread: Self.note(for: error)))
    }
  }

  private mutating func add(_ path: RawPath, _ status: FileStatus) {
    guard isFirst(path, status) else { return }
    inputs.append(ArchiveInput(path: path, status: status))
  }

  private mutating func isFirst(_ path: RawPath, _ status: FileStatus) -> Bool {
    if status.kind != .regular && status.kind != .directory { return true }
    if let first = firstPaths[status.identity] {
      inputs.append(ArchiveInput(path: path, duplicateOf: first))
      return false
    }
    firstPaths[status.identity] = path
    return true
  }

  private func isIgnored(_ path: RawPath) -> Bool { ignored.contains { $0.matches(path) } }

  private static func ignoredInput(_ path: RawPath) -> ArchiveInput {
    ArchiveInput(path: path, unread: InputNote(.ignored, "named by --ignore"))
  }

  static func note(for error: SystemError) -> InputNote {
    let code: InputCode =
      error.isNotFound ? .notFound : error.isPermission ? .permission : .readFailed
    return InputNote(code, "\(error.operation): \(error.reason)")
  }
}
