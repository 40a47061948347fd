import EventModel
import RuleProgram

/// The matchers that answer for many lists at once.
enum ListFamily: Int, CaseIterable, Hashable, Sendable {
  case domains, wholeValues, words, folders, addresses

  /// Whether keys are found by the hash of their bytes.
  var isHashed: Bool {
    switch self {
    case .domains, .wholeValues, .folders: true
    case .words, .addresses: false
    }
  }
}

/// A text held against all lists of a family: the result is a set of lists.
struct ListProbe: Hashable, Sendable {
  var family: ListFamily
  /// The slot of the text.
  var slot: Int
}

/// The matchers of all live lists.
///
/// Each of them is an object, and whoever asks it is counted as holding it. Workers that share one
/// would wait for each other's counting, so each has objects of its own over the same tables.
struct ListTables: Sendable {
  let domains: DomainLists
  let wholeValues: WholeValueLists
  let words: WordLists
  let folders: FolderLists
  let addresses: AddressLists

  init(
    domains: DomainLists, wholeValues: WholeValueLists, words: WordLists, folders: FolderLists,
    addresses: AddressLists
  ) {
    self.domains = domains
    self.wholeValues = wholeValues
    self.words = words
    self.folders = folders
    self.addresses = addresses
  }

  /// Other holds on the same tables, for one worker alone.
  init(forOneWorker other: ListTables) {
    domains = DomainLists(forOneWorker: other.domains)
    wholeValues = WholeValueLists(forOneWorker: other.wholeValues)
    words = WordLists(forOneWorker: other.words)
    folders = FolderLists(forOneWorker: other.folders)
    addresses = AddressLists(forOneWorker: other.addresses)
  }

  /// Returns how many words the set of lists of a family takes.
  func wordCount(of family: ListFamily) -> Int {
    switch family {
    case .domains: domains.lists.wordCount
    case .wholeValues: wholeValues.lists.wordCount
    case .words: words.memberships.wordCount
    case .folders: folders.lists.wordCount
    case .addresses: addresses.memberships.wordCount
    }
  }
}

/// Collects the sets of values that tests ask for, and numbers them within their family.
///
/// Only lists that a live rule asks for are compiled; the same list in the same form is one bit.
struct ListTablesBuilder {
  /// What a set of values was made from.
  enum Source: Hashable {
    case list(ListID)
    case constants([String])
  }

  private struct Key: Hashable {
    var family: ListFamily
    var source: Source
    var form: TextForm
    var isUser: Bool
  }

  /// A list of so many entries has a table of its own: merging it with others would cost more than
  /// one probe more for each text.
  static let longListCount = 4_096

  /// What the program has in common with others, if anything.
  var common: CommonLists?
  private var bits: [Key: Int] = [:]
  private var counts = [Int](repeating: 0, count: ListFamily.allCases.count)
  private var builders = [Memberships.Builder](
    repeating: Memberships.Builder(), count: ListFamily.allCases.count)
  private var separate = [[HashedLists.Separate]](
    repeating: [], count: ListFamily.allCases.count)

  /// Returns the bit of a set of values, and adds its keys the first time it is asked for.
  ///
  /// `writeKey` replaces some bytes by the key of a value in the family's form; it returns false for
  /// a value that can't match anything.
  mutating func bit(
    of source: Source, entries: ListEntries, in family: ListFamily, form: TextForm,
    isUser: Bool, writeKey: (Span<UInt8>, inout [UInt8]) -> Bool
  ) -> Int {
    let key = Key(family: family, source: source, form: form, isUser: isUser)
    if let bit = bits[key] { return bit }
    let bit = counts[family.rawValue]
    counts[family.rawValue] += 1
    bits[key] = bit
    if let keys = keys(key, entries: entries, writeKey: writeKey) {
      separate[family.rawValue].append(HashedLists.Separate(bit: bit, keys: keys))
      return bit
    }
    var bytes: [UInt8] = []
    for index in entries.indices where writeKey(entries.value(at: index), &bytes) {
      builders[family.rawValue].insert(bytes.span, bit: bit, endsAt: entries.endsAt(index))
    }
    return bit
  }

  /// Returns the table of a list that has one of its own, because it is long or shared.
  private func keys(
    _ key: Key, entries: ListEntries, writeKey: (Span<UInt8>, inout [UInt8]) -> Bool
  ) -> ListKeys? {
    guard key.family.isHashed else { return nil }
    func made() -> ListKeys {
      ListKeys(entries, isHashedFromEnd: key.family == .domains, writeKey: writeKey)
    }
    // Who a name of a user is depends on the people, and these are every test's own.
    if let common, !key.isUser, case .list(let list) = key.source, !common.replaced.contains(list) {
      return common.shared.keys(of: list, in: key.family, form: key.form, make: made)
    }
    return entries.count >= Self.longListCount ? made() : nil
  }

  /// Returns the finished tables.
  func build() -> ListTables {
    func hashed(_ family: ListFamily) -> HashedLists {
      HashedLists(
        builders[family.rawValue], separate: separate[family.rawValue],
        bitCount: counts[family.rawValue], isHashedFromEnd: family == .domains)
    }
    func built<Table>(_ family: ListFamily, _ make: (Memberships.Builder, Int) -> Table) -> Table {
      make(builders[family.rawValue], counts[family.rawValue])
    }
    return ListTables(
      domains: DomainLists(hashed(.domains)),
      wholeValues: WholeValueLists(hashed(.wholeValues)),
      words: built(.words) { WordLists($0, bitCount: $1) },
      folders: FolderLists(hashed(.folders)),
      addresses: built(.addresses) { AddressLists($0, bitCount: $1) })
  }
}
