# SPDX-License-Identifier: MIT
"""The frameworks in a virtual environment of their own; what cannot be had is told and left out."""
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")


def blocks(text):
    """[(name, [requirement])]: a comment begins each block, and pip installs it as a whole or not at all."""
    found = []
    for line in text.splitlines():
        if line.startswith("#"):
            found.append((line[1:].strip(), []))
        elif line.strip():
            found[-1][1].append(line.strip())
    return found


def python_of(venv):
    return venv / "bin/python3"


def made(work, say):
    """The Python of the environment in work/venv, brought up to date. None where there can be none."""
    venv = work / "venv"
    if not python_of(venv).exists():
        say(f"making {venv}")
        done = subprocess.run([sys.executable, "-m", "venv", str(venv)], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode != 0:
            say(f"no virtual environment: {last_line(done.stdout)}")
            return None
    for name, requirements in blocks(REQUIREMENTS.read_text()):
        install(venv, name, requirements, say)
    return python_of(venv)


def install(venv, name, requirements, say):
    """A note of what has been installed saves pip's start the next time."""
    stamp, wanted = venv / f"installed-{name.replace(' ', '-')}.txt", "\n".join(requirements)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"pip installs {name}: {', '.join(requirements)}")
    done = subprocess.run([str(python_of(venv)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                           "--constraint", str(REQUIREMENTS), *requirements],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode == 0:
        stamp.write_text(wanted)
    else:
        say(f"pip could not install {name}: {last_line(done.stdout)}")


def last_line(text):
    errors = [line for line in text.splitlines() if "ERROR" in line] or text.strip().splitlines() or ["it said nothing"]
    return errors[-1][:200]
