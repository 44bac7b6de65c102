# SPDX-License-Identifier: MIT
"""The page of an example: its commands run, print what the page shows, and draw the pictures that it has.

Arguments: the page, and the build. A block ```sh has a command on each line. A block ```text behind it shows lines
of what these print, in their order; '...' stands for anything. Pictures are left out where there is nothing to draw
with. Their bytes are those of Debian 12's matplotlib, but for the names of their parts; of another one their texts
are compared.

Programs and options in sentences, as `--csv FILE` or `build/a/b --csv FILE`, are run with --help, which has to know
the options: an option by itself is of one of the page's programs.
"""
import importlib.util
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPAN = re.compile(r"`([^`]+)`")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.S | re.M)
PICTURE = re.compile(r"!\[[^\]]+\]\((\S+\.svg)\)")
NAME_OF_PART = re.compile(r"\b[a-z][0-9a-f]{10}\b")
MATPLOTLIB = "3.6.3"


class Broken(Exception):
    """What a page promises and does not keep."""


def require_shown(shown, printed):
    """Lines of `shown` in this order among those of `printed`."""
    lines = iter(printed.splitlines())
    for line in shown.splitlines():
        pattern = ".*".join(map(re.escape, line.split("...")))
        if line != "..." and not any(re.fullmatch(pattern, found.rstrip()) for found in lines):
            raise Broken(f"the page shows\n{line}\nwhich is not printed, or not there, among\n{printed}")


def run(command, folder, can_draw):
    """What it prints; None for a picture where there is nothing to draw with."""
    words = command.split()
    if words[0] == "/usr/bin/python3":
        if not can_draw:
            return None
        words[0] = sys.executable
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=300)
    if done.returncode != 0 or done.stderr:
        raise Broken(f"{command}\nends with status {done.returncode} and says\n{done.stderr}")
    return done.stdout


def run_commands(text, folder, can_draw):
    """How many."""
    count, printed = 0, None
    for kind, inside in BLOCK.findall(text):
        if kind == "sh":
            said = [run(command, folder, can_draw) for command in inside.splitlines()]
            count += len(said)
            printed = "".join(one for one in said if one)
        elif kind == "text":
            if printed is None:
                raise Broken("something is shown before there is a command")
            require_shown(inside, printed)
        else:
            raise Broken(f"a block of {kind} is tested by nothing")
    return count


def program_of(command):
    """The command without what it is told, but for the kind of picture."""
    words = command.split()
    return " ".join(words[:3] if words[1:2] == ["tools/plot"] else words[:2] if "python3" in words[0] else words[:1])


def spans_of(text):
    """What stands between backquotes in sentences."""
    return [" ".join(span.split()) for span in SPAN.findall(BLOCK.sub("", text))]


def require_options(text, folder, can_draw):
    """How many are said in sentences."""
    programs = {program_of(command) for kind, inside in BLOCK.findall(text) if kind == "sh"
                for command in inside.splitlines()}
    short = {pathlib.Path(program).name: program for program in programs}
    helps, count = {}, 0
    for span in spans_of(text):
        words = span.split()
        options = [word.partition("=")[0] for word in words if word.startswith("--")]
        if words[0] in options:
            asked = programs
        elif words[0] in short and options:
            asked = {short[words[0]]}
        elif words[0].startswith("build/") and len(words) > 1 or "python3" in words[0] and len(words) > 1:
            asked = {program_of(span).replace("/usr/bin/python3", "python3").replace("python3", "/usr/bin/python3")}
        else:
            continue
        for program in asked - helps.keys():
            helps[program] = run(f"{program} --help", folder, can_draw)
        said = [helps[program] for program in asked]
        unknown = [option for option in options
                   if None not in said and not any(re.search(rf"{option}\b", one) for one in said)]
        if unknown:
            raise Broken(f"`{span}`: {', '.join(unknown)} is known to none of {', '.join(sorted(asked))}")
        count += 1
    return count


def texts_of(svg):
    return re.findall(r">([^<>]+)</text>", svg)


def with_numbered_parts(svg):
    """Parts are named by a hash of where they lie, to the last bit, which differs between processors."""
    numbers = {}
    return NAME_OF_PART.sub(lambda name: f"part{numbers.setdefault(name[0], len(numbers))}", svg)


def require_pictures(text, page, folder):
    import matplotlib
    for name in PICTURE.findall(text):
        drawn = [path for path in folder.glob(f"*/{name}") if not path.parent.is_symlink()]
        if len(drawn) != 1:
            raise Broken(f"{len(drawn)} commands draw {name}")
        there, now = (path.read_text() for path in (page.parent / name, drawn[0]))
        form = with_numbered_parts if matplotlib.__version__ == MATPLOTLIB else texts_of
        if form(there) != form(now):
            raise Broken(f"{name} is not what its command draws now")


def check(page, build, folder):
    text = page.read_text()
    folder = pathlib.Path(folder)
    for name, target in (("build", build), ("tools", ROOT / "tools"), ("examples", ROOT / "examples")):
        (folder / name).symlink_to(target)
    can_draw = importlib.util.find_spec("matplotlib") is not None
    count = run_commands(text, folder, can_draw)
    if count == 0:
        raise Broken("there is no command")
    if can_draw:
        require_pictures(text, page, folder)
    return count, require_options(text, folder, can_draw)


def see_it_fail():
    """Or a checker that finds nothing would prove nothing."""
    printed = "a\nb 1 c\nd  \n"
    for shown in ("a\nd\n", "b ... c\n", "...\nd\n", "a\n...\n"):
        require_shown(shown, printed)
    with tempfile.TemporaryDirectory() as folder:
        assert run_commands("```sh\necho a\necho b\n```\n```text\na\nb\n```\n", folder, False) == 2
        assert run("/usr/bin/python3 nothing", folder, False) is None
        for text in ("```sh\necho a\n```\n```text\nb\n```\n", "```sh\necho b\necho a\n```\n```text\na\nb\n```\n",
                     "```sh\nfalse\n```\n", "```text\na\n```\n", "```cpp\nint x;\n```\n", "```sh\nls nowhere\n```\n"):
            try:
                run_commands(text, folder, False)
            except Broken:
                continue
            raise AssertionError(f"not found: {text}")
        part = '<path id="{0}"/><use href="#{0}"/><path id="{1}" d="M 1.5"/>'
        names = ("p7e51dd49df", "m0123456789")
        same, other, moved = part.format("pee092f309d", names[1]), part.format(*names[::-1]), part.replace("1.5", "1.6")
        assert with_numbered_parts(part.format(*names)) == with_numbered_parts(same) == with_numbered_parts(other)
        for unlike in (part.replace("{1}", "{0}"), moved):
            assert with_numbered_parts(part.format(*names)) != with_numbered_parts(unlike.format(*names))
        block = "```sh\nls\n```\n"
        assert require_options(block + "`--all`, `ls --almost-all`,\n`python3 -V`, `x --y` and `name`", folder, True) == 3
        for text in (block + "`--no-such`", block + "`ls --no-such X`", "`build/none --help`", "`python3 none.py`"):
            try:
                require_options(text, folder, True)
            except (Broken, FileNotFoundError):
                continue
            raise AssertionError(f"not found: {text}")


if __name__ == "__main__":
    see_it_fail()
    try:
        with tempfile.TemporaryDirectory() as place:
            commands, options = check(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), place)
        print(f"{commands} commands, which print and draw what the page shows; {options} more in sentences, which exist")
    except Broken as broken:
        sys.exit(str(broken))
