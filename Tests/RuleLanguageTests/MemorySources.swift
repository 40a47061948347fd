package import RuleLanguage

/// Files that stand only in memory.
package struct MemorySources: SourceProvider {
  package var files: [String: [UInt8]]

  package init(_ files: [String: String]) { self.files = files.mapValues { Array($0.utf8) } }

  package func contents(ofFile path: String) throws(SourceError) -> [UInt8] {
    guard let bytes = files[path] else { throw SourceError(reason: "no such file") }
    return bytes
  }

  /// Names say what is to be thought of a file.
  package func standing(ofFile path: String) -> FileStanding {
    path.hasSuffix("/pipe") ? .special : path.hasPrefix("shared/") ? .changeableByAnyone : .sound
  }
}

extension MemorySources {
  /// A small prelude, with lists of most types, and list files with mistakes in them.
  package static let prelude: MemorySources = {
    var sources = texts
    // "重要" in CP932, and bytes that are text in no encoding.
    sources.files["lists/cp932.list"] = [0x8F, 0x64, 0x97, 0x76, 0x0A]
    sources.files["lists/bytes.list"] = [0x61, 0x0A, 0x81, 0xFF, 0xFD, 0x80]
    return sources
  }()

  private static let texts = MemorySources([
    "std.exfil": """
    exfil 1
    let civil_timezone = "Asia/Tokyo"
    let before_notice = 90d
    list company_domains of domain = ()
    list watchlist of user = ()
    list jp_holidays of date = (2025-01-01)
    list free_mail of domain = ("gmail.com", "yahoo.co.jp")
    list business_sites of domain = ("partner.example")
    list approved_tenants of text from "lists/tenants.list"
    list confidential_words of word = ("秘密", "㊙")
    list customer_folders of folder = ("\\\\fs01\\顧客")
    define upload as web where outcome = allowed and method in (POST, PUT) and bytes_out > 0B
    define copy_out as file
      where action in (copy, write, move) and volume in (removable, phone)
    calendar office_hours {
      timezone "Asia/Tokyo"
      open Mon-Fri 08:00-20:00
      closed jp_holidays
    }

    """,
    "lists/tenants.list": """
    # one value per line
    acme-jp
    partner-tenant   until 2026-03-31   reason "NDA 2025-44"   by "法務 鈴木"

    """,
    "lists/bad.list": """
    good.example
    http://bad.example/path
    late.example until 2026-02-30
    odd.example until 2026-03-31 because "so"

    """,
    "shared/sites.list": "a.example\n",
    "shared/more.exfil": "exfil 1\n",
    "lists/quotes.csv": "ドメイン\n\"a\" b\n\"open\n",
    "lists/sites.txt": String(repeating: "http://bad.example/\n", count: 30),
    "lists/table.csv": "ドメイン,備考\n\"a.example\",\"x, y\"\nb.example,\n",
  ])
}
