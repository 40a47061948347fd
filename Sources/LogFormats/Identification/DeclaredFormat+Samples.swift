internal import ByteScan
package import EventModel

/// A sample whose reading does not give what its declaration says.
package struct SampleMismatch: Hashable, Sendable {
  /// Which sample of the declaration, from 0.
  package var sample: Int
  /// The field, or `nil` if the line itself was not read.
  package var field: Field?
  /// What the declaration expects; `nil` for missing.
  package var expected: String?
  /// What the reading gave; `nil` for missing.
  ///
  /// For a line that was not read, the reason.
  package var actual: String?
}

extension DeclaredFormat {
  /// Reads the samples of the declaration and returns what differs.
  ///
  /// The sample of a Samba format may be a whole syslog line or the audit text alone.
  package func mismatches() -> [SampleMismatch] {
    declaration.samples.enumerated().flatMap { index, sample in
      mismatches(of: sample, numbered: index)
    }
  }

  private func mismatches(
    of sample: FormatDeclaration.Sample, numbered index: Int
  ) -> [SampleMismatch] {
    var sink = SampleSink(fields: sample.gives.map(\.field))
    var line = Array(sample.line.utf8)
    if case .samba = layout, (try? SyslogLine(line.span, line: 0..<line.count)) == nil {
      line = Array("1970-01-01T00:00:00Z localhost smbd_audit: ".utf8) + line
    }
    if case .records(let plan) = layout {
      if let header = plan.declaration.header { line = Array("\(header)\n".utf8) + line }
    }
    // A sample without zone or year has to be readable all the same.
    let options = LogReaderOptions(timezone: timezone ?? .utc, year: 2000)
    var reader = LogReader(formatOfSample(line.span), options: options)
    reader.read(line.span, firstLine: 1, into: &sink)
    guard let values = sink.values else {
      return [
        SampleMismatch(
          sample: index, field: nil, expected: "event", actual: sink.failure ?? "more than a line")
      ]
    }
    return zip(sample.gives, values).compactMap { expectation, value in
      guard expectation.value != value else { return nil }
      return SampleMismatch(
        sample: index, field: expectation.field, expected: expectation.value, actual: value)
    }
  }
}

extension DeclaredFormat {
  /// The sample of records that come by syslog may be a whole syslog line, or the record alone.
  private func formatOfSample(_ line: Span<UInt8>) -> LogFormat {
    guard case .records(let plan) = layout, plan.mayComeBySyslog,
      let envelope = try? SyslogLine(line, line: 0..<line.count),
      EnvelopeKey(plan).text(of: envelope, in: line) != nil,
      var layout = (try? SambaPrefix(SambaPrefix.usualText)).map({ SyslogLayout(samba: $0) })
    else { return format }
    layout.records = [SyslogLayout.Records(name: name, plan: plan, timezone: timezone)]
    return LogFormat(name: "syslog", layout: .syslog(layout), timezone: timezone)
  }
}

/// Keeps the printed values of one event.
///
/// A sample shows how lines look: an open is a read here, whatever a whole log would say.
private struct SampleSink: LineSink {
  let fields: [Field]
  var values: [String?]?
  var failure: String?

  init(fields: [Field]) { self.fields = fields }

  mutating func accept(_ event: inout Event, in block: Span<UInt8>, at line: LinePlace) {
    // What follows from the fields of an event is told by every reading.
    event.complete(companyDomains: CompanyDomains([]), in: block)
    var printed: [String?] = []
    for field in fields { printed.append(event.printedValue(of: field, in: block)) }
    values = printed
  }

  mutating func acceptFragment(
    _ family: FragmentFamily, key: Span<UInt8>, time: Timestamp, in block: Span<UInt8>,
    at line: LinePlace
  ) { failure = "a line of another format" }

  mutating func ignore(_ reason: IgnoreReason, program: Span<UInt8>, at line: LinePlace) {
    failure = "ignored: \(reason.rawValue)"
  }

  mutating func addLines(_ count: Int) {}

  mutating func reject(_ reason: RejectReason, in block: Span<UInt8>, at line: LinePlace) {
    failure = "rejected: \(reason.rawValue)"
  }
}
