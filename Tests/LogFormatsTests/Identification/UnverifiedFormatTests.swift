import EventModel
import Testing

@testable import LogFormats

/// Of formats whose lines nobody has seen identification says so, whether they stand alone or in syslog.
struct UnverifiedFormatTests {
  private static let unseen: Set = [
    "cisco_wsa_in_syslog", "gmail_log", "m365_audit_csv", "palo_alto_firewall_cef",
    "palo_alto_firewall_leef", "windows_csv", "windows_csv_dmy", "windows_csv_mdy", "zeek_files",
    "zeek_files_json", "zscaler_cef", "zscaler_nss",
  ]

  @Test(arguments: ConformanceFolder.names) func `says which formats nobody has seen`(
    _ name: String
  ) throws {
    let reasons = try ConformanceFolder(name).identification.reasons.map(\.english)
    #expect(reasons.contains { $0.contains("is unverified") } == Self.unseen.contains(name))
  }
}
