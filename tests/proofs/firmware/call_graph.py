# SPDX-License-Identifier: MIT
"""Who calls whom, and on how much stack: from gcc's .ci files and from machine code, which alone
knows of libgcc and the C library.

gcc's -fcallgraph-info=su writes a file beside every object file: each function with its bytes of
stack, as -fstack-usage has them, and its calls. A call by a pointer has no target there; rules say
which functions it may reach.
"""
import collections
import os
import re
import subprocess

INDIRECT = '__indirect_call'


class Problem(Exception):
    pass


class Function:
    """stack: bytes of its own frame. calls: names of functions. jumps: the same, but without a
    return; what machine code leaves by."""

    def __init__(self, name, stack=0):
        self.name = name
        self.stack = stack
        self.calls = set()
        self.jumps = set()
        self.indirect = False
        self.unknown = None  # an instruction that moves the stack pointer one cannot tell how far
        self.callback = False  # calls a function that the application gives


def output_of(*command, **options):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True,
                          env=dict(os.environ, LC_ALL='C'), **options).stdout


def demangled(names):
    names = list(names)
    if not names:
        return {}
    # What follows the first dot is a clone's number: f(int) [clone .constprop.0].
    plain = output_of('c++filt', input='\n'.join(names)).splitlines()
    return dict(zip(names, plain))


def is_local(name):
    """Static, or in an unnamed namespace: another file's function may have the same name. Those for C
    are called picomlp_..."""
    return '_GLOBAL__N_' in name or name.startswith('_ZL') or not name.startswith(('_Z', 'picomlp_'))


# -- gcc's files ---------------------------------------------------------------------------------

def ci_files_of(folder):
    """The .ci file of each object file below a folder. Compiler caches before ccache 4.10 do not
    keep them."""
    found = []
    for place, _, names in os.walk(folder):
        for name in names:
            if not name.endswith('.o'):
                continue
            ci = os.path.join(place, name[:-2] + '.ci')
            if not os.path.exists(ci):
                raise Problem(f'{os.path.join(place, name)} has no .ci file beside it; was it taken '
                              'from a compiler cache? CCACHE_DISABLE=1 ninja helps')
            found.append(ci)
    if not found:
        raise Problem(f'{folder}: no object files')
    return sorted(found)


def read_ci(paths):
    """{key: Function}; a key is the mangled name, for local functions with their file before it."""
    functions = {}
    for path in paths:
        with open(path) as file:
            text = file.read()
        here = {}

        def key_of(title):
            name = title.rsplit(':', 1)[-1]
            return f'{path}:{name}' if is_local(name) and title != name else name

        for title, label in re.findall(r'^node: \{ title: "(.*?)" label: "(.*?)"', text, re.M):
            use = re.search(r'\\n(\d+) bytes \(([a-z,]+)\)', label)
            if not use:
                continue
            if use.group(2) not in ('static', 'dynamic,bounded'):
                raise Problem(f'{title}: its stack is not known when it is compiled')
            key = key_of(title)
            known = functions.setdefault(key, Function(title.rsplit(':', 1)[-1]))
            known.stack = max(known.stack, int(use.group(1)))
            here[title] = known
        for caller, callee in re.findall(
                r'^edge: \{ sourcename: "(.*?)" targetname: "(.*?)"', text, re.M):
            if callee == INDIRECT:
                here[caller].indirect = True
            else:
                here[caller].calls.add(key_of(callee))
    return functions


# -- machine code --------------------------------------------------------------------------------

def register_bytes(text):
    """{r4-r7, lr} or {d8-d15}."""
    count = 0
    for part in text.strip('{} ').split(','):
        ends = re.findall(r'[a-z]+(\d*)', part.strip())
        count += int(ends[1]) - int(ends[0]) + 1 if len(ends) == 2 else 1
    return count * (8 if 'd' in text else 4)


def stack_taken_by(operation, operands):
    """Bytes that an instruction moves the stack pointer down by; None: not to be seen from it."""
    operation = operation.split('.')[0]
    operands = operands.split('@')[0].split('#', 1)
    register = operands[0].split(';')[0].strip()
    number = re.match(r'-?\d+', operands[1]) if len(operands) == 2 else None
    number = int(number.group()) if number else None
    if operation in ('push', 'vpush'):
        return register_bytes(register)
    if operation in ('stmdb', 'vstmdb', 'stmfd') and register.startswith('sp!'):
        return register_bytes(register.split('{')[1])
    if operation in ('str', 'strd', 'strb', 'strh') and '[sp,' in register and number is not None:
        return -number if number < 0 and operands[1].rstrip().endswith('!') else 0
    if operation in ('sub', 'subs', 'subw') and register.startswith('sp'):
        return number
    if operation in ('add', 'addi', 'addw') and register.startswith('sp'):
        riscv = re.match(r'sp,sp,(-?\d+)', register)
        if riscv:
            return max(0, -int(riscv.group(1)))
        return max(0, -number) if number is not None else None
    return 0


def read_code(image, objdump, nm):
    """{name: [Function, ...]} of an image: every name of an address leads to the same function, and
    local functions of different files may share a name. A routine that goes on in another one, by a
    jump or by falling into it, jumps to it."""
    names = collections.defaultdict(list)
    for line in output_of(nm, image).splitlines():
        fields = line.split()
        if len(fields) == 3 and fields[1] in 'tTwW' and not fields[2].startswith('$'):
            names[int(fields[0], 16) & ~1].append(fields[2])
    functions = collections.defaultdict(list)
    current = None
    open_end = None  # a function whose last instruction goes on to the next address
    for line in output_of(objdump, '-d', '--no-show-raw-insn', image).splitlines():
        header = re.match(r'([0-9a-f]+) <(.*)>:$', line)
        if header:
            current = Function(header.group(2))
            if open_end:
                open_end.jumps.add(current.name)
            current.names = {header.group(2), *names[int(header.group(1), 16)]}
            for name in current.names:
                functions[name].append(current)
            open_end = None
            continue
        parts = line.split('\t')
        if len(parts) < 2 or current is None:
            continue
        operation = parts[1].strip()
        operands = parts[2] if len(parts) > 2 else ''
        if operation.startswith('.') or operation in ('nop', 'nop.w'):
            continue
        if operation == 'movs' and operands.strip() == 'r0, r0':
            continue  # zeros, by which the linker aligns the next function
        taken = stack_taken_by(operation, operands)
        if taken is None:
            current.unknown = f'{operation} {operands}'
        else:
            current.stack += taken
        target = re.search(r'<(.*?)(\+0x[0-9a-f]+)?>', operands)
        returns = (operation in ('ret', 'mret', 'udf', 'unimp', 'ebreak')
                   or re.match(r'bx|b$|b\.[nw]$|j$|jr$', operation)
                   or (operation.startswith(('pop', 'ldm', 'ldr')) and 'pc' in operands))
        # A Cortex-M0+ has no other far jump within a function.
        jumps_far = operation == 'bl' and target and target.group(1) == current.name and target.group(2)
        open_end = None if returns or jumps_far else current
        if target and target.group(1) != current.name:
            if operation in ('bl', 'blx', 'jal', 'jalr'):
                current.calls.add(target.group(1))
            elif re.match(r'b(?!f)|cb|j', operation):  # objdump takes some csel for a bfcsel
                current.jumps.add(target.group(1))
        elif operation in ('blx', 'jalr') and not target:
            current.indirect = True
    return dict(functions)


def join_jumps(code):
    """Counts what a routine jumps to as part of it."""
    for function in {one for some in code.values() for one in some}:
        joined = [function]
        for one in joined:
            for name in one.jumps:
                joined += [other for other in code.get(name, []) if other not in joined]
        function.whole_stack = sum(one.stack for one in joined)
        function.whole_calls = set().union(*(one.calls for one in joined))
        function.unclear = [f'{one.name}: {one.unknown}' for one in joined if one.unknown]
        function.unclear += [f'{one.name} calls by a pointer' for one in joined if one.indirect]


# -- together ------------------------------------------------------------------------------------

# On ARM, gcc's figure lacks the registers that a function stores beside those of its arguments that
# came on the stack, so that a structure is in one piece: at most four.
ARGUMENT_REGISTERS = 16


def frame_of(described, seen):
    """Bytes of a frame: gcc's, or the machine code's, which has more where gcc's lacks something."""
    if seen.unknown:
        return described.stack + ARGUMENT_REGISTERS
    return max(described.stack, seen.stack)


class CallGraph:
    """What can be reached from `roots` (keys). Rules: (pattern of a caller, patterns of what its
    pointers may lead to, whether the application gives the function where none of those is found).
    The patterns are of demangled names; NUMBER in them stands for the caller's type of number."""

    def __init__(self, functions, code, rules, roots):
        self.given = functions
        self.plain = demangled({function.name for function in functions.values()})
        self.code = code
        self.rules = rules
        join_jumps(code)
        self.keys = collections.defaultdict(set)
        for key, function in functions.items():
            self.keys[function.name].add(key)
        self.functions = {}
        wanted = list(roots)
        while wanted:
            key = wanted.pop()
            if key not in self.functions:
                self.functions[key] = self.resolved(key)
                wanted += self.functions[key].calls

    def resolved(self, key):
        found = self.given.get(key)
        if found is None:
            return self.from_machine_code(key)
        made = Function(found.name, found.stack)
        # gcc names a few calls that it leaves out in the end, and no calls of helpers that are
        # chosen as the code is written: take those of the machine code besides, and of gcc's what
        # the image has.
        made.calls = {name for name in found.calls if name in self.given or name in self.code}
        for seen in self.code.get(found.name, []):
            made.stack = max(made.stack, frame_of(found, seen))
            for name in seen.calls | seen.jumps:
                made.calls |= self.keys_of(self.code.get(name, [])) or {name}
        if found.indirect:
            plain = self.plain[found.name]
            fitting = [rule for rule in self.rules if re.search(rule[0], plain)]
            if not fitting:
                raise Problem(f'{plain}: calls by a pointer, and no rule says what')
            number = 'double' if re.search(r'\bdouble\b', plain) else 'float'
            for _, patterns, callback in fitting:
                targets = self.by_pointer([p.replace('NUMBER', number) for p in patterns])
                made.calls |= targets
                made.callback = made.callback or (callback and not targets)
        return made

    def keys_of(self, functions):
        names = set().union(*(function.names for function in functions))
        return set().union(*(self.keys.get(name, set()) for name in names))

    def by_pointer(self, patterns):
        return {key for key, function in self.given.items()
                if any(re.search(p, self.plain[function.name]) for p in patterns)}

    def from_machine_code(self, name):
        self.plain[name] = name
        made = Function(name)
        if name not in self.code:
            raise Problem(f'{name}: neither a .ci file nor the image has it')
        made.calls = self.keys_of(self.code[name])
        if made.calls:  # another name of the same function: a constructor has two
            return made
        for found in self.code[name]:
            if found.unclear:
                raise Problem(f'{name}: cannot be followed: {", ".join(found.unclear)}')
            made.stack = max(made.stack, found.whole_stack)
            made.calls |= found.whole_calls
        return made

    def cycle(self):
        """The demangled names along a cycle, or None."""
        done = set()
        for start in self.functions:
            path, trail = [(start, iter(sorted(self.functions[start].calls)))], [start]
            if start in done:
                continue
            while path:
                key, rest = path[-1]
                for callee in rest:
                    if callee in trail:
                        return [self.plain[self.functions[k].name]
                                for k in [*trail[trail.index(callee):], callee]]
                    if callee not in done:
                        path.append((callee, iter(sorted(self.functions[callee].calls))))
                        trail.append(callee)
                        break
                else:
                    done.add(key)
                    path.pop()
                    trail.pop()
        return None

    def bounds(self):
        """{key: (bytes at the deepest, whether an application's function comes on top)}; only
        without cycles."""
        known = {}

        def order(key):  # callees first, without recursion here either
            stack = [(key, False)]
            while stack:
                at, seen = stack.pop()
                if at in known:
                    continue
                callees = self.functions[at].calls
                if not seen:
                    stack.append((at, True))
                    stack += [(callee, False) for callee in callees]
                else:
                    below = [known[callee] for callee in callees]
                    known[at] = (self.functions[at].stack + max([d for d, _ in below], default=0),
                                 self.functions[at].callback or any(c for _, c in below))

        for key in self.functions:
            order(key)
        return known


# -- addresses taken -----------------------------------------------------------------------------

CALLS = re.compile(r'R_ARM_(THM_)?(CALL|JUMP\d*|PC\d+)|R_ARM_THM_(XPC22|PC22)|R_ARM_(V4BX|PREL31)|'
                   r'R_RISCV_(CALL|CALL_PLT|JAL|BRANCH|RVC_\w+|RELAX|ALIGN|ADD\d+|SUB\d+|SET\d+)')


def addresses_taken(files, objdump, names):
    """Those of `names` (mangled) that an object file refers to other than by calling them."""
    taken = set()
    section = ''
    for file in files:
        for line in output_of(objdump, '-r', '-w', file).splitlines():
            header = re.match(r'RELOCATION RECORDS FOR \[(.*)\]', line)
            if header:
                section = header.group(1)
                continue
            fields = line.split()
            if len(fields) != 3 or section.startswith(('.debug', '.ARM.ex', '.eh_frame')):
                continue
            if CALLS.fullmatch(fields[1]):
                continue
            name = re.sub(r'[+-]0x[0-9a-f]+$', '', fields[2])
            name = re.sub(r'^\.text\.(?=_Z)', '', name)
            if fields[2].startswith('.text.') and section in (f'.rodata.{name}', f'.text.{name}'):
                continue  # the jump table of a switch within the function itself
            if name in names:
                taken.add(name)
    return taken
