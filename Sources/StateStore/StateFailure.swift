package import SystemBoundary

/// Why the state cannot serve a run.
package enum StateFailure: Error, Hashable, Sendable {
  /// Another run holds it: what that run says of itself.
  case held(by: String)
  /// The file is damaged, or is none of ours.
  case damaged(RawPath, reason: String)
  /// A later version of the program has written it.
  case newer(RawPath, version: Int)
  /// It cannot be read or written durably.
  case unusable(RawPath, reason: String)

  /// What to tell people, a line each.
  package var lines: [String] {
    switch self {
    case .held(let holder):
      ["the state is held by another run (\(holder)); trying again when it has ended is safe"]
    case .damaged(let path, let reason):
      [
        "the state \(path.display) is damaged: \(reason)",
        "  help: `exfil state rebuild DIR` keeps it aside and begins anew; the next scan reads the archive again",
      ]
    case .newer(let path, let version):
      [
        "the state \(path.display) was written by a later version of exfil (schema \(version), this one knows \(StateSchema.version))",
        "  help: use that version, or `exfil state rebuild DIR`, which keeps the file aside and begins anew",
      ]
    case .unusable(let path, let reason):
      ["the state \(path.display) cannot be used: \(reason)"]
    }
  }
}
