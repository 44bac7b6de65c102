"""keywords.txt: the public names that Arduino's editor is to show as those of a library."""

import re

from local_names import ATTRIBUTE, DIRECTIVE, blank, declared_in, end_of_braces, without_comments

OURS = re.compile(r"\bnamespace (?:picomlp|PICOMLP_PROFILE)\s*\{")
OTHER = re.compile(r"\bnamespace\b[^;{}=]*\{")

ALIGNMENT = re.compile(r"\balignas\s*\((?:[^()]|\([^()]*\))*\)")
NO_NAMES = {"operator"}

HEADINGS = [("KEYWORD1", "types"), ("KEYWORD2", "functions"), ("LITERAL1", "constants")]


def public_text(header):
    """What stands in the namespace picomlp, and in none within."""
    text = ALIGNMENT.sub(" ", ATTRIBUTE.sub(" ", DIRECTIVE.sub(blank, without_comments(header))))
    while (opening := OTHER.search(text)):
        closing = end_of_braces(text, opening.end())
        kept = text[opening.end():closing] if OURS.search(opening[0]) else ""
        text = f"{text[:opening.start()]};{kept};{text[closing + 1:]}"
    return text


def kind_of(name, text):
    if re.search(rf"\b(?:struct|class|enum|union|using)\s+{name}\b", text):
        return "KEYWORD1"
    if re.search(rf"(?<![\w:.]){name}\s*\(", text):
        return "KEYWORD2"
    return "LITERAL1"


def keywords(header):
    """The text of keywords.txt for a header's text."""
    text = public_text(header)
    kinds = {}
    for name in sorted(declared_in(text) - NO_NAMES):
        kinds.setdefault(kind_of(name, text), []).append(name)
    parts = [f"# {what}\n" + "".join(f"{name}\t{kind}\n" for name in kinds.get(kind, [])) for kind, what in HEADINGS]
    return "\n".join(parts)
