# SPDX-License-Identifier: MIT
"""Headers and sources as one text: each once, behind what it includes, in the order of inclusion.

A header that is included under conditions alone is there under whichever of them may hold. So conditions must not
depend on what its includers define before they include it; a header that wants that is included below their first
declaration, and stays there.
"""

import re

from conditions import ALWAYS, any_of, both, conditions_by_line, text_of_condition

INCLUDE = re.compile(r'\s*#\s*include\s+(?:"(picomlp/[^"\n]+\.hp?p?)"|<([^>]+)>)')
PRAGMA_ONCE = re.compile(r"\s*#\s*pragma\s+once\b")
LICENCE_LINE = re.compile(r"(?://|/\*) SPDX-License-")  # of each file; the whole says it once
EMPTY_CONDITIONAL = re.compile(r"^#if[^\n]*(?<!\\)\n(?:\s*\n|#el[^\n]*(?<!\\)\n)*#endif[^\n]*\n", re.M)


class File:
    """A file's own text, and what it includes: (name, condition) for each."""

    def __init__(self, name, text, text_of):
        self.name = name
        self.headers = []
        self.system_headers = []  # that are included under no condition
        self._text_of = text_of
        self.text = EMPTY_CONDITIONAL.sub("", "\n".join(self._own_lines(text)) + "\n")

    def _own_lines(self, text):
        declares = False
        for line, condition in conditions_by_line(text):
            declares = declares or line.startswith("namespace ")
            included = INCLUDE.match(line)
            if included and included[1] and declares:
                within = File(included[1], self._text_of(included[1]), self._text_of)
                self.headers += [(name, both(condition, inner)) for name, inner in within.headers]
                yield within.text
            elif included and included[1]:
                self.headers.append((included[1], condition))
            elif included and condition == ALWAYS:
                self.system_headers.append(included[2])
            elif not PRAGMA_ONCE.match(line) and not LICENCE_LINE.match(line):
                yield line


class Amalgamation:
    """roots: [(name, condition)], whose texts and those of all that they include text_of(name) returns. Of headers that
    are in another amalgamation already, `apart` has the names."""

    def __init__(self, roots, text_of, apart=()):
        self._files = {}
        self._text_of = text_of
        self._apart = set(apart)
        self._order = []
        for name, _ in roots:
            self._visit(name)
        conditions = {name: [] for name in self._order}
        for name, condition in roots:
            if name not in self._apart:
                conditions[name].append(condition)
        for name in reversed(self._order):
            conditions[name] = any_of(conditions[name])
            for header, condition in self._files[name].headers:
                if header not in self._apart:
                    conditions[header].append(both(conditions[name], condition))
        self._conditions = conditions

    @property
    def names(self):
        return list(self._order)

    @property
    def system_headers(self):
        return sorted({header for name in self._order for header in self._files[name].system_headers
                       if self._conditions[name] == ALWAYS})

    def _visit(self, name):
        if name in self._files or name in self._apart:
            return
        self._files[name] = File(name, self._text_of(name), self._text_of)
        for header, _ in self._files[name].headers:
            self._visit(header)
        self._order.append(name)

    def text(self, around=lambda name: ("", "")):
        """around(name): what opens and closes a file's text; neighbours that share it share one pair."""
        parts, closing = [], ""
        for name in self._order:
            before, after = around(name)
            if after != closing:
                parts += [closing, before]
                closing = after
            file, condition = self._files[name], self._conditions[name]
            own = f"// ---- {name}\n\n{file.text.strip()}\n"
            if condition != ALWAYS:
                system = "".join(f"#include <{header}>\n" for header in file.system_headers
                                 if header not in self.system_headers)
                said = text_of_condition(condition)
                own = f"#if {said}\n{system}\n{own}\n#endif\n"
            parts.append(own)
        parts.append(closing)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(parts))
