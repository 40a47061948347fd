/// A declared format whose records are taken apart by a known syntax, and whose values are named.
package struct RecordDeclaration: Hashable, Sendable {
  /// How a record is written.
  package enum Syntax: Hashable, Sendable {
    /// Separated values with quotes (RFC 4180), by default with commas.
    case csv
    /// Values separated by tabs.
    case tsv
    /// `key=value key="value"`.
    case keyValue
    /// W3C extended log with `#Fields`.
    case w3c
    /// Common Event Format.
    case cef
    /// Log Event Extended Format 1.0 and 2.0.
    case leef
    /// One JSON object a line.
    case json
    /// An Apache `LogFormat`, as pasted from its configuration.
    case apache(String)
    /// An nginx `log_format`, as pasted from its configuration.
    case nginx(String)
    /// Zeek's tab-separated log, whose `#fields` names the columns.
    case zeek
    /// Values between blanks, `"…"` around those that hold some, without a header: the names of the
    /// columns, in their order.
    case columns([String])
  }

  /// The characters of the source.
  package enum Encoding: String, CaseIterable, Hashable, Sendable {
    case auto
    case utf8 = "utf-8"
    case cp932
    case eucJP = "euc-jp"
    case utf16 = "utf-16"
  }

  /// Where a value stands in a record.
  package enum Place: Hashable, Sendable {
    /// A column, key or variable by its name.
    case named(String)
    /// The first of these columns that the header has.
    case anyNamed([String])
    /// A column by its number, from 1; the first word of a record of pairs.
    case numbered(Int)
    /// The names from the outermost object of a JSON record to the value.
    case path([String])
    /// The time or host of the syslog line around the record.
    case envelope
  }

  /// What a value of the source means.
  package enum Meaning: Hashable, Sendable {
    case word(String)
    /// The field has no value.
    case missing
    /// The record is known and irrelevant.
    case ignored
  }

  /// Values of the source, and what they mean.
  package struct Mapping: Hashable, Sendable {
    package var entries: [(value: String, meaning: Meaning)] {
      zip(values, meanings).map { ($0, $1) }
    }
    private var values: [String]
    private var meanings: [Meaning]
    /// What any other value means; `nil` if it must not occur.
    package var otherwise: Meaning?

    package init(_ entries: [(value: String, meaning: Meaning)], otherwise: Meaning?) {
      values = entries.map(\.value)
      meanings = entries.map(\.meaning)
      self.otherwise = otherwise
    }
  }

  /// A value that may show that a record is irrelevant.
  package struct Condition: Hashable, Sendable {
    package var place: Place
    package var mapping: Mapping
    /// Whether a record without the value is irrelevant.
    package var needsValue: Bool

    package init(_ place: Place, _ mapping: Mapping, needsValue: Bool = false) {
      self.place = place
      self.mapping = mapping
      self.needsValue = needsValue
    }
  }

  /// What a record means in which ``RecordDeclaration/kindPlace`` has one of some values; without any
  /// names, in which it has none of those of the other variants.
  package struct Variant: Hashable, Sendable {
    package var names: [String]
    package var kind: EventKind
    package var conditions: [Condition]
    package var values: [Value]

    package init(
      _ names: [String], kind: EventKind, conditions: [Condition] = [], values: [Value]
    ) {
      self.names = names
      self.kind = kind
      self.conditions = conditions
      self.values = values
    }
  }

  /// Where the value of a field comes from.
  package enum Origin: Hashable, Sendable {
    /// One place, or two whose texts are joined by a blank (date and clock).
    case places([Place])
    /// The same value for every record.
    case constant(Constant)
  }

  /// A value that every record has.
  package enum Constant: Hashable, Sendable {
    case text(String)
    case number(Int64)
    case word(Word)
  }

  /// Which part of a text is the value.
  package enum Part: Hashable, Sendable {
    /// What stands before the first such byte, or all of it.
    case before(UInt8)
    /// What stands behind the first such byte; nothing if there is none.
    case after(UInt8)
    /// So many bytes at the front.
    case first(Int)
  }

  /// One field and how it is read.
  package struct Value: Hashable, Sendable {
    package var field: Field
    package var origin: Origin
    /// How a time is written.
    package var timeForm: TimeForm?
    /// How many bytes one unit of a size is.
    package var unitByteCount: Int64
    /// What stands between the values of a list field.
    package var separator: UInt8?
    package var mapping: Mapping?
    /// The part of the text that is the value; all of it if `nil`.
    package var part: Part?
    /// Whether it stands as in a URL, with `%XX` for other characters.
    package var isPercentEncoded = false

    package init(
      field: Field, origin: Origin, timeForm: TimeForm? = nil, unitByteCount: Int64 = 1,
      separator: UInt8? = nil, mapping: Mapping? = nil, part: Part? = nil
    ) {
      self.field = field
      self.origin = origin
      self.timeForm = timeForm
      self.unitByteCount = unitByteCount
      self.separator = separator
      self.mapping = mapping
      self.part = part
    }
  }

  package var syntax: Syntax
  /// What separates values, if it is not what the syntax has by default.
  package var delimiter: UInt8?
  package var encoding: Encoding
  /// The program whose syslog lines hold such records, if they come by syslog.
  package var program: String?
  /// The header row as the source writes it, for samples.
  package var header: String?
  /// The columns whose presence tells the format; those that are used if empty.
  package var identifyingColumns: [String]
  /// The column whose value tells the kind, and what its values mean.
  package var kindPlace: Place?
  package var kindMapping: Mapping?
  /// What fields there are besides ``values``, by the value of ``kindPlace``; with any other value a
  /// record is irrelevant.
  package var variants: [Variant] = []
  package var conditions: [Condition] = []
  /// The fields.
  ///
  /// Of several values for one field, the first that a record has counts.
  package var values: [Value]
  /// Columns of which the header must have at least one for the source to be in this format.
  package var decidingColumns: [String] = []
  /// How a record begins, where it stands in the text of a syslog line of any program; with
  /// ``signs`` not empty, one of these stands in it too.
  package var openings: [String] = []
  package var signs: [String] = []
  /// Those of ``openings`` that are no part of the record.
  package var passedOpenings: [String] = []
  /// Values that are missing in this source, besides those that are in every one.
  package var missingWords: [String] = []
  /// The least number of columns, where records differ in it.
  package var leastColumnCount: Int?
  /// Whether a reply that failed or was refused outweighs an action that was allowed.
  package var joinsStatus = false
  /// Whether a list may stand as an array of JSON; then any wanted value may.
  package var takesArrays = false
  /// Whether URLs stand without their scheme: `www.example.com/path`.
  package var lacksSchemes = false
  /// Whether times are those of the machine, in a syntax that is in UTC by definition.
  package var isLocal = false

  package init(
    syntax: Syntax, delimiter: UInt8? = nil, encoding: Encoding = .auto, program: String? = nil,
    header: String? = nil, identifyingColumns: [String] = [], kindPlace: Place? = nil,
    kindMapping: Mapping? = nil, values: [Value]
  ) {
    self.syntax = syntax
    self.delimiter = delimiter
    self.encoding = encoding
    self.program = program
    self.header = header
    self.identifyingColumns = identifyingColumns
    self.kindPlace = kindPlace
    self.kindMapping = kindMapping
    self.values = values
  }
}
