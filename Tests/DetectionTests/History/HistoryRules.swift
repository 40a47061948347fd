internal import RuleLanguage
internal import RuleProgram

@testable internal import Detection

/// Rules that ask for the past in every place where they may, all over civil days, so that a
/// brute-force twin stays obvious.
enum HistoryRules {
  private static let text = """
    exfil 1
    let civil_timezone = "Asia/Tokyo"
    list company_domains of domain = ("example.co.jp")
    define newly as web where domain is new to user for 16d

    rule new.selected "題" {
      when web where domain is new to user for 20d and bytes_out >= 10B
      per user each day if count() >= 1
    }
    rule new.defined "題" { when newly where method = POST per user each day if count() >= 1 }
    rule new.exempt "題" {
      when web where bytes_out >= 60B unless domain is new to user for 5d
      per user each day if count() >= 1
    }
    rule new.known "題" {
      when web where domain is not new to user for 7d or domain is missing
      per user each day if count() >= 1
    }
    rule new.total "題" {
      when web
      per user each day
      if sum(bytes_out where domain is new to user for 9d or method = POST) >= 150B
    }
    rule new.score "題" {
      when file
      per user each day
      if count() >= 1
      score 10
        add 20 if path is new to user for 12d
        add 15 if not (path is new to user for 2d) and action = copy
        add 7 if path is new to user for 12d and distinct(path) >= 2
    }
    rule new.recipient "題" {
      when mail where any recipient.domain is new to user for 3d
      per user each day if count() >= 1
    }
    rule new.nobody "題" {
      when mail where no recipient is new to user for 4d
      per user each day if count() >= 1
    }
    rule new.everybody "題" {
      when mail where every to is new to user for 30d
      per user each day if count() >= 1
    }
    rule new.user "題" {
      when web or file where user is new to host for 1d per host each day if count() >= 1
    }
    rule new.word "題" {
      when file where volume is new to src_ip for 1d per src_ip each day if count() >= 1
    }
    rule habit.usual "題" {
      when web
      per user each day
      if sum(bytes_out) > 1.5 * usual(sum(bytes_out), 20d)
      score 5
        add 30 if count() > peak(count(), 12d)
    }
    rule habit.peak "題" {
      when web
      per user, domain each day
      if sum(bytes_out) > peak(sum(bytes_out), 30d)
         or 2 * smallest(bytes_in) < usual(smallest(bytes_in), 15d)
    }
    rule habit.new "題" {
      when web unless domain is new to user for 3d
      per user each 1d
      if usual(count(where domain is not new to user for 8d or domain is missing), 14d) < count()
    }
    """

  static let program = Result { () throws -> RuleProgram in
    let compilation = compileRules(roots: ["test.exfil"], provider: OneFile(text: text))
    guard let program = compilation.program else {
      throw PeriodRules.Mistakes(
        text: compilation.diagnostics.filter { $0.severity == .error }
          .map { $0.rendered(in: compilation.sources[$0.source]) }.joined(separator: "\n"))
    }
    return program
  }
}
