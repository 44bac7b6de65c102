# SPDX-License-Identifier: MIT
"""The README's programs: compile as printed, print what the README says; the first ones are short.

Arguments: README.md, then the compiler command with everything needed to link.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

readme, compiler = Path(sys.argv[1]).read_text(), sys.argv[2:]
programs = re.findall(r'```cpp\n(.*?)```.*?```text\n(.*?)```', readme, re.S)
if len(programs) != readme.count('```cpp') or len(programs) < 2:
    sys.exit('every program in the README is followed by what it prints')

lines = [program.count('\n') for program, _ in programs]
if lines[0] > 26 or lines[1] > 32:
    sys.exit(f'the first programs have {lines[:2]} lines; 26 and 32 were promised')

# The file that the second program reads.
DATA = 'x1,x2,y\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n'

# The source goes before the library: a linker takes from a library what is missing so far.
at = next((i for i, word in enumerate(compiler) if word.endswith('.a')), len(compiler))
for program, expected in programs:
    with tempfile.TemporaryDirectory() as directory:
        source, binary = Path(directory, 'program.cpp'), Path(directory, 'program')
        source.write_text(program)
        Path(directory, 'xor.csv').write_text(DATA)
        subprocess.run([*compiler[:at], '-std=c++17', '-Wall', '-Wextra', '-Wpedantic', '-Werror',
                        str(source), *compiler[at:], '-o', str(binary)], check=True)
        printed = subprocess.run([str(binary)], check=True, capture_output=True, text=True,
                                 cwd=directory).stdout
    if printed != expected:
        sys.exit(f'the README promises\n{expected}but the program prints\n{printed}')
print(f'{len(programs)} programs, compiled and printed as promised; the first has {lines[0]} lines')
