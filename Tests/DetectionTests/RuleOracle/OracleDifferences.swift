/// A difference between product and prototype that the language demands.
struct OracleDifference {
  enum Kind { case productRefuses, productAccepts, testDiffers }

  var kind: Kind
  /// What the refusing side says, as a regular expression; for tests, what the rule says.
  ///
  /// `said:` stands before what the prototype says of a missing value where the rule speaks of it.
  var mark: Regex<AnyRegexOutput>
  /// Whether rules as they stand in files may differ so, not only made-up ones.
  var isRightInFiles = false
  var reason: String

  init(
    _ kind: Kind, _ mark: String, isRightInFiles: Bool = false, reason: String
  ) throws {
    self.kind = kind
    self.mark = try Regex(mark)
    self.isRightInFiles = isRightInFiles
    self.reason = reason
  }
}

/// All differences that are right; whatever is not here must agree.
///
/// Sections are those of the language's specification.
func oracleDifferences() throws -> [OracleDifference] {
  [
    // What the product refuses and the prototype does not look at.
    try OracleDifference(
      .productRefuses, #"error\[E-not-available\]"#, isRightInFiles: true,
      reason: "not built yet, and said as such"),
    try OracleDifference(
      .productRefuses, #"error\[E-(type|unit|quantity|weekday|mode)\]"#,
      reason: "5: types are strict, in values, sets, ranges and test events alike"),
    try OracleDifference(
      .productRefuses, #"error\[E-(list-value|list-type)\]"#,
      reason: "5, 8: values fit the type of their list, and `contains` takes a list of words"),
    try OracleDifference(
      .productRefuses, #"error\[E-unknown-(word|list|field|column|kind|calendar)\]"#,
      reason: "1.3: whatever is unknown is an error, also in tests"),
    try OracleDifference(
      .productRefuses, #"error\[E-unknown-rule\]"#, isRightInFiles: true,
      reason: "8: an exception names rules that are there; here declarations stand alone"),
    try OracleDifference(
      .productRefuses, #"error\[E-(layer|category)\]"#,
      reason: "6: rules over `alert` are a second layer, of findings that have names"),
    try OracleDifference(
      .productRefuses, #"error\[E-range\]"#,
      reason: "8: numbers, durations and ranges have limits, and none is empty"),
    try OracleDifference(
      .productRefuses, #"error\[E-(repeated|order)\]"#,
      reason: "4: each clause at most once, and either `when` or `first … then`"),
    try OracleDifference(
      .productRefuses, #"error\[E-(incomplete|window|total)\]"#,
      reason: "7: a sequence has two steps, a key and a sliding window; totals are of a field"),
    try OracleDifference(
      .productRefuses, #"error\[E-(derived|resembles)\]"#,
      reason: "6: what is computed from other fields is not given; 5: `resembles` is about `user`"),
    try OracleDifference(
      .productRefuses,
      #"error\[E-missing\][^\n]*`user` can[^\n]*\n[^\n]*\n[^\n]*\n[^\n]*resembles"#,
      reason: "5: `resembles user` is a test on `user` too, which may be missing"),
    try OracleDifference(
      .productRefuses, #"error\[E-reserved\]"#, reason: "3: keywords are reserved"),
    try OracleDifference(
      .productRefuses, #"error\[E-root\]"#,
      reason: "11.7: the first key of `per` is the root by which facts are kept"),
    try OracleDifference(
      .productRefuses, #"error\[E-history\]"#,
      reason: "7: habits are of civil days, over whole days; 11.7: what is new is so to the root"),

    // What the prototype refuses and the language has.
    try OracleDifference(
      .productAccepts, "expected a time like 09:00 but found `-`", isRightInFiles: true,
      reason: "8: logins and hosts in tests may hold hyphens"),

    try OracleDifference(
      .productAccepts, "but found `least`", isRightInFiles: true,
      reason: "5: `at least N` asks how many of several values, which the language got later"),
    try OracleDifference(
      .productAccepts, "^said: .* can be missing",
      reason: "1.4: the author said what missing means; the prototype overlooks it in `unless`"),

    try OracleDifference(
      .productAccepts, "is a list of word but the field is (domain|email|user)",
      reason: "5: `contains` takes any list of words; the prototype wants a text or a path"),
    try OracleDifference(
      .productAccepts, "cannot compare (text|domain) with ip",
      reason: "6: hosts and destinations are often addresses, written as such"),

    // Tests.
    try OracleDifference(
      .testDiffers, #"(count|distinct|sum)\((to|cc|bcc|recipient|attachment)"#,
      reason: "5, 7: a total counts each of several values; the prototype takes the list for one"),
    try OracleDifference(
      .testDiffers, #"time (not )?in "#,
      reason: "5: a range of times is the local time of day; the prototype has no such field"),
    try OracleDifference(
      .testDiffers, #"bytes_out[\s\S]*size"#, isRightInFiles: true,
      reason: "6: `bytes_out` is computed from `size` in one place"),
    try OracleDifference(
      .testDiffers, #"when +(external|unapproved)_mail[\s\S]*size"#, isRightInFiles: true,
      reason: "6: that a mail leaves the company is told by `bytes_out`, computed from `size`"),
    try OracleDifference(
      .testDiffers, #"any (forward_to|target)\.domain"#, isRightInFiles: true,
      reason: "6: these are lists of addresses, which the prototype has for mails only"),
    try OracleDifference(
      .productAccepts, "`forward_to` holds several values", isRightInFiles: true,
      reason: "5: whether a list has any value is asked without a quantifier"),
    try OracleDifference(
      .testDiffers, #"\w=missing"#, isRightInFiles: true,
      reason: "8: a test may say that a field is missing; the prototype takes that for a text"),
    try OracleDifference(
      .testDiffers, "given list office_networks", isRightInFiles: true,
      reason: "5: an address is `in` a network, also of a list that a test gives"),
    try OracleDifference(
      .testDiffers, "is (not )?privileged", isRightInFiles: true,
      reason: "7: `privileged` is who stands in the list, which the prototype does not look at"),
    try OracleDifference(
      .testDiffers, "user is (not )?known", isRightInFiles: true,
      reason: "7: `known` is who stands in the roster, which the prototype does not look at"),
    try OracleDifference(
      .testDiffers, "is (not )?(departing|departed|on_final_leave)",
      reason: "7: phases follow the roster's dates, one at a time"),
    try OracleDifference(
      .testDiffers, #"(file|app|copy_out) user=\w+ [^}\n]*name="#,
      reason: "6: name and extension are computed from each other and the path in one place"),
    try OracleDifference(
      .testDiffers, #"each (hour|day|week|\d)[^}]*(<|!=)"#,
      reason: "7: `each` is decided on the totals of the whole period, not as events come"),
    try OracleDifference(
      .testDiffers, #"(to|cc|bcc)=\(?[^"(]"#,
      reason: "5: what is no address has no domain; the prototype takes all of it for one"),
    try OracleDifference(
      .testDiffers, #"\d\d:\d\d \w+ (?!user=)"#,
      reason: "7: an event without a user is keyed by its address or host, else not counted"),
  ]
}
