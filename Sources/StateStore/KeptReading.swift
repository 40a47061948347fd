package import Digests
package import EventModel

/// What a run has read of one input, for the state.
package struct KeptReading: Sendable {
  /// The number that stands for the input in places of facts.
  package var id: UInt32
  /// The text that the input goes on with; `nil` for one that nobody had read before.
  package var content: Int64?
  /// The file as evidence names it.
  package var name = ""
  /// What the whole text is now, from its first byte to the last one read.
  package var byteCount: UInt64 = 0
  package var lineCount = 0
  package var sha256: SHA256Digest
  package var headByteCount = 0
  package var headSHA256: SHA256Digest
  /// From where on this run has read, and what became of the lines.
  package var firstByte: UInt64 = 0
  package var lines = 0
  package var events = 0
  package var ignored = 0
  package var rejected = 0
  package var status = ""
  package var format = ""
  /// What the sources of its events are called: `kind name`, a line for each kind.
  package var sources = ""
  package var encoding = ""
  package var zone = ""
  package var firstEvent: Timestamp?
  package var lastEvent: Timestamp?
  /// The file, for the next run to know it again.
  package var copy: KnownCopy?

  package init(id: UInt32, sha256: SHA256Digest, headSHA256: SHA256Digest) {
    self.id = id
    self.sha256 = sha256
    self.headSHA256 = headSHA256
  }
}
