# SPDX-License-Identifier: MIT
"""What the packages for firmware have in common: the two files, flags, a program that trains, and their rules.

The texts of a kind lie in firmware_texts/KIND as its folder is to have them, with @NAMES@ for what the checkout says.
"""

import functools
import re
from argparse import Namespace
from pathlib import Path

import two_files
from project import LIBRARY, LICENCE_LINE, Failure, description, licence, version

TEXTS = Path(__file__).resolve().parent / "firmware_texts"
TWO_FILES = Namespace(with_c=True)

# Of the parameters that train_xor.cpp gives; tests/packaging/two_files.py runs it.
CHECKSUMS = {"separate": "0a29f25d", "fused": "3a347fc7"}


def flags(beginning):
    """The flags, but for warnings, of a statement in lib/meson.build, by what it begins with."""
    text = (LIBRARY / "meson.build").read_text()
    found = re.search(re.escape(beginning) + r"\s*cpp\.get_supported_arguments\(([^)]*)\)", text)
    if not found:
        raise Failure(f"lib/meson.build: has no {beginning}")
    return [flag for flag in re.findall(r"'([^']+)'", found[1]) if not flag.startswith("-W")]


def contract_flags():
    """Those that the bits depend on."""
    return flags("contract_arguments =")


def other_flags():
    return flags("library_arguments = contract_arguments +")


def scalar_flags():
    """No vectors but the kernels' own, by names that gcc and clang both have."""
    return [flag for flag in flags("library_arguments +=") if "-tree-" in flag]


def fields(url):
    """What stands for each @NAME@."""
    return {"VERSION": version(), "URL": url, "DESCRIPTION": description(),
            "CONTRACT_FLAGS": " ".join(contract_flags()), "OTHER_FLAGS": " ".join(other_flags()),
            "SCALAR_FLAGS": " ".join(scalar_flags()),
            **{f"CHECKSUM_OF_{profile.upper()}": checksum for profile, checksum in CHECKSUMS.items()}}


@functools.lru_cache
def two_files_texts():
    return two_files.files(TWO_FILES)


def is_program(name):
    return name.endswith(".cpp")


def filled(text, values):
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def own_names(kind):
    folder = TEXTS / kind
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def names(asked):
    return ["LICENSE", *own_names(asked.kind), *(f"src/{name}" for name in two_files.names(TWO_FILES))]


def files(asked):
    """{name: text}"""
    if not str(asked.url).startswith("https://"):
        raise Failure(f"{asked.kind}: --url is an address, https://...")
    values = fields(asked.url.rstrip("/"))
    made = {"LICENSE": licence()}
    for name in own_names(asked.kind):
        text = (TEXTS / asked.kind / name).read_text()
        if is_program(name):
            text = (TEXTS / "train_xor.cpp").read_text() + text.removeprefix(f"// {LICENCE_LINE}\n")
        made[name] = filled(text, values)
    made.update((f"src/{name}", text) for name, text in two_files_texts().items())
    return made


def complaints(texts):
    """What every kind is held to, a line for each fault."""
    if texts["LICENSE"] != licence():
        yield "LICENSE: is not that of this checkout"
    for name, text in texts.items():
        if name.endswith((".cpp", ".hpp", ".h", "CMakeLists.txt")) and LICENCE_LINE not in text:
            yield f"{name}: has no line {LICENCE_LINE}"
        for left in sorted(set(re.findall(r"@[A-Z_]+@", text))):
            yield f"{name}: {left} stands for nothing"
    if f"# picomlp {version()} " not in texts["README.md"]:
        yield f"README.md: is not of version {version()}"
    inner = {name[len("src/"):]: text for name, text in texts.items() if name.startswith("src/")}
    yield from (f"src/{complaint}" for complaint in two_files.complaints(inner, TWO_FILES))


def yaml_fields(text):
    """{"build.cmake": ["zephyr"], ...}: the subset of YAML that the texts here keep to."""
    found, path = {}, []
    for line in text.splitlines():
        item = re.fullmatch(r"(\s*)(?:- (.*)|([\w.-]+):(?: (.*))?)", line)
        if not item or line.lstrip().startswith("#"):
            continue
        indent = len(item[1])
        if item[3]:
            path = [one for one in path if one[0] < indent] + [(indent, item[3])]
        value = item[2] if item[3] is None else item[4]
        if value is not None:
            found.setdefault(".".join(name for _, name in path), []).append(value.strip().strip("\"'"))
    return found


def command_words(text, command):
    """The words of each call of a command, in a CMakeLists.txt."""
    without_comments = re.sub(r"#.*", "", text)
    return [words.split() for words in re.findall(rf"\b{command}\(([^)]*)\)", without_comments)]


def flag_complaints(name, text, command):
    """Every flag that the library needs is set, and by a command that reaches its own source alone."""
    calls = command_words(text, command)
    for flag in contract_flags() + other_flags():
        if not any(flag in words for words in calls):
            yield f"{name}: the library is compiled without {flag}"
    others = re.sub(rf"\b{command}\([^)]*\)", "", re.sub(r"#.*", "", text))
    for flag in sorted(set(re.findall(r"(?<=[\s(\"])-[fmO][\w=-]+", others))):
        yield f"{name}: {flag} is not for the library's source alone"


def setting_complaints(name, text, kconfig):
    """What a CMakeLists.txt asks of Kconfig is there, and Kconfig is closed as it was opened."""
    opened = re.findall(r"^\s*(if|choice|menu)\b(?!config)", kconfig, re.M)
    closed = re.findall(r"^\s*end(if|choice|menu)\b", kconfig, re.M)
    if sorted(opened) != sorted(closed):
        yield f"{name}: opens {' '.join(opened)}, closes {' '.join(closed)}"
    defined = set(re.findall(r"^\s*(?:menu)?config (\w+)$", kconfig, re.M))
    for asked in sorted(set(re.findall(r"\bCONFIG_(PICOMLP\w*)", text))):
        if asked not in defined:
            yield f"{name}: has no {asked}, which CMakeLists.txt asks for"
    for wanted in re.findall(r"^\s*default (PICOMLP\w*)$", kconfig, re.M):
        if wanted not in defined:
            yield f"{name}: {wanted} is a default and no choice"
    if re.search(r"^\s*select STD_CPP", kconfig, re.M):
        yield f"{name}: a choice, STD_CPP..., cannot be selected"
