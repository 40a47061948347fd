/// Arguments that are written as most are: paths, and long options with their values behind them.
///
/// The parser that defines what arguments mean finds out the properties of each command as it runs, which
/// shows where little is to be read. So a line is taken apart here if it holds nothing that
/// could mean more than it says; any other is left to the parser, with the same result.
struct PlainArguments {
  /// How often an option may be given, and whether a value stands behind it.
  enum Arity {
    case flag, once, repeated
  }

  /// What stands alone.
  private(set) var paths: [String] = []
  private var options: [(name: String, value: String)] = []

  /// Takes arguments apart, or nothing of them if one is not plain.
  ///
  /// Not plain is an option that is unknown, given too often or joined to its value, an empty argument,
  /// and a value that begins like an option.
  ///
  /// - Parameters:
  ///   - arguments: Those behind the name of the command.
  ///   - arity: How each option of the command is given; `nil` for what is none.
  /// - Complexity: O(*n*²) in the options, of which a command line has few.
  init?(_ arguments: ArraySlice<String>, arity: (String) -> Arity?) {
    var rest = arguments
    while let argument = rest.popFirst() {
      guard let first = argument.utf8.first else { return nil }
      guard first == UInt8(ascii: "-") else {
        paths.append(argument)
        continue
      }
      guard let kind = arity(argument) else { return nil }
      if kind != .repeated, has(argument) { return nil }
      guard kind != .flag else {
        options.append((argument, ""))
        continue
      }
      guard let value = rest.popFirst(), let first = value.utf8.first, first != UInt8(ascii: "-")
      else { return nil }
      options.append((argument, value))
    }
  }

  /// Whether an option is given.
  func has(_ name: String) -> Bool { options.contains { $0.name == name } }

  /// The value of an option that is given once.
  func value(_ name: String) -> String? { options.first { $0.name == name }?.value }

  /// The values of an option that may repeat.
  func values(_ name: String) -> [String] {
    options.filter { $0.name == name }.map(\.value)
  }
}
