/// The names of everything that lines of evidence stand in.
package struct EvidenceFiles: Sendable, ExpressibleByArrayLiteral {
  /// The inputs of this run, made printable.
  private let names: [String]
  /// The number of the first of them.
  private let first: UInt32
  /// The inputs of earlier runs whose lines are still of use, by their numbers.
  private let earlier: [UInt32: String]

  package init(_ names: [String], from first: UInt32 = 0, earlier: [UInt32: String] = [:]) {
    self.names = names
    self.first = first
    self.earlier = earlier
  }

  package init(arrayLiteral names: String...) { self.init(names) }

  /// The name of an input.
  package subscript(source: UInt32) -> String {
    if source >= first, Int(source - first) < names.count { return names[Int(source - first)] }
    return earlier[source] ?? "(input \(source))"
  }
}
