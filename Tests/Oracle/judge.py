#!/usr/bin/env python3
"""Asks the prototype about many rule files: JSON on standard input, JSON on standard output.

Input:  {"fields": {kind: {field: type}}, "parts": {type: {part: type}},
         "preludes": {name: {"rules": text}},
         "cases": [{"prelude": name, "text": text}]}
Output: [{"decision": "accept"|"reject"|"undecided", "message": text,
          "tests": [{"fired": bool|null, "score": int|null}]}]

"undecided" is where the prototype itself breaks down: it has no opinion then.
"""
import json
import sys

import prototype as oracle


# Columns of the roster that have another name now.
COLUMNS = {"employment": "type"}


class Checker(oracle.Env):
    """The prototype's checker with what the language got later."""

    def fields(self, kinds):
        # A field that one of several kinds lacks is missing there; the prototype took the
        # fields that all kinds share.
        kinds = sorted(kinds)
        merged = {}
        for kind in kinds:
            for field, type_ in oracle.KINDS[kind].items():
                known = merged.get(field)
                if known is None:
                    merged[field] = type_
                elif known != type_:
                    merged[field] = join(known, type_)
        for field, type_ in merged.items():
            lacking = any(field not in oracle.KINDS[kind] for kind in kinds)
            if lacking and "?" not in type_ and "*" not in type_:
                merged[field] = type_ + "?"
        return merged


def join(a, b):
    """The type of a field that two kinds declare."""
    optional = "?" if "?" in a + b else ""
    a, b = a.rstrip("?"), b.rstrip("?")
    if a.startswith("enum:") and b.startswith("enum:"):
        words = a[5:].split(",")
        words += [word for word in b[5:].split(",") if word not in words]
        return "enum:" + ",".join(words) + optional
    return ("path" if "path" in (a, b) else a) + optional


class Evaluator(oracle.Run):
    """The prototype's evaluator; it has no totals in score terms, so such scores are unknown."""

    def score(self, rule, event):
        try:
            return super().score(rule, event)
        except TypeError:
            return None


def declarations(text):
    return oracle.P(text).file()


def check(checker, parsed):
    for declaration in parsed:
        kind = declaration[0]
        if kind == "rule":
            checker.check_rule(declaration[1])
        elif kind == "define":
            checker.check_rule({"when": declaration[2], "adds": [], "steps": []})
        elif kind == "allow":
            checker.check_rule({"when": declaration[2]["when"], "adds": [], "steps": []})


def run_test(checker, rule, test):
    _, events = oracle.build(checker, test)
    run = Evaluator(checker)
    for given in test[0]:
        if given[0] == "list":
            run.L[given[1]] = (run.L[given[1]][0], [value[1] for value in given[2]])
        else:
            run.users[given[1]] = {
                COLUMNS.get(column, column): oracle.pyv(value[0])
                for column, value in given[2].items()}
    # A total with an infinite answer must not take the run with it.
    if len(events) > 3_000:
        return {"fired": None, "score": None}
    fires = run.rule(rule, events)
    return {"fired": bool(fires), "score": fires[-1][1] if fires else None}


def judge(prelude, text):
    checker = Checker()
    try:
        checker.load(prelude)
        parsed = declarations(text)
        checker.load(parsed)
        check(checker, parsed)
    except oracle.Err as error:
        return {"decision": "reject", "message": error.msg, "tests": []}
    except Exception as error:  # the prototype breaks down in many ways
        return {"decision": "undecided", "message": repr(error), "tests": []}
    tests = []
    for declaration in parsed:
        if declaration[0] != "rule":
            continue
        for _, _, _, test in declaration[1]["tests"]:
            try:
                tests.append(run_test(checker, declaration[1], test))
            except oracle.Err as error:
                # What a test says is checked when it is built.
                return {"decision": "reject", "message": error.msg, "tests": []}
            except Exception:
                tests.append({"fired": None, "score": None})
    return {"decision": "accept", "message": "", "tests": tests}


def main():
    request = json.load(sys.stdin)
    # Fields are as the language has them now, not as the prototype had them.
    oracle.COMMON.clear()
    oracle.KINDS.clear()
    oracle.KINDS.update(request["fields"])
    oracle.SUB.clear()
    oracle.SUB.update(request["parts"])
    preludes = {
        name: declarations(prelude["rules"]) for name, prelude in request["preludes"].items()}
    answers = [judge(preludes[case["prelude"]], case["text"]) for case in request["cases"]]
    json.dump(answers, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    sys.setrecursionlimit(5_000)
    main()
