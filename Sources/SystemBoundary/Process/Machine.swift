internal import Glibc

/// What the machine has and what its clocks say.
package enum Machine {
  /// How many processors this process may use; at least one.
  package static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// A clock that only goes forward, in nanoseconds; for progress and figures, never for results.
  package static var monotonicNanoseconds: UInt64 { nanoseconds(of: CLOCK_MONOTONIC) }

  /// How long processors have worked for this process so far, in nanoseconds; for figures only.
  package static var processorNanoseconds: UInt64 { nanoseconds(of: CLOCK_PROCESS_CPUTIME_ID) }

  /// The wall clock, in microseconds since 1970-01-01T00:00:00Z; never for results.
  package static var wallMicroseconds: Int64 { Int64(nanoseconds(of: CLOCK_REALTIME) / 1000) }

  /// The user that this process runs as, for notes of who did something.
  package static var userID: UInt32 { getuid() }

  /// The number of this process.
  package static var processID: Int32 { getpid() }

  /// The name of the machine.
  package static var hostName: String {
    var name = [UInt8](repeating: 0, count: 256)
    // SAFETY: `gethostname` writes at most the `count` bytes of the buffer; the last one stays 0.
    let result = unsafe name.withUnsafeMutableBytes { buffer in
      unsafe buffer.baseAddress.map { unsafe gethostname($0, buffer.count - 1) } ?? -1
    }
    return result == 0 ? String(decoding: name.prefix { $0 != 0 }, as: UTF8.self) : "unknown"
  }

  /// The most memory that this process has held so far, in bytes.
  package static var peakMemoryByteCount: UInt64 {
    var usage = rusage()
    // SAFETY: `getrusage` writes one `rusage`.
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return UInt64(usage.ru_maxrss) << 10
  }

  private static func nanoseconds(of clock: clockid_t) -> UInt64 {
    var time = timespec()
    // SAFETY: `clock_gettime` writes one `timespec`.
    unsafe clock_gettime(clock, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
