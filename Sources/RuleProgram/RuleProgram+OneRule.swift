extension RuleProgram {
  /// The program with one of its rules alone, the exceptions that concern it, and all its lists.
  ///
  /// - Parameter rule: An index in ``rules``.
  /// - Returns: A program whose only rule has the index 0; inline tests are left out.
  package func onlyRule(_ rule: Int) -> RuleProgram {
    var program = self
    program.rules = [rules[rule]]
    program.tests = []
    program.disabledRules = disabledRules.filter { $0.rule == rule }.map { disabled in
      DisabledRule(rule: 0, term: disabled.term)
    }
    program.allowances = allowances.filter { $0.rules.contains(rule) }.map { allowance in
      var allowance = allowance
      allowance.rules = [0]
      return allowance
    }
    return program
  }

  /// The program as if nothing were allowed and no rule disabled.
  package var withoutExceptions: RuleProgram {
    var program = self
    program.allowances = []
    program.disabledRules = []
    return program
  }
}
