# SPDX-License-Identifier: MIT
"""What the preprocessor's conditions come to: sets of cases, each a set of (whether, text of an expression)."""

import re

# The case that wants nothing.
ALWAYS = frozenset([frozenset()])

DIRECTIVE = re.compile(r"\s*#\s*(ifdef|ifndef|if|elif|else|endif)\b\s*(.*)", re.S)


def both(left, right):
    """Two conditions at once. No case wants an expression and its opposite."""
    cases = {a | b for a in left for b in right}
    return frozenset(case for case in cases if not any((not wanted, text) in case for wanted, text in case))


def any_of(conditions):
    """Any of several conditions, in as few cases as are found by joining those that differ in one expression."""
    cases = {case for condition in conditions for case in condition}
    while True:
        joined = {case - {literal} for case in cases for literal in case
                  if (case - {literal}) | {(not literal[0], literal[1])} in cases}
        # Where A suffices, "not A, and more" is "more".
        for case in cases:
            joined |= {case - {(not wanted, text)} for (wanted, text) in
                       [next(iter(other)) for other in cases if len(other) == 1] if (not wanted, text) in case}
        if joined <= cases:
            return frozenset(case for case in cases if not any(other < case for other in cases))
        cases |= joined
        cases = {case for case in cases if not any(other < case for other in cases)}


def text_of_condition(condition):
    def literal(wanted, text):
        if re.fullmatch(r"defined\(\w+\)|\w+", text):
            return text if wanted else "!" + text
        return f"({text})" if wanted else f"!({text})"

    cases = sorted((sorted(case, key=lambda one: (one[1], one[0])) for case in condition), key=str)
    texts = [" && ".join(literal(*one) for one in case) for case in cases]
    if len(texts) == 1:
        return texts[0]
    return " || \\\n    ".join(f"({text})" if " && " in text else text for text in texts)


def literal_of(word, expression):
    """(whether, text) of #ifdef, #ifndef, #if or #elif."""
    if word in ("ifdef", "ifndef"):
        return (word == "ifdef", f"defined({expression})")
    negated = re.fullmatch(r"!(defined\(\w+\))", expression)
    return (False, negated[1]) if negated else (True, expression)


def conditions_by_line(text):
    """Yields (line, condition under which the preprocessor sees it); a directive over several lines is one."""
    stack = []  # of (what came before, what holds here)
    for line in re.findall(r"(?:[^\n\\]|\\.)*(?:\\\n(?:[^\n\\]|\\.)*)*(?:\n|$)", text):
        line = line.rstrip("\n")
        directive = DIRECTIVE.match(line)
        word = directive[1] if directive else ""
        expression = re.sub(r"\s+", " ", directive[2].replace("\\\n", " ")).strip() if directive else ""
        if word in ("if", "ifdef", "ifndef"):
            wanted, said = literal_of(word, expression)
            stack.append((frozenset([(not wanted, said)]), frozenset([(wanted, said)])))
        elif word in ("elif", "else"):
            before, _ = stack.pop()
            if word == "else":
                stack.append((before, before))
            else:
                wanted, said = literal_of(word, expression)
                stack.append((before | {(not wanted, said)}, before | {(wanted, said)}))
        elif word == "endif":
            stack.pop()
        yield line, frozenset([frozenset().union(*(here for _, here in stack))])
