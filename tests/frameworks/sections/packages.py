# SPDX-License-Identifier: MIT
"""What tools/package and tools/sbom write, by the tools that it is for: a line for each tool, run to its end."""
import contextlib
import functools
import http.server
import re
import sys
import tarfile
import threading
from importlib import resources
from pathlib import Path

import yaml
from spdx_tools.spdx.parser.parse_anything import parse_file
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests/packaging"))
from commands import LIBRARY_ONLY, Failed, check, missing, run

PACKAGES = ("reuse", "spdx_tools", "conan", "platformio", "west", "idf_component_manager")
NEEDED = ("meson", "ninja", "g++", "git", "pkg-config")
URL = "https://github.com/example/picomlp"
PROGRAMS = Path(sys.executable).parent

# PlatformIO asks the network for SPDX's list of licences; reuse brings the same.
PLATFORMIO = """
import json, sys
from platformio.package.manifest.schema import ManifestSchema
with open(sys.argv.pop(1)) as file:
    licences = json.load(file)
ManifestSchema.load_spdx_licenses = staticmethod(lambda: licences)
from platformio.__main__ import main
sys.exit(main())
"""


@contextlib.contextmanager
def served(folder):
    """The address of the folder, for this machine alone."""
    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Tried:
    """Each public method is a trial: it returns what is to be said of it, or raises Failed."""

    def __init__(self, work):
        self.work = work
        # What the tools would keep for their user stays here.
        self.env = {"HOME": str(work), "CONAN_HOME": str(work / "conan-home"),
                    "PLATFORMIO_CORE_DIR": str(work / "platformio-home"), "PLATFORMIO_SETTING_ENABLE_TELEMETRY": "no",
                    "IDF_COMPONENT_CACHE_PATH": str(work / "esp-idf-cache")}

    def _run(self, program, *arguments, cwd=None):
        own = PROGRAMS / program
        return run(own if own.exists() else program, *arguments, cwd=cwd or self.work, env=self.env)

    def _written(self, kind, *options):
        to = self.work / kind
        tool = [sys.executable, ROOT / "tools/package", kind, "--to", to, *options]
        run(*tool)
        run(*tool, "--check")
        return to

    @functools.cached_property
    def _build(self):
        """Of plain code, without optimization: what is compiled is not what is looked at."""
        build = self.work / "build"
        run("meson", "setup", build, ROOT, "-Dsimd=none", "-Doptimization=0", *LIBRARY_ONLY)
        return build

    @functools.cached_property
    def _archive(self):
        run("meson", "dist", "-C", self._build, "--no-tests", "--allow-dirty", "--formats", "gztar")
        (archive,) = (self._build / "meson-dist").glob("*.tar.gz")
        return archive

    def reuse_lint(self):
        said = self._run("reuse", "--root", ROOT, "lint")
        licences = re.search(r"Used licenses: (.*)", said)[1]
        return f"{re.search(r'with license information: (.*) /', said)[1]} files, of {licences}"

    def spdx_tools_validate(self):
        run("meson", "compile", "-C", self._build, "sbom")
        document = parse_file(str(self._build / "picomlp.spdx.json"))
        wrong = [message.validation_message for message in validate_full_spdx_document(document)]
        check(not wrong, "\n".join(wrong[:5]))
        return f"{document.creation_info.spdx_version}, {len(document.files)} files, nothing wrong"

    def conan_create(self):
        """Of the archive at an address, by the compiler and the Meson that are here."""
        version = run("meson", "--version").strip()
        self._run("conan", "profile", "detect", "--name", "here")
        with open(self.work / "conan-home/profiles/here", "a", encoding="utf-8") as profile:
            profile.write(f"[platform_tool_requires]\nmeson/{version}\n")
        with served(self._archive.parent) as address:
            recipe = self._written("conan", "--archive", self._archive, "--url", address)
            said = self._run("conan", "create", recipe, "--profile:all", "here", "--settings", "build_type=Debug")
        check("learned 4 of 4" in said, said)
        (library,) = (self.work / "conan-home/p").glob("**/p/lib/libpicomlp.a")
        names = sorted(path.name for path in library.parent.iterdir())
        check(names == ["libpicomlp.a"] and (library.parents[1] / "licenses/LICENSE").exists(), f"lib has {names}")
        return f"{re.search(r'picomlp/[0-9.]+', said)[0]} from the archive; its test package: learned 4 of 4"

    def pio_pkg_pack(self):
        folder, packed = self._written("platformio", "--url", URL), self.work / "picomlp-platformio.tar.gz"
        licences = resources.files("reuse") / "resources/licenses.json"
        self._run(sys.executable, "-c", PLATFORMIO, licences, "pkg", "pack", folder, "--output", packed)
        with tarfile.open(packed) as archive:
            names = archive.getnames()
        check("library.json" in names and "src/picomlp.cpp" in names, f"packed: {names}")
        return f"{len(names)} files; the list of licences is that of reuse"

    def west_update(self):
        """A workspace whose manifest has the lines of the module's README, but for the address."""
        module, app = self._written("zephyr", "--url", URL), self.work / "workspace/app"
        lines = re.search(r"```yaml\n(.*?)```", (module / "README.md").read_text(), re.DOTALL)[1]
        revision = re.search(r"revision: (\S+)", lines)[1]
        check(f"url: {URL}\n" in lines, f"no address in\n{lines}")
        version = re.search(r"# picomlp (\S+) ", (module / "README.md").read_text())[1]
        git = ["git", "-c", "user.name=Nobody", "-c", "user.email=nobody@example.org"]
        for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "all"], ["tag", f"v{version}"]):
            self._run(*git, *words, cwd=module)
        app.mkdir(parents=True)
        (app / "west.yml").write_text(f"manifest:\n  projects:\n{lines.replace(URL, f'file://{module}')}"
                                      "  self:\n    path: app\n")
        self._run("west", "init", "-l", app)
        self._run("west", "update", cwd=app)
        said = self._run("west", "list", "--format", "{name} {revision} {abspath}", "picomlp", cwd=app).split()
        check(said[:2] == ["picomlp", revision], f"west lists {said}")
        told = yaml.safe_load((Path(said[2]) / "zephyr/module.yml").read_text())
        for kind in ("cmake", "kconfig"):
            check((Path(said[2]) / told["build"][kind]).exists(), f"module.yml: there is no {told['build'][kind]}")
        return f"{revision} in a workspace, module {told['name']}"

    def compote_component_pack(self):
        folder = self._written("esp-idf", "--url", URL)
        self._run("compote", "component", "pack", "--name", "picomlp", "--dest-dir", self.work, cwd=folder)
        (packed,) = self.work.glob("picomlp_*.tgz")
        with tarfile.open(packed) as archive:
            names = [name.removeprefix("./") for name in archive.getnames()]
        check("idf_component.yml" in names and "src/picomlp.cpp" in names, f"packed: {names}")
        return f"{packed.name}, {sum(name not in ('', '.') for name in names)} files and folders"


def write(folder):
    absent = missing(*NEEDED)
    if absent:
        raise FileNotFoundError(f"there is no {', '.join(absent)}")
    work = folder.path.resolve() / "tried"
    work.mkdir()
    tried = Tried(work)
    for name in [name for name in vars(Tried) if not name.startswith("_")]:
        folder.add_trial(name.replace("_", " "), getattr(tried, name), Failed)
