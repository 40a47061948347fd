/// `--as [GLOB=]NAME`: which format the user says some files have.
package struct FormatChoice: Hashable, Sendable {
  /// The files it is about, by a glob over the name as given; `nil` for all.
  package var glob: [UInt8]?
  /// The name of a built-in or declared format.
  package var name: String

  /// Creates a choice.
  package init(glob: [UInt8]?, name: String) {
    self.glob = glob
    self.name = name
  }
}
