"""The README's first program: short, compiles as printed, prints what the README says.

Arguments: README.md, then the compiler command with everything needed to link.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

readme, compiler = Path(sys.argv[1]).read_text(), sys.argv[2:]
program, expected = re.search(r'```cpp\n(.*?)```.*?```text\n(.*?)```', readme, re.S).groups()

lines = program.count('\n')
if lines >= 25:
    sys.exit(f'the first program has {lines} lines; under 25 were promised')

with tempfile.TemporaryDirectory() as directory:
    source, binary = Path(directory, 'first.cpp'), Path(directory, 'first')
    source.write_text(program)
    # The source goes before the library: a linker takes from a library what is missing so far.
    at = next((i for i, word in enumerate(compiler) if word.endswith('.a')), len(compiler))
    subprocess.run([*compiler[:at], '-std=c++17', '-Wall', '-Wextra', '-Wpedantic', '-Werror',
                    str(source), *compiler[at:], '-o', str(binary)], check=True)
    printed = subprocess.run([str(binary)], check=True, capture_output=True, text=True).stdout
if printed != expected:
    sys.exit(f'the README promises\n{expected}but the program prints\n{printed}')
print(f'{lines} lines, compiled and printed as promised')
