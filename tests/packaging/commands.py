# SPDX-License-Identifier: MIT
"""What the tests of this folder run, and how they are skipped, pass and fail."""
import os
import pathlib
import shutil
import subprocess
import tempfile

LIBRARY_ONLY = ['-Dtests=disabled', '-Dexamples=disabled', '-Dtools=disabled']
# The exit code by which Meson knows a test that could not run.
SKIPPED = 77


class Failed(Exception):
    pass


def run(*command, cwd=None, env=None):
    """What the command says, an argument being a text or a path. All of it is shown when it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env={**os.environ, **(env or {})}, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise Failed(f'{" ".join(words)}\n{done.stdout}')
    return done.stdout


def check(condition, complaint):
    if not condition:
        raise Failed(complaint)


def check_refused(expected, *command, cwd=None):
    """Checks that the command fails, with a text that has this sentence in it, however its lines are broken."""
    try:
        said = run(*command, cwd=cwd)
    except Failed as failed:
        check(expected in ' '.join(str(failed).split()), f'not refused by "{expected}":\n{failed}')
    else:
        raise Failed(f'not refused by "{expected}", but accepted: {" ".join(map(str, command))}\n{said}')


def missing(*needed):
    """Those of the programs, and of the files and folders by their whole paths, that are not here."""
    return [str(one) for one in needed if not (os.path.exists(one) if os.path.isabs(one) else shutil.which(one))]


def skipped(reason):
    print(f'SKIPPED: {reason}')
    return SKIPPED


def passes(name, way, *arguments):
    """Whether way(folder, *arguments) does not fail, in a new folder; how it fails is printed."""
    with tempfile.TemporaryDirectory(prefix=f'picomlp-{name}-') as folder:
        try:
            way(pathlib.Path(folder).resolve(), *arguments)
        except Failed as failed:
            print(failed)
            return False
    return True


def exit_code(name, way, *arguments, needed=()):
    """Of a test that is one way, and is skipped without what it needs."""
    absent = missing(*needed)
    if absent:
        return skipped(f'there is no {", ".join(absent)}')
    return 0 if passes(name, way, *arguments) else 1
