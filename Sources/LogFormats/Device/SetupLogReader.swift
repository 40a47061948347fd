internal import ByteScan
internal import EventModel

/// Reads `setupapi.dev.log`, in which Windows tells how it installs devices.
///
/// A section begins with two lines, which name the device and the time; they are one event if the
/// device is one that data leaves by. Windows installs a device when a machine sees it for the first
/// time.
///
/// Source: the format of the text log,
/// <https://learn.microsoft.com/en-us/windows-hardware/drivers/install/format-of-a-text-log-section-header>.
struct SetupLogReader: Sendable {
  private let source: [UInt8]
  private let zone: CivilZone?
  private var event = Event()
  private var text: [UInt8] = []

  init(named name: String, timezone: CivilZone?) {
    source = Array(name.utf8)
    zone = timezone
  }

  /// Reads whole lines; the result is how many bytes were read, the rest begins a section that does
  /// not end here.
  mutating func read<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, firstLine: Int, isLast: Bool, into sink: inout Sink
  ) -> Int {
    var lines = LineCursor(block)
    var number = firstLine
    var start = 0
    while let range = lines.next() {
      let line = LinePlace(number: number, range: range)
      number += 1
      let text = block.extracting(range)
      if block.isBlankLine(range) {
        sink.ignore(.blank, program: block.extracting(0..<0), at: line)
      } else if let device = Self.device(in: text) {
        guard let next = lines.next() else {
          // The time stands in the next line.
          if !isLast { return start }
          sink.reject(.malformed, in: block, at: line)
          return block.count
        }
        number += 1
        readSection(
          block, line,
          device: range.lowerBound + device.lowerBound..<range.lowerBound + device.upperBound,
          LinePlace(number: line.number + 1, range: next), into: &sink)
      } else {
        report(text, block, line, into: &sink)
      }
      start = lines.offset
    }
    return block.count
  }

  private mutating func readSection<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, _ line: LinePlace, device: Range<Int>, _ next: LinePlace,
    into sink: inout Sink
  ) {
    let name = block.extracting(device)
    let instance = DeviceInstance(name, isPortable: true)
    let clock = Self.clock(block.extracting(next.range))
    guard let instance, let clock, let time = clock.time(in: zone) else {
      if instance == nil {
        sink.ignore(.irrelevant, program: block.extracting(0..<0), at: line)
      } else {
        sink.reject(clock == nil ? .badTime : .zoneUnknown, in: block, at: line)
      }
      let text = block.extracting(next.range)
      if block.isBlankLine(next.range) {
        sink.ignore(.blank, program: block.extracting(0..<0), at: next)
      } else {
        report(text, block, next, into: &sink)
      }
      return
    }
    event.begin(.device, at: time)
    instance.fill(&event, from: name, scratch: &text)
    event.set(.action, to: .attach)
    let own = source
    event.set(.source, copying: own.span)
    sink.accept(&event, in: block, at: line)
    sink.addLines(1)
  }

  /// Tells the sink of a line that is no event.
  private func report<Sink: LineSink & ~Copyable>(
    _ text: Span<UInt8>, _ block: Span<UInt8>, _ line: LinePlace, into sink: inout Sink
  ) {
    let isFrame =
      text.starts(with: "[Device Install Log]") || text.starts(with: "[BeginLog]")
      || text.starts(with: "[Boot Session: ")
    // `>>>` and `<<<` bound sections, a blank or `!` begins what stands in them.
    let isKnown =
      isFrame || text.starts(with: ">>>") || text.starts(with: "<<<") || text.starts(with: " ")
      || text.starts(with: "!")
    if isKnown {
      sink.ignore(isFrame ? .header : .irrelevant, program: block.extracting(0..<0), at: line)
    } else {
      sink.reject(block.isNulRun(line.range) ? .nulRun : .malformed, in: block, at: line)
    }
  }

  /// The device in `>>>  [Device Install (Hardware initiated) - DEVICE]`.
  private static func device(in line: Span<UInt8>) -> Range<Int>? {
    guard line.starts(with: ">>>  [Device Install (Hardware initiated) - "), line.ends(with: "]")
    else { return nil }
    return 43..<(line.count - 1)
  }

  /// Reads `>>>  Section start 2016/11/22 23:50:30.938`.
  private static func clock(_ line: Span<UInt8>) -> ClockReading? {
    guard line.starts(with: ">>>  Section start ") else { return nil }
    let text = line.extracting(19..<line.count)
    guard let year = text.fixedDigits(4, at: 0), text.has(UInt8(ascii: "/"), at: 4),
      let month = text.fixedDigits(2, at: 5), text.has(UInt8(ascii: "/"), at: 7),
      let day = text.fixedDigits(2, at: 8), text.has(0x20, at: 10),
      let clock = text.clock(at: 11), let fraction = text.fraction(at: 19),
      19 + fraction.byteCount == text.count
    else { return nil }
    let civil = CivilTime(
      year: year, month: month, day: day, hour: clock.hour, minute: clock.minute,
      second: clock.second, microsecond: fraction.microsecond)
    guard civil.isValid, year > 0 else { return nil }
    return ClockReading(civil: civil, offsetInSeconds: nil, byteCount: text.count)
  }
}

extension BuiltInFormats {
  /// Logs of devices.
  static let devices: [BuiltInFormat] = [
    BuiltInFormat(
      LogFormat(name: "setupapi", layout: .setupLog), marks: [">>>  [", ">>>  Section start "])
  ]
}

extension LogFormat {
  /// What the device installation log can carry.
  static func setupLog(named name: String) -> FormatCapability {
    FormatCapability(
      source: name, kind: .device,
      fields: FieldSet([
        .time, .source, .action, .deviceType, .deviceSerial, .deviceVendor, .deviceModel,
      ]),
      partialFields: FieldSet(), advice: nil)
  }
}
