# SPDX-License-Identifier: MIT
"""The parts of an HTML page that needs no other file."""

import base64
import re
from html import escape

STYLE = """
body { font: 16px/1.5 sans-serif; color: #111; background: #fff; max-width: 64rem; margin: 0 auto;
       padding: 1rem; }
h1, h2, h3 { line-height: 1.2; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid #ccc; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; }
a { color: #00508c; }
figure { margin: 1.5rem 0; }
figure input { position: absolute; opacity: 0; }
figure label { display: block; overflow-x: auto; cursor: zoom-in; }
figure img { max-width: 100%; height: auto; background: #fff; display: block; }
figure input:checked + label { cursor: zoom-out; }
figure input:checked + label img { max-width: none; width: 70rem; }
figure input:focus-visible + label { outline: 3px solid #00508c; }
figcaption { color: #444; font-size: 0.9rem; margin-top: 0.4rem; }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: bold; padding: 0.3rem 0; }
th, td { padding: 0.2rem 0.7rem; border-bottom: 1px solid #ddd; text-align: right;
         white-space: nowrap; }
th, td:first-child { white-space: normal; }
th { vertical-align: bottom; }
th:first-child, td:first-child, .words td, .words th { text-align: left; }
pre { overflow-x: auto; font-size: 0.8rem; }
details { margin: 0.7rem 0; }
@media (max-width: 40rem) { table { font-size: 0.75rem; } th, td { padding: 0.2rem 0.15rem; }
  .words td { white-space: normal; } .words th, .words td { padding-right: 0.5rem; } }
@media (prefers-color-scheme: dark) {
  body { color: #e6e6e6; background: #15171a; }
  a { color: #8ec5ff; }
  h2 { border-color: #555; }
  figcaption { color: #bbb; }
  th, td { border-color: #444; }
  figure input:focus-visible + label { outline-color: #8ec5ff; }
}
"""


def paragraph(text):
    return f"<p>{escape(text)}</p>"


def paragraph_with_links(text, links):
    """`links` are addresses by the words that lead there, each of which the text has once."""
    shown = escape(text)
    for words, address in links.items():
        shown = shown.replace(escape(words), f'<a href="{escape(address)}">{escape(words)}</a>', 1)
    return f"<p>{shown}</p>"


def table(caption, header, rows, words=False):
    """Cells as text; numbers stand at the right unless the cells are words."""
    def line(cells, tag):
        return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
    kind = ' class="words"' if words else ""
    return (f'<div class="table"><table{kind}><caption>{escape(caption)}</caption>\n<thead>'
            f'{line(header, "th")}</thead>\n<tbody>' + "\n".join(line(row, "td") for row in rows) +
            "</tbody></table></div>")


def rounded(svg):
    """Coordinates to a hundredth of a point, of which nobody sees more, and no indentation."""
    def short(attribute):
        return re.sub(rb"\d+\.\d{3,}", lambda found: b"%.2f" % float(found[0]), attribute[0])
    return re.sub(rb"\s*\n\s*", b"\n", re.sub(rb'\s(?:d|x|y|transform)="[^"]*"', short, svg))


def picture(svg, name, caption):
    """`name` is the figure's id. Drawn as an image, so that ids of pictures do not meet. A click, a touch or the
    blank key shows it large, within a box to be scrolled."""
    data = base64.b64encode(rounded(svg)).decode()
    return (f'<figure id="{escape(name)}"><input type="checkbox" id="{escape(name)}-large" '
            f'aria-label="show large: {escape(caption)}"><label for="{escape(name)}-large">'
            f'<img alt="{escape(caption)}" src="data:image/svg+xml;base64,{data}"></label>'
            f"<figcaption>{escape(caption)}</figcaption></figure>")


def hidden(summary, inside):
    """Opened by a click."""
    return f"<details><summary>{escape(summary)}</summary>\n{inside}\n</details>"


def listing(text):
    return f"<pre>{escape(text)}</pre>"


def section(name, title, parts):
    """(id, title, HTML)"""
    return name, title, "\n".join([f'<section id="{escape(name)}"><h2>{escape(title)}</h2>', *parts,
                                   "</section>"])


def whole(title, sections):
    links = "".join(f'<li><a href="#{escape(name)}">{escape(heading)}</a></li>'
                    for name, heading, _ in sections)
    return "\n".join([
        '<!DOCTYPE html>', '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<link rel="icon" href="data:,">', f"<title>{escape(title)}</title>",
        f"<style>{STYLE}</style></head><body>", f"<h1>{escape(title)}</h1>",
        f"<nav><ul>{links}</ul></nav>", *(inside for *_, inside in sections), "</body></html>", ""])
