/// Rules over civil periods, rules that ask for the past, rules over findings and exceptions, for the
/// law's scans.
///
/// They look at many events of the sample logs and share some with the shipped rules, so that
/// events are melted into partials while others of the same people stay facts.
enum PeriodLawRules {
  static let text = """
    exfil 1

    rule law.daily_ratio "law" {
      when web unless domain in business_sites
      per  user, domain each day
      if   sum(bytes_out) >= 20KB and sum(bytes_out) >= 0.1 * sum(bytes_in)
      message "{user} {domain} {time} {sum(bytes_out)} {count()}"
    }

    rule law.weekly_web "law" {
      when web
      per  user each week
      if   count() >= 5 or largest(bytes_out) >= 1MB
      score 20
        add 10 if user is departing
        add 15 if method = POST
        add 25 if bytes_out >= 1MB and count() >= 20
      message "{domain} {method} {largest(bytes_out)} {distinct(domain)} {count(where method = POST)}"
    }

    rule law.mail_pieces "law" {
      when mail
      per  user each 8h
      if   count() >= 1
      message "{subject} {smallest(size)} {sum(size)}"
    }

    rule law.files_hourly "law" {
      when file or device
      per  user each hour
      if   count() >= 2
      message "{path} {volume} {distinct(path)}"
    }

    rule law.new_domain "law" {
      when web where domain is new to user for 90d
      per  user within 4h
      if   count() >= 1
      message "{domain} {distinct(domain)}"
    }

    rule law.new_total "law" {
      when web unless domain is new to user for 2d
      per  user each day
      if   sum(bytes_out where domain is new to user for 10d or method = POST) >= 1KB
      score 20
        add 10 if domain is new to user for 30d
        add 15 if src_ip is new to user for 7d and method = POST
      message "{domain} {sum(bytes_out)}"
    }

    rule law.new_recipient "law" {
      when mail where any recipient.domain is new to user for 5d
      message "{subject}"
    }

    rule law.new_path "law" {
      first file where path is new to user for 30d then web where domain is new to user for 30d
      per   user within 30d
    }

    rule law.shared_steps "law" {
      first file or web
      then  web or device
      then  file or web at least 2 times
      per   user within 2h
      cooldown 1h
      message "{user} {domain} {path}"
    }

    rule law.usual_day "law" {
      when web
      per  user each day
      if   sum(bytes_out) > 1.5 * usual(sum(bytes_out), 30d)
      score 20
        add 10 if count() > peak(count(), 20d)
      message "{user} {sum(bytes_out)} {count()}"
    }

    rule law.mail_each "law" {
      when mail
      per  user
    }

    rule law.risk "law" {
      when alert where score >= 20 unless category = "after_departure"
      per  user within 3d
      if   distinct(rule) >= 2 and sum(score) >= 60
      score 30
        add 15 if user is departing
        add 20 if severity = critical
      cooldown 12h
      message "{user} {count()} {sum(score)} {rule} {severity} {distinct(category)}"
    }

    rule law.risk_steps "law" {
      first alert where rule in ("law.weekly_web", "law.mail_each")
      then  alert where severity in (high, critical) unless rule = "law.weekly_web"
      per   user within 14d
    }

    rule law.risk_weekly "law" { when alert per user, rule each week if count() >= 2 }

    rule law.risk_off "law" { when alert where score >= 40 per user }

    allow law.storage {
      for    law.daily_ratio, law.weekly_web, storage.personal
      when   upload where user = "hirano.y" and domain = "www.dropbox.com"
      until  2026-10-10
      reason "law"
      by     "law"
    }

    allow law.joined {
      for    law.mail_each, law.mail_pieces
      when   mail where attachment_count >= 1 unless user = "hirano.y"
      until  2026-12-31
      reason "law"
      by     "law"
    }

    allow law.reads {
      for    law.files_hourly
      when   file where user = "sato.k" or user = "kondo.t"
      until  2026-10-15
      reason "law"
      by     "law"
    }

    disable rule devices.bulk_read until 2026-10-12 reason "law"
    disable rule law.risk_off until 2026-10-12 reason "law"

    """
}
