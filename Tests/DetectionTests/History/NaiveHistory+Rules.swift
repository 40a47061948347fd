internal import EventModel

extension NaiveHistory {
  /// What the rules of `HistoryRules` find, each written out by hand.
  var findings: [Found] { news + scores + recipients + others + habits }

  private func web(_ event: Seen) -> Bool { event.event.kind == .web }

  private var news: [Found] {
    days("new.selected") { event in
      web(event) && event.number(.bytesOut) ?? 0 >= 10 && isNew(.domain, event, for: 20) == true
    } if: { _, _ in
      true
    }
      + days("new.defined") { event in
        web(event) && event.word(.method) == .post && isNew(.domain, event, for: 16) == true
      } if: { _, _ in
        true
      }
      + days("new.exempt") { event in
        web(event) && event.number(.bytesOut) ?? 0 >= 60 && isNew(.domain, event, for: 5) != true
      } if: { _, _ in
        true
      }
      + days("new.known") { event in
        web(event) && (isNew(.domain, event, for: 7) == false || event.text(.domain) == nil)
      } if: { _, _ in
        true
      }
      + days("new.total") {
        web($0)
      } if: { today, _ in
        Self.sum(
          today.filter { $0.word(.method) == .post || isNew(.domain, $0, for: 9) == true }) >= 150
      }
  }

  private var scores: [Found] {
    days(
      "new.score",
      score: { today, _, event in
        let paths = Set(today.compactMap { $0.text(.path) })
        var score = 10
        if isNew(.path, event, for: 12) == true { score += paths.count >= 2 ? 27 : 20 }
        if isNew(.path, event, for: 2) == false, event.word(.action) == .copy { score += 15 }
        return score
      }
    ) {
      $0.event.kind == .file
    } if: { _, _ in
      true
    }
  }

  private var recipients: [Found] {
    func mail(_ event: Seen) -> Bool { event.event.kind == .mail }
    return days("new.recipient") { event in
      mail(event)
        && event.values(.sender).contains {
          isNew($0, .sender, event, for: 3) == true
        }
    } if: { _, _ in
      true
    }
      + days("new.nobody") { event in
        mail(event)
          && event.values(.recipient).allSatisfy {
            isNew($0, .recipient, event, for: 4) == false
          }
      } if: { _, _ in
        true
      }
      + days("new.everybody") { event in
        mail(event) && !event.values(.to).isEmpty
          && event.values(.to).allSatisfy {
            isNew($0, .to, event, for: 30) == true
          }
      } if: { _, _ in
        true
      }
  }

  private var others: [Found] {
    days("new.user", per: .host) { event in
      (web(event) || event.event.kind == .file)
        && isNew(.user, event, to: .host, for: 1) == true
    } if: { _, _ in
      true
    }
      + days("new.word", per: .srcIP) { event in
        event.event.kind == .file && isNew(.volume, event, to: .srcIP, for: 1) == true
      } if: { _, _ in
        true
      }
  }

  private var habits: [Found] {
    days(
      "habit.usual",
      score: { today, before, _ in
        let most = Self.peak(before, 12) { Int64($0.count) }
        return 5 + (most.map { Int64(today.count) > $0 ? 30 : 0 } ?? 0)
      }
    ) {
      web($0)
    } if: { today, before in
      Self.twiceUsual(before, 20, Self.sum).map { 4 * Self.sum(today) > 3 * $0 } ?? false
    }
      + days("habit.peak", group: { $0.text(.domain) }) {
        web($0)
      } if: { today, before in
        func smallest(_ events: [Seen]) -> Int64? {
          events.compactMap { $0.number(.bytesIn) }.min()
        }
        let isMost = Self.peak(before, 30, Self.sum).map { Self.sum(today) > $0 } ?? false
        let usual = Self.twiceUsual(before, 15, smallest)
        let isLittle =
          if let usual, let smallest = smallest(today) { 4 * smallest < usual } else { false }
        return isMost || isLittle
      }
      + days("habit.new") { event in
        web(event) && isNew(.domain, event, for: 3) != true
      } if: { today, before in
        let usual = Self.twiceUsual(before, 14) { events in
          Int64(
            events.count { $0.text(.domain) == nil || isNew(.domain, $0, for: 8) == false })
        }
        return usual.map { $0 < 2 * Int64(today.count) } ?? false
      }
  }
}
