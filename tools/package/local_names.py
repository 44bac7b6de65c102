# SPDX-License-Identifier: MIT
"""Names that a source has for things of its own and another file for others, as one translation unit has no room for
both."""

import re

COMMENT_OR_TEXT = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|(?<![0-9a-fA-F])\'(?:[^\'\\\n]|\\.)*\'', re.S)
NAMESPACE = re.compile(r"\b(?:inline\s+)?namespace\b[^;{}=]*\{")
UNNAMED_NAMESPACE = re.compile(r"\bnamespace\s*\{")
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", re.M)
ATTRIBUTE = re.compile(r"\[\[.*?\]\]")
TEMPLATE = re.compile(r"\btemplate\s*<(?:[^<>]|<[^<>]*>)*>")


def blank(match):
    return re.sub(r"[^\n]", " ", match[0])


def without_comments(text):
    """Comments and texts as blanks, so that places stay where they are."""
    return COMMENT_OR_TEXT.sub(blank, text)


def end_of_braces(text, start):
    """The place of the brace that closes the one before `start`."""
    depth = 1
    for brace in re.compile("[{}]").finditer(text, start):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.start()
    return len(text)


def outermost(text):
    """The text with nothing between its braces."""
    kept, place = [], 0
    while (opening := text.find("{", place)) >= 0:
        kept.append(text[place:opening] + "{}")
        place = end_of_braces(text, opening + 1) + 1
    return "".join(kept) + text[place:]


def declared_in(text):
    """Names that declarations outside of all braces introduce."""
    names = set()
    for statement in re.split(r";|\{\}", TEMPLATE.sub(" ", ATTRIBUTE.sub(" ", outermost(text)))):
        head = statement.partition("=")[0]
        if re.match(r"\s*static_assert\b", head):
            continue
        kind = re.match(r"\s*(?:struct|class|enum(?:\s+class)?|union)\s+(\w+)\s*(?:[:<]|$)|\s*using\s+(\w+)\s*$", head)
        function = re.search(r"(?<![\w:.])(\w+)\s*\(", head)
        variable = re.match(r"\s*(?:[\w:]+[\s*&]+)+(?:\(\s*\*\s*)?(\w+)(?:<[^<>]*>)?\s*(?:\)|\[[^\]]*\]|$)", re.sub(
            r"<(?:[^<>]|<[^<>]*>)*>(?!\s*$)", " ", head))
        for found in (kind, function, variable):
            if found:
                names.add(found[found.lastindex])
                break
    return names


def namespace_names(text):
    """What a file declares in namespaces, and outside of all."""
    text = DIRECTIVE.sub(blank, without_comments(text))
    while (opening := NAMESPACE.search(text)):
        closing = end_of_braces(text, opening.end())
        text = text[:opening.start()] + ";" + text[opening.end():closing] + ";" + text[closing + 1:]
    return declared_in(text)


def local_names(text):
    """What a source declares in its unnamed namespaces."""
    text = DIRECTIVE.sub(blank, without_comments(text))
    return set().union(*(namespace_names(text[opening.end():end_of_braces(text, opening.end())])
                         for opening in UNNAMED_NAMESPACE.finditer(text)))


def shared_names(texts):
    """{file: the names of its own that another file has too}. texts: {file: text}"""
    owners = {}
    for file, text in texts.items():
        for name in namespace_names(text):
            owners.setdefault(name, set()).add(file)
    return {file: {name for name in local_names(text) if owners.get(name, set()) - {file}}
            for file, text in texts.items()}


def renamed(text, names, suffix):
    """The text with each of these names made its own. Members, and names of other namespaces, stay."""
    if not names:
        return text
    wanted = re.compile(r"(?<![\w.])(?<!->)(?<!::)(?<!\(\*)(" + "|".join(sorted(names)) + r")(?!\w)")
    pieces, place = [], 0
    for match in wanted.finditer(without_comments(text)):
        pieces.append(text[place:match.end()] + suffix)
        place = match.end()
    return "".join(pieces) + text[place:]
