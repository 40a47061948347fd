internal import GRDB
package import SystemBoundary

extension StateFailure {
  /// Runs a body whose errors are those of the database or the system, and says them in our words.
  package static func guarding<Result>(
    _ path: RawPath, _ body: () throws -> Result
  ) throws(StateFailure) -> Result {
    do {
      return try body()
    } catch let failure as StateFailure {
      throw failure
    } catch let error as DatabaseError {
      let reason = error.message ?? "\(error.resultCode)"
      switch error.resultCode {
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: throw .damaged(path, reason: reason)
      default: throw .unusable(path, reason: reason)
      }
    } catch {
      throw .unusable(path, reason: "\(error)")
    }
  }
}
