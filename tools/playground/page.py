# SPDX-License-Identifier: MIT
"""Puts the playground's page into one file, with all that it needs: it opens by a double click and
without a network, as a browser lets no page on disk read the files beside it."""

import base64
import json
import re


def write(folder, modules, path):
    """The page in `folder`, with {name: file} of what it loads, as one HTML file."""
    path.write_text(whole(folder, {name: file.read_bytes() for name, file in modules.items()}))


def whole(folder, modules):
    text = (folder / "index.html").read_text()
    text = re.sub(r'<link rel="stylesheet" href="([^"]+)">',
                  lambda link: f"<style>\n{read(folder, link[1], '</style')}</style>", text)
    text = re.sub(r'<script type="importmap">(.*?)</script>',
                  lambda script: import_map(folder, script[1]), text, flags=re.DOTALL)
    text = re.sub(r'<script type="module" src="([^"]+)"></script>',
                  lambda script: '<script type="module">\n'
                                 f"{read(folder, script[1], '</script')}</script>", text)
    data = "".join(f'<script type="text/plain" id="{name}">{base64.b64encode(bytes_).decode()}'
                   "</script>\n" for name, bytes_ in modules.items())
    return text.replace("</body>", data + "</body>")


def import_map(folder, text):
    """Modules by name, each as an address that holds it."""
    modules = {name: "data:text/javascript;base64," +
               base64.b64encode((folder / file).read_bytes()).decode()
               for name, file in json.loads(text)["imports"].items()}
    return f'<script type="importmap">{json.dumps({"imports": modules})}</script>'


def read(folder, name, end):
    """A file that may stand inside an element, which `end` would end."""
    text = (folder / name).read_text()
    assert end not in text, f"{end} in {name}"
    return text
