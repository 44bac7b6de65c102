# SPDX-License-Identifier: MIT
"""keywords.txt: the public names that Arduino's editor is to show as those of a library."""

import re

from local_names import ATTRIBUTE, DIRECTIVE, NAMESPACE, blank, declared_in, end_of_braces, outermost, without_comments

OURS = re.compile(r"\bnamespace (?:picomlp|PICOMLP_PROFILE)\s*\{")

ALIGNMENT = re.compile(r"\balignas\s*\((?:[^()]|\([^()]*\))*\)")
NO_NAMES = {"operator"}

HEADINGS = [("KEYWORD1", "types"), ("KEYWORD2", "functions"), ("LITERAL1", "constants")]


def of_our_namespaces(text):
    """The text without the namespaces that are not ours, and without the braces of those that are."""
    kept, place = [], 0
    while (opening := NAMESPACE.search(text, place)):
        closing = end_of_braces(text, opening.end())
        kept.append(text[place:opening.start()] + ";")
        if OURS.search(opening[0]):
            kept.append(of_our_namespaces(text[opening.end():closing]) + ";")
        place = closing + 1
    return "".join(kept) + text[place:]


def public_text(header):
    """What stands in the namespace picomlp and in none within, without the insides of types and functions."""
    text = ALIGNMENT.sub(" ", ATTRIBUTE.sub(" ", DIRECTIVE.sub(blank, without_comments(header))))
    return re.sub(r"\s+", " ", outermost(of_our_namespaces(text)))


def keywords(header):
    """The text of keywords.txt for a header's text."""
    text = public_text(header)
    types = set(re.findall(r"\b(?:struct|class|enum(?: class)?|union|using) (\w+)", text))
    functions = set(re.findall(r"(?<![\w:.])(\w+)\s*\(", text)) - types
    names = declared_in(text) - NO_NAMES
    kinds = {"KEYWORD1": names & types, "KEYWORD2": names & functions, "LITERAL1": names - types - functions}
    return "\n".join(f"# {what}\n" + "".join(f"{name}\t{kind}\n" for name in sorted(kinds[kind]))
                     for kind, what in HEADINGS)
