internal import Reports
internal import SystemBoundary

/// How long processors worked for each stage of a scan, all threads together, in nanoseconds.
///
/// For `--stage-times` alone; nothing that is published depends on a clock.
package struct StageTimes: Hashable, Sendable {
  /// Until the first line is read: rules, roster, leases.
  package private(set) var preparing: UInt64 = 0
  /// From the bytes of the inputs to facts.
  package private(set) var reading: UInt64 = 0
  /// From facts to findings.
  package private(set) var evaluating: UInt64 = 0

  /// Notes that the first line is about to be read.
  mutating func endPreparing() { preparing = Machine.processorNanoseconds }

  /// Notes that the last line was read.
  mutating func endReading() { reading = Machine.processorNanoseconds - preparing }

  /// Notes that all findings are there.
  mutating func endEvaluating() {
    evaluating = Machine.processorNanoseconds - preparing - reading
  }

  /// One line for standard error.
  func line(_ language: ReportLanguage) -> String {
    func milliseconds(_ nanoseconds: UInt64) -> String {
      let tenths = (nanoseconds + 50_000) / 100_000
      return "\(tenths / 10).\(tenths % 10) ms"
    }
    let (first, second, third) = (
      milliseconds(preparing), milliseconds(reading), milliseconds(evaluating)
    )
    return switch language {
    case .english:
      "Processor time: preparing \(first), reading \(second), evaluating \(third)"
    case .japanese: "CPU 時間: 準備 \(first)、読み取り \(second)、判定 \(third)"
    }
  }
}
