# SPDX-License-Identifier: MIT
"""The headers that are installed, and compilers to try them with. For the tests beside this file.

Every test is called with the build folder, and prints what does not compile."""
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

COMPILERS = [name for name in ('g++', 'clang++') if shutil.which(name)]
C_COMPILERS = {'g++': 'gcc', 'clang++': 'clang'}
HERE = pathlib.Path(__file__).parent


def copy_installed(build, include):
    """Copies what the build would install to the folder include, so that a header that includes one
    that is not installed is found. Returns their names, such as picomlp/base/status.hpp."""
    plan = json.loads(subprocess.check_output(['meson', 'introspect', build, '--installed']))
    names = []
    for source, installed in plan.items():
        name = installed.rpartition('/include/')[2]
        if name.startswith('picomlp/') and name.endswith(('.h', '.hpp')):
            target = pathlib.Path(include, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
            names.append(name)
    return sorted(names)


def compile_text(compiler, text, include, *arguments, ending='.cpp'):
    """What the compiler has to say about a program, '' when nothing. It makes no code of it."""
    # From a file, so that messages can show the lines.
    with tempfile.NamedTemporaryFile('w', dir=include, suffix=ending) as file:
        file.write(text)
        file.flush()
        done = subprocess.run([compiler, *arguments, f'-I{include}', '-fsyntax-only', file.name],
                              text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0 and not done.stdout:
        return f'{compiler} ended with status {done.returncode}'
    return done.stdout


def on_all_processors(function, jobs):
    """function(*job) of each job, in their order."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda job: function(*job), jobs))


def main(test):
    """Runs test(include, names), which returns complaints. For the end of a test's file."""
    if not COMPILERS:
        print('SKIPPED: there is neither g++ nor clang++')
        return 77
    with tempfile.TemporaryDirectory(prefix='picomlp-headers-') as include:
        names = copy_installed(sys.argv[1], include)
        complaints = [text for text in test(include, names) if text]
    print('\n'.join(complaints[:20]))
    print(f'{len(names)} headers, {", ".join(COMPILERS)}: {len(complaints)} complaints')
    return 1 if complaints or len(names) < 50 else 0
