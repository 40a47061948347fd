import RuleProgram
import Synchronization

/// Tables of lists that several programs have in common.
///
/// Each test of a rule is a program of its own; the lists that a test does not replace are the same
/// in all of them, and are brought into a table once, whichever worker asks first.
final class SharedListKeys: Sendable {
  /// What a table depends on, beside the list.
  private struct Key: Hashable {
    var family: ListFamily
    var list: ListID
    var form: TextForm
  }

  private let tables = Mutex<[Key: ListKeys]>([:])

  /// Returns the table of a list, and makes it the first time it is asked for.
  func keys(
    of list: ListID, in family: ListFamily, form: TextForm, make: () -> ListKeys
  ) -> ListKeys {
    let key = Key(family: family, list: list, form: form)
    return tables.withLock { tables in
      if let known = tables[key] { return known }
      let made = make()
      tables[key] = made
      return made
    }
  }
}

/// What a program has in common with others.
package struct CommonLists: Sendable {
  let shared: SharedListKeys
  /// The lists that are this program's own.
  let replaced: Set<ListID>
}
