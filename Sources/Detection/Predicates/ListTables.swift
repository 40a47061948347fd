import EventModel
import RuleProgram

/// The matchers that answer for many lists at once.
enum ListFamily: Int, CaseIterable, Hashable, Sendable {
  case domains, wholeValues, words, folders, addresses
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
    case .domains: domains.memberships.wordCount
    case .wholeValues: wholeValues.memberships.wordCount
    case .words: words.memberships.wordCount
    case .folders: folders.memberships.wordCount
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

  private var bits: [Key: Int] = [:]
  private var counts = [Int](repeating: 0, count: ListFamily.allCases.count)
  private var builders = [Memberships.Builder](
    repeating: Memberships.Builder(), count: ListFamily.allCases.count)

  /// Returns the bit of a set of values, and adds its keys the first time it is asked for.
  ///
  /// `keys` gives the keys of an entry in the family's form; none if it can't match anything.
  mutating func bit(
    of source: Source, entries: [ValueList.Entry], in family: ListFamily, form: TextForm,
    isUser: Bool, keys: (String) -> [[UInt8]]
  ) -> Int {
    let key = Key(family: family, source: source, form: form, isUser: isUser)
    if let bit = bits[key] { return bit }
    let bit = counts[family.rawValue]
    counts[family.rawValue] += 1
    bits[key] = bit
    for entry in entries {
      for key in keys(entry.value) {
        builders[family.rawValue].insert(key, bit: bit, endsAt: entry.endsAt)
      }
    }
    return bit
  }

  /// Returns the finished tables.
  func build() -> ListTables {
    func built<Table>(_ family: ListFamily, _ make: (Memberships.Builder, Int) -> Table) -> Table {
      make(builders[family.rawValue], counts[family.rawValue])
    }
    return ListTables(
      domains: built(.domains) { DomainLists($0, bitCount: $1) },
      wholeValues: built(.wholeValues) { WholeValueLists($0, bitCount: $1) },
      words: built(.words) { WordLists($0, bitCount: $1) },
      folders: built(.folders) { FolderLists($0, bitCount: $1) },
      addresses: built(.addresses) { AddressLists($0, bitCount: $1) })
  }
}
