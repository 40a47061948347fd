internal import EventModel
internal import RuleProgram

extension JapaneseProse {
  /// Tells a condition as a statement.
  func clause(
    _ expression: ExpressionSyntax, in scope: Scope
  ) -> JapaneseClause {
    switch expression {
    case .group(let inner, _): return clause(inner, in: scope)
    case .not(let inner, _):
      return negated(inner, in: scope)
    case .all(let parts):
      return parts.map { part in
        isAlternative(part)
          ? quoted(part, in: scope) : clause(part, in: scope)
      }.joinedByAnd()
    case .any(let parts):
      let clauses = parts.map { clause($0, in: scope) }
      guard clauses.contains(where: \.isCompound) else { return clauses.joinedByOr() }
      let alternatives = clauses.map { quote($0.atEnd) }.joined(separator: "または")
      var joined = JapaneseClause.verb("\(alternatives)のいずれかに", "当てはまる", "当てはまり")
      joined.isCompound = true
      return joined
    case .calendar(let during, let name, _):
      var hours = JapaneseClause.measure("暦 \(name.text) の営業時間\(during ? "内" : "外")")
      hours.subject = "時刻が"
      return hours
    case .quantified(let quantifier, let field, let body, _):
      return quantified(quantifier, field, body, in: scope)
    case .test(let test):
      return clause(
        test.tail, of: value(test.subject, in: scope) + "が", value: test.subject, in: scope)
    }
  }

  private func isAlternative(_ expression: ExpressionSyntax) -> Bool {
    switch expression {
    case .group(let inner, _): isAlternative(inner)
    case .any: true
    default: false
    }
  }

  /// Statements that belong together.
  private func quote(_ text: String) -> String { "(\(text))" }

  private func quoted(
    _ expression: ExpressionSyntax, in scope: Scope
  ) -> JapaneseClause {
    let inner = clause(expression, in: scope)
    // A choice between compound statements is in quotes already.
    if inner.stem.hasSuffix("のいずれかに") { return clause(expression, in: scope) }
    return .verb(quote(inner.atEnd) + "に", "当てはまる", "当てはまり")
  }

  private func negated(
    _ expression: ExpressionSyntax, in scope: Scope
  ) -> JapaneseClause {
    switch expression {
    case .group(let inner, _): return negated(inner, in: scope)
    case .not(let inner, _): return clause(inner, in: scope)
    case .test(var test):
      test.tail = test.tail.negated
      return clause(
        test.tail, of: value(test.subject, in: scope) + "が", value: test.subject, in: scope)
    case .calendar(let during, let name, let range):
      return clause(.calendar(during: !during, name, range: range), in: scope)
    case .all, .any, .quantified:
      let inner = clause(expression, in: scope)
      return .verb(quote(inner.atEnd) + "に", "当てはまらない", "当てはまらず")
    }
  }

  private func quantified(
    _ quantifier: Quantifier, _ name: NameSyntax, _ body: ExpressionSyntax.QuantifiedBody,
    in scope: Scope
  ) -> JapaneseClause {
    let field = scope.resolve(name.text)
    let subject = field.map { self.name(of: $0, in: scope) } ?? name.text
    let inner: JapaneseClause
    switch body {
    case .group(let condition):
      inner = clause(
        condition, in: Scope(kinds: scope.kinds, element: field?.type))
    case .tail(let tail):
      let element = ValueSyntax(
        term: .literal(LiteralSyntax(value: .name(name.text), range: name.range)),
        range: name.range)
      inner = clause(tail, of: "", value: element, in: scope)
    }
    switch quantifier {
    case .any: return .existing("\(subject)の中に、\(inner.beforeNoun)ものが", true)
    case .no: return .existing("\(subject)の中に、\(inner.beforeNoun)ものが", false)
    case .atLeast(let count):
      return .existing("\(subject)の中に、\(inner.beforeNoun)ものが \(count) 以上", true)
    case .fewerThan(let count):
      return .existing("\(subject)の中に、\(inner.beforeNoun)ものが \(count) 以上", false)
    case .every:
      var all = JapaneseClause.being("\(subject)が一つ以上あり、どれも、\(inner.beforeNoun)もの")
      all.isCompound = true
      return all
    }
  }

  /// Tells what is asked of a value; `of` is the value with が, or nothing.
  private func clause(
    _ tail: TailSyntax, of subject: String, value: ValueSyntax, in scope: Scope
  ) -> JapaneseClause {
    var clause = self.clause(tail, value, in: scope)
    if case .isMissing = tail, !subject.isEmpty {
      clause.stem = "\(subject.dropLast())の\(clause.stem)"
    } else if !subject.isEmpty {
      clause.subject = subject
      if clause.stem.first.map({ $0.isASCII && ($0.isNumber || $0.isLetter) }) == true {
        clause.subject += " "
      }
    }
    return clause
  }

  private func clause(
    _ tail: TailSyntax, _ value: ValueSyntax, in scope: Scope
  ) -> JapaneseClause {
    switch tail {
    case .compare(let comparison, let right, _):
      return compared(value, comparison, right, in: scope)
    case .isIn(let isNegated, let target, _):
      return member(value, target, isNegated, in: scope)
    case .match(let match, let isNegated, let isExact, let target, _):
      return matched(match, isNegated, isExact, target)
    case .resembles(let isNegated, _, _):
      return .verb(
        "利用者本人の氏名に", isNegated ? "似ていない" : "似ている",
        isNegated ? "似ておらず" : "似ており")
    case .isMissing(let isNegated):
      return .existing("記録が", isNegated)
    case .isNew(let isNegated, let key, let microseconds, _):
      let owner = scope.resolve(key.text).map { name(of: $0, in: scope) } ?? key.text
      let stem = "その\(owner)にとって、直前の\(duration(microseconds))に"
      return isNegated ? .existing(stem + "現れたことが", true) : .existing(stem + "現れたことが", false)
    case .hasFlag(let isNegated, let flag):
      guard let known = UserFlag(rawValue: flag.text) else {
        return .verb(
          "暗号化されて", isNegated ? "いない" : "いる", isNegated ? "おらず" : "おり")
      }
      return .being(JapaneseNames.flag(known), isNegated: isNegated)
    }
  }

  private func compared(
    _ left: ValueSyntax, _ comparison: Comparison, _ right: ValueSyntax,
    in scope: Scope
  ) -> JapaneseClause {
    let unit: String =
      switch ProseTotals.aggregate(of: left)?.function {
      case .count?: right.isNumber ? " 件" : ""
      case .distinct?: right.isNumber ? " 種類" : ""
      default: ""
      }
    let amount = value(right, beside: left, in: scope) + unit
    switch comparison {
    case .equal:
      return .being(
        amount.last.map { $0.isASCII && ($0.isNumber || $0.isLetter) } == true
          ? amount + " " : amount)
    case .notEqual: return .measure(amount.spaced(after: "", before: "以外"))
    case .less: return .measure(amount.spaced(after: "", before: "未満"))
    case .lessOrEqual: return .measure(amount.spaced(after: "", before: "以下"))
    case .greater: return .verb(amount.spaced(after: "", before: "を"), "超える", "超え")
    case .greaterOrEqual: return .measure(amount.spaced(after: "", before: "以上"))
    }
  }

  private func member(
    _ left: ValueSyntax, _ target: TailSyntax.InTarget, _ isNegated: Bool,
    in scope: Scope
  ) -> JapaneseClause {
    let type = left.name.flatMap { scope.resolve($0.text) }?.type
    switch target {
    case .list(let name):
      return .verb(
        "一覧 \(name.text) に", isNegated ? "ない" : "ある", isNegated ? "なく" : "あり")
    case .set(let set):
      let names = set.values.map { literal($0, as: type) }
      let inside: String? =
        switch type {
        case .domain?: "またはそのサブドメイン"
        case .path?: "の中"
        default: nil
        }
      return .being(names.japaneseChoice + (inside ?? ""), isNegated: isNegated)
    case .range(let low, let high):
      let range = "\(literal(low, as: type)) から \(literal(high, as: type)) まで"
      return isNegated
        ? .being(range + "の間", isNegated: true) : .measure(range)
    }
  }

  private func matched(
    _ match: TextMatch, _ isNegated: Bool, _ isExact: Bool,
    _ target: TailSyntax.MatchTarget
  ) -> JapaneseClause {
    let texts: String =
      switch target {
      case .list(let name): "一覧 \(name.text) のいずれかの語"
      case .set(let set):
        set.values.map { literal($0, as: nil) }.japaneseChoice
      }
    let exactly = isExact ? "(全角と半角、大文字と小文字を区別して)" : ""
    let stem = texts + exactly
    switch (match, isNegated) {
    case (.contains, false): return .verb(stem + "を", "含む", "含み")
    case (.contains, true): return .verb(stem + "を", "含まない", "含まず")
    case (.starts, false): return .verb(stem + "で", "始まる", "始まり")
    case (.starts, true): return .verb(stem + "で", "始まらない", "始まらず")
    case (.ends, false): return .verb(stem + "で", "終わる", "終わり")
    case (.ends, true): return .verb(stem + "で", "終わらない", "終わらず")
    case (.like, false), (.equals, false): return .verb(stem + "の型に", "合う", "合い")
    case (.like, true), (.equals, true): return .verb(stem + "の型に", "合わない", "合わず")
    }
  }
}
