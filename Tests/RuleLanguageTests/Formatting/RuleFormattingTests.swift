internal import RuleLanguage
internal import Testing

/// Formats a text that has no mistakes.
func formatted(_ text: String) -> String? {
  let result = formatRules(Array(text.utf8), path: "a.exfil")
  #expect(!result.isFaulty, "\(text)")
  return result.text
}

@Suite struct RuleFormattingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var written: String
    var canonical: String
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "full-width input becomes ASCII, texts stay",
      written: """
        exfil　1
        # full-width input from a Japanese IME　（そのまま）
        rule　usb.zenkaku　“全角で入力したルール（１）”　｛
        　　when　copy_out　where　size　≧　１０MB　and　（volume　＝　phone　or　volume≠removable）
        　　severity　low
        　　must　alert　｛　１０：００　file　user＝a　action＝copy　volume＝phone　path＝“D:\\ｘ.zip”　size＝２０MB　｝
        ｝
        """,
      canonical: """
        exfil 1

        # full-width input from a Japanese IME　（そのまま）
        rule usb.zenkaku "全角で入力したルール（１）" {
          when     copy_out where size >= 10MB and (volume = phone or volume != removable)
          severity low
          must alert { 10:00 file user=a action=copy volume=phone path="D:\\ｘ.zip" size=20MB }
        }

        """),
    Case(
      name: "hyphens of a name stay hyphens, after digits too",
      written: """
        exfil 1
        list a of user = (pc-03-31, svc-24h-x)
        """,
      canonical: """
        exfil 1

        list a of user = (pc-03-31, svc-24h-x)

        """),
    Case(
      name: "clauses stand in the order of the grammar, their comments with them",
      written: """
        exfil 1
        rule a "t" { # about a
        must not alert { 10:00 web user=x }
        # how long it stays quiet
        cooldown 2h
        owner "soc" mode trial
        message "{user}" # what people read
        tags attack.T1567,attack.T1030
        score 40 add 5 if user is departing subtract 10 if (outside h or during h) # at night
        severity low
        if count()>3
        per user within 1d
        when web
        # the end
        }
        """,
      canonical: """
        exfil 1

        rule a "t" {  # about a
          when     web
          per      user within 1d
          if       count() > 3
          severity low
          score    40
            add      5  if user is departing
            subtract 10 if (outside h or during h)  # at night
          tags     attack.T1567, attack.T1030
          message  "{user}"  # what people read
          owner    "soc"
          mode     trial
          # how long it stays quiet
          cooldown 2h
          must not alert { 10:00 web user=x }
          # the end
        }

        """),
    Case(
      name: "steps",
      written: """
        exfil 1
        rule a "t" {
          first file where action in (read,copy) at least 20 distinct path as read
          then device unless device.serial in approved as attach then upload
          per user within 24h
          message "{read.count}"
        }
        rule b "t" {
          per user within 24h
          first file where action in (read, copy) and path in customer_folders at least 20 distinct path as collect
          then upload as out
        }
        """,
      canonical: """
        exfil 1

        rule a "t" {
          first    file where action in (read, copy) at least 20 distinct path as read
          then     device unless device.serial in approved                     as attach
          then     upload
          per      user within 24h
          message  "{read.count}"
        }

        rule b "t" {
          first    file where action in (read, copy) and path in customer_folders
                   at least 20 distinct path as collect
          then     upload as out
          per      user within 24h
        }

        """),
    Case(
      name: "long conditions break where they join",
      written: """
        exfil 1
        define upload as web where outcome = allowed and ((method in (POST, PUT, PATCH) and bytes_out > 0B) or (method = CONNECT and bytes_out >= 64KB)) unless user in service_accounts
        define short as web where status = 1
        rule a "t" {
          when mail where any recipient ( domain in free_mail and local resembles user ) and any attachment.name contains words unless every recipient.domain in business_sites or user is privileged
          per user each week
          if sum(bytes_out where domain is new to user for 90d) >= 20MB and sum(bytes_out) >= 1.5*usual(sum( bytes_out ),30d)
        }
        """,
      canonical: """
        exfil 1

        define upload as web
          where outcome = allowed
            and ((method in (POST, PUT, PATCH) and bytes_out > 0B)
              or (method = CONNECT and bytes_out >= 64KB))
          unless user in service_accounts

        define short as web where status = 1

        rule a "t" {
          when     mail where any recipient (domain in free_mail and local resembles user)
                     and any attachment.name contains words
                   unless every recipient.domain in business_sites or user is privileged
          per      user each week
          if       sum(bytes_out where domain is new to user for 90d) >= 20MB
                   and sum(bytes_out) >= 1.5 * usual(sum(bytes_out), 30d)
        }

        """),
    Case(
      name: "tests and their events",
      written: """
        exfil 1
        rule a "t" { when web
          must alert "x" score 80 { given user svc-a last_day=2025-04-20
            day-2 22:00 web user=svc-a user.phase=x bytes_out=60MB times 2 every 1m }
          must alert { given user b last_day = 2025-03-31 09:00 web user=b }
          must not alert { day + 1 9:00 web recipient=("a@x.example","b@x.example" # b
            , # all
            ) 2025-04-10 10:00 web }
          must not alert { }
        }
        """,
      canonical: """
        exfil 1

        rule a "t" {
          when     web
          must alert "x" score 80 {
            given user svc-a last_day=2025-04-20
            day -2 22:00 web user=svc-a user.phase=x bytes_out=60MB times 2 every 1m
          }
          must alert { given user b last_day=2025-03-31   09:00 web user=b }
          must not alert {
            day +1 9:00 web recipient=("a@x.example", "b@x.example"  # b # all
            )
            2025-04-10 10:00 web
          }
          must not alert {}
        }

        """),
    Case(
      name: "declarations",
      written: """
        exfil 1
        use "std.exfil"

        use "b.exfil"
        let   big=50MB # one
        let much_bigger = 1GiB   # two



        set low = -5
        list a of domain from "a.list" column "ドメイン"
        list longer of ip = (10.0.0.0/8,)
        list dates of date=( )
        extend a with ("b.example")
        disable rule x.y until 2026-03-31 reason "moved"
        calendar h{closed 2026-01-04 open Mon - Fri 08:00 - 20:00 open Sat 09:00-12:00 timezone "Asia/Tokyo" closed jp_holidays}
        allow m {by "佐藤" reason "移行" "と確認" until 2026-03-31 when upload where user = "e1" for a.b,c.d}
        format f "t" { sample "1" gives user=a-b bytes_out=1B sample "2" gives user=missing timezone "UTC" squid "%ts" kind web }
        """,
      canonical: """
        exfil 1
        use "std.exfil"

        use "b.exfil"

        let big         = 50MB  # one
        let much_bigger = 1GiB  # two

        set low = -5
        list a      of domain from "a.list" column "ドメイン"
        list longer of ip     = (10.0.0.0/8)
        list dates  of date   = ()
        extend a with ("b.example")
        disable rule x.y until 2026-03-31 reason "moved"

        calendar h {
          timezone "Asia/Tokyo"
          open Mon-Fri 08:00-20:00
          open Sat 09:00-12:00
          closed 2026-01-04
          closed jp_holidays
        }

        allow m {
          for      a.b, c.d
          when     upload where user = "e1"
          until    2026-03-31
          reason   "移行" "と確認"
          by       "佐藤"
        }

        format f "t" {
          kind web
          squid "%ts"
          timezone "UTC"
          sample "1"
          gives user=a-b bytes_out=1B
          sample "2"
          gives user=missing
        }

        """),
    Case(
      name: "the layout word of a format behind a value that is taken from a record",
      written: """
        exfil 1 format audit "J" { kind = json "type" map { "f" -> file } json encoding utf-8
        user = json "a", json "b" time = json "t" as iso }
        """,
      canonical: """
        exfil 1

        format audit "J" {
          kind = json "type" map { "f" -> file }
          json
          encoding utf-8
          user = json "a", json "b"
          time = json "t" as iso
        }

        """),
    Case(
      name: "what stands behind the map of a value stays there",
      written: """
        exfil 1 format audit "J" { kind file csv user = column "a"
        action = column "b" map { "r" -> read "w" -> write } split "," size = column "c" in KiB }
        """,
      canonical: """
        exfil 1

        format audit "J" {
          kind file
          csv
          user = column "a"
          action = column "b" map { "r" -> read  "w" -> write } split ","
          size = column "c" in KiB
        }

        """),
    Case(
      name: "long lists fill their lines, lists with comments have a value on each",
      written: """
        exfil 1
        list words of word = ("一二三四五六七八九十", "一二三四五六七八九十", "一二三四五六七八九十", "一二三四五六七八九十", "e")
        list hosts of domain = ( "a.example" # first
          , "b.example",
          # banks
          "c.example" )
        """,
      canonical: """
        exfil 1

        list words of word   = (
          "一二三四五六七八九十", "一二三四五六七八九十", "一二三四五六七八九十", "一二三四五六七八九十",
          "e"
        )
        list hosts of domain = (
          "a.example",  # first
          "b.example",
          # banks
          "c.example"
        )

        """),
    Case(
      name: "quotes",
      written:
        "exfil 1\nlet a = “say \"x\"”\nlet b = \"say \"\"x\"\"\"\nlet c = ＂y＂\nlet d = “＂”\n",
      canonical:
        "exfil 1\n\nlet a = \"say \"\"x\"\"\"\nlet b = \"say \"\"x\"\"\"\nlet c = \"y\"\nlet d = “＂”\n"
    ),
    Case(
      name: "byte order mark, CRLF, blanks at line ends, no line feed at the end",
      written: "\u{FEFF}# top\r\nexfil 1  \r\n\r\n# one\t\r\n\r\n\r\n# two\r\nlet a = 1\r\n# end",
      canonical: "# top\nexfil 1\n\n# one\n\n# two\nlet a = 1\n# end\n"),
    Case(
      name: "a comment in the middle of a line keeps what follows it",
      written: "exfil 1\nlet a # name\n= # sign\n# own\n5 # value\nlet bb = 6 # b\n",
      canonical:
        "exfil 1\n\nlet a  # name\n=      # sign\n# own\n5           # value\nlet bb = 6  # b\n"),
  ]

  @Test(arguments: cases) func `writes the canonical form`(_ row: Case) {
    #expect(formatted(row.written) == row.canonical)
    #expect(formatted(row.canonical) == row.canonical)
  }

  @Test(arguments: [
    "", "exfil 2\n", "exfil 1\nrule a { when web }\n", "exfil 1\nlet a = 5Mb\n",
    "exfil 1\nlet a = \"x\n", "exfil 1\ndefine a as web where a and b or c\n",
    "exfil 1\nuse \"a.exfil\"\n", "exfil 1\n# \u{202E}\n",
  ]) func `a file with mistakes is told about, and has no form`(_ text: String) {
    let result = formatRules(Array(text.utf8), path: "a.exfil")
    #expect(result.text == nil && !result.isFaulty)
    #expect(result.diagnostics.contains { $0.severity == .error })
    for diagnostic in result.diagnostics {
      #expect(!diagnostic.rendered(in: result.sources[diagnostic.source]).isEmpty)
    }
  }

  @Test func `bytes that are no text are told about`() {
    let result = formatRules([0x65, 0x78, 0xFF, 0xFE], path: "a.exfil")
    #expect(result.text == nil && result.diagnostics.count == 1)
  }

  @Test func `what other files declare is none of the form's business`() {
    let text = "exfil 1\nuse \"gone.exfil\"\n\nlist a of word from \"gone.list\"\n"
    #expect(formatted(text) == text)
  }
}
