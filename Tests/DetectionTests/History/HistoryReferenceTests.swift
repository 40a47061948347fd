internal import EventModel
internal import RuleLanguage
internal import Testing

@testable internal import Detection

/// The rules of the language's description that ask for the past, with their inline tests and more
/// of them at every edge.
@Suite struct HistoryReferenceTests {
  private static let prelude = """
    exfil 1
    let civil_timezone = "Asia/Tokyo"
    list customer_tables of text = ("customers", "顧客マスタ")
    list approved_devices of text = ("OK-1")
    define upload as web where method = POST and bytes_out > 0B

    """

  private func expectPassing(_ rules: String) throws {
    let compilation = compileRules(
      roots: ["test.exfil"], provider: OneFile(text: Self.prelude + rules))
    #expect(compilation.renderedDiagnostics(language: .english).contains("error") == false)
    let program = try #require(compilation.program)
    let outcomes = try runRuleTests(of: program) { try CivilZone(named: $0) }
    #expect(!outcomes.isEmpty)
    for outcome in outcomes {
      #expect(
        outcome.passed, "\(outcome.rule) \"\(outcome.name)\" at \(outcome.place): \(outcome.got)")
    }
  }

  @Test func `a first destination with five times the usual volume`() throws {
    try expectPassing(
      """
      rule unusual.new_destination "初めての宛先へ、普段の5倍を送信" {
        when     upload
        per      user each day
        if       sum(bytes_out where domain is new to user for 90d) >= 20MB
                 and sum(bytes_out) >= 5 * usual(sum(bytes_out), 30d)
        severity medium
        must alert {
          day -40 10:00 upload user=abe domain="crm.example" bytes_out=2MB  times 40 every 1d
          10:00 upload user=abe domain="new.example" bytes_out=15MB  times 2 every 5m
        }
        must not alert "four times the usual is not five" {
          day -40 10:00 upload user=abe domain="crm.example" bytes_out=9MB  times 40 every 1d
          10:00 upload user=abe domain="new.example" bytes_out=20MB  times 2 every 5m
          day +1 10:00 upload user=abe domain="new.example" bytes_out=200MB
        }
        must not alert "the destination is known" {
          day -40 10:00 upload user=abe domain="crm.example" bytes_out=2MB  times 40 every 1d
          10:00 upload user=abe domain="CRM.example." bytes_out=15MB  times 2 every 5m
        }
        must not alert "nine active days are no habit" {
          day -40 10:00 upload user=abe domain="crm.example" bytes_out=2MB
          day -9 10:00 upload user=abe domain="crm.example" bytes_out=2MB  times 8 every 1d
          10:00 upload user=abe domain="new.example" bytes_out=15MB  times 2 every 5m
        }
        must alert "ten active days are" {
          day -40 10:00 upload user=abe domain="crm.example" bytes_out=2MB
          day -10 10:00 upload user=abe domain="crm.example" bytes_out=2MB  times 10 every 1d
          10:00 upload user=abe domain="new.example" bytes_out=15MB  times 2 every 5m
        }
      }
      """)
  }

  @Test func `a phone that was never there`() throws {
    try expectPassing(
      """
      rule phone.connected "スマートフォンをファイル転送モードで接続" {
        when     device where action = connect and device.type in (mtp, ptp)
                 unless device.serial in approved_devices
        severity low
        score    15
          add 25 if user is departing
          add 15 if device.serial is new to user for 180d
        must alert "known for long, and a phone for the first time" score 30 {
          day -14 09:00 login user=abe
          10:00 device user=abe action=connect device.type=mtp device.serial="P-1"
        }
        must alert "of whom nothing is known nothing is new" score 15 {
          day -13 09:00 login user=abe
          10:00 device user=abe action=connect device.type=mtp device.serial="P-1"
        }
        must alert "seen 180 days ago, at a file" score 15 {
          day -180 23:59 file user=abe action=copy volume=phone path="D:/a.txt" device.serial="p-1"
          10:00 device user=abe action=connect device.type=mtp device.serial="P-1"
        }
        must alert "seen 181 days ago" score 30 {
          day -181 23:59 device user=abe action=connect device.type=usb_storage device.serial="P-1"
          10:00 device user=abe action=connect device.type=mtp device.serial="P-1"
        }
        must alert "seen with somebody else" score 30 {
          day -20 09:00 device user=ito action=connect device.type=usb_storage device.serial="P-1"
          day -20 09:00 login user=abe
          10:00 device user=abe action=connect device.type=mtp device.serial="P-1"
        }
        must not alert "an approved one" {
          day -14 09:00 login user=abe
          10:00 device user=abe action=connect device.type=mtp device.serial="OK-1"
        }
      }
      """)
  }

  @Test func `three times as much as ever`() throws {
    try expectPassing(
      """
      rule customer.mass_access "顧客DBの大量参照" {
        when     query where table in customer_tables
        per      user each day
        if       sum(rows) >= 10000 or (sum(rows) >= 1000 and sum(rows) >= 3 * peak(sum(rows), 30d))
        severity high
        must alert "ten thousand, without any habit" {
          10:00 query user=abe table="customers" rows=5000  times 2 every 1h
        }
        must alert "three times the peak" {
          day -12 10:00 query user=abe table="customers" rows=300  times 10 every 1d
          day -2 10:00 query user=abe table="顧客マスタ" rows=400
          10:00 query user=abe table="customers" rows=1200
        }
        must not alert "a little less than that" {
          day -12 10:00 query user=abe table="customers" rows=300  times 10 every 1d
          day -2 10:00 query user=abe table="顧客マスタ" rows=400
          10:00 query user=abe table="customers" rows=1199
        }
        must alert "the peak is more than 30 days ago" {
          day -31 10:00 query user=abe table="customers" rows=9000
          day -30 10:00 query user=abe table="customers" rows=300  times 10 every 1d
          10:00 query user=abe table="customers" rows=1000
        }
        must not alert "the peak is 30 days ago" {
          day -30 10:00 query user=abe table="customers" rows=9000
          day -20 10:00 query user=abe table="customers" rows=300  times 10 every 1d
          10:00 query user=abe table="customers" rows=1000
        }
      }
      """)
  }

  @Test func `a value stays new for the whole of its first civil day`() throws {
    try expectPassing(
      """
      rule new.day "題" {
        when upload where domain is new to user for 90d and bytes_out >= 100MB
        must alert "the trial before midnight and the theft after it are one day in Tokyo" {
          day -20 09:00 login user=abe
          00:30 upload user=abe domain="new.example" bytes_out=1MB
          23:30 upload user=abe domain="new.example" bytes_out=400MB
        }
        must not alert "the day after" {
          day -20 09:00 login user=abe
          23:59 upload user=abe domain="new.example" bytes_out=1MB
          day +1 00:00 upload user=abe domain="new.example" bytes_out=400MB
        }
        must not alert "what was only looked at was seen" {
          day -20 09:00 login user=abe
          day -1 09:00 web user=abe domain="new.example" method=GET
          10:00 upload user=abe domain="new.example" bytes_out=400MB
        }
      }
      rule new.sequence "題" {
        first file where path is new to user for 60d
        then  upload where bytes_out >= 1MB unless domain is missing or domain is not new to user for 60d
        per   user within 2h
        must alert {
          day -20 09:00 login user=abe
          10:00 file user=abe action=read path="D:/a.txt"
          11:00 upload user=abe domain="new.example" bytes_out=2MB
        }
        must not alert "a known file" {
          day -20 09:00 file user=abe action=read path="d:/A.txt"
          10:00 file user=abe action=read path="D:/a.txt"
          11:00 upload user=abe domain="new.example" bytes_out=2MB
        }
        must not alert "a known host" {
          day -20 09:00 upload user=abe domain="new.example" bytes_out=2MB
          10:00 file user=abe action=read path="D:/a.txt"
          11:00 upload user=abe domain="new.example" bytes_out=2MB
        }
      }
      """)
  }
}
