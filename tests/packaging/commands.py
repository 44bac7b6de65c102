# SPDX-License-Identifier: MIT
"""What the tests of this folder run, and how they fail."""
import os
import subprocess

LIBRARY_ONLY = ['-Dtests=disabled', '-Dexamples=disabled', '-Dtools=disabled']


class Failed(Exception):
    pass


def run(*command, cwd=None, env=None):
    """The command's standard output. Everything it said is shown when it fails."""
    done = subprocess.run(command, cwd=cwd, env={**os.environ, **(env or {})}, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise Failed(f'{" ".join(command)}\n{done.stdout}')
    return done.stdout


def check(condition, complaint):
    if not condition:
        raise Failed(complaint)


def check_refused(expected, *command):
    """Checks that the command fails, with a text that has this sentence in it, however its lines are broken."""
    try:
        said = run(*command)
    except Failed as failed:
        check(expected in ' '.join(str(failed).split()), f'not refused by "{expected}":\n{failed}')
    else:
        raise Failed(f'not refused by "{expected}", but accepted: {" ".join(command)}\n{said}')
