#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Bounds of the library's stack, from gcc's figures and the call graph, which has no cycle.

    stack_bounds.py [--update | --self-test] OPTION ... -- COMPILER [ARG ...]
    stack_bounds.py --regenerate      makes stack_bounds.md anew, in builds of its own

For every function that applications call, or the library's headers for them: the bytes of stack of
the deepest chain of calls, its own frame included; compared with stack_bounds.md, of which none may
be exceeded. For the jobs of jobs.cpp: the same, and what stack_use.cpp measures on the board, which
no bound may be below. Fails also when a
function calls itself, directly or by others; when a frame's size is known at run time only; when
there is a pointer to a function of which RULES do not say who calls by it.
"""
import argparse
import collections
import os
import re
import subprocess
import sys
import tempfile

import call_graph
import links
from call_graph import Problem

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, 'stack_bounds.md')
# (cross file, profile), the columns of the table.
COLUMNS = [(target, profile) for target in ('cortex-m0plus', 'cortex-m4f', 'cortex-m55')
           for profile in ('separate', 'fused')]

ACTIVATIONS = [r'::table_routines<NUMBER,.*>::apply\(unsigned']
SLOPES = [r'::table_routines<NUMBER,.*>::derivative\(unsigned']
LOSSES = [r'::check<NUMBER>\(unsigned', r'::evaluate<NUMBER>\(unsigned',
          r'::own_cost<NUMBER,']
# What a network's tables hold for single samples: activations and kernels of its layers' widths.
SAMPLES = [r'::(apply_in_rows<NUMBER,.*>|apply_to_sample<NUMBER>)\(unsigned',
           r'::sample_activation<NUMBER,.*>::derivative\(',
           r'::kernels::(\w+::)*sample_\w+<NUMBER[,>]']
SAMPLE_LOSSES = [r'::evaluate_sample<NUMBER>\(', r'::sample_loss<NUMBER,.*>::evaluate\(',
                 r'::keep_preactivation<NUMBER>\(']
HOOKS = [r'::apply_masks<NUMBER>\(', r'::observer<NUMBER>::take_', r'::weigh_samples<NUMBER>\(']
# Who calls by a pointer, what may be behind it, and whether the application gives it.
RULES = [
    (r'::(predict_samples?|predict_(scaled|regressor)_samples?|'
     r'evaluate_(scaled_)?regression_samples|forward_layers)<|::batch_predictor<\w+>::forward\(',
     ACTIVATIONS, False),
    (r'::(predict_sample|predict_scaled_sample|predict_regressor_one_by_one)<', SAMPLES, False),
    (r'::forward_sample_called<', SAMPLES + [r'::keep_preactivation<NUMBER>\('], False),
    (r'::sample_cost_and_gradient<', SAMPLES + SAMPLE_LOSSES, False),
    (r'::evaluate_(weighed_)?samples<', ACTIVATIONS + LOSSES, False),
    (r'::evaluate_one_by_one<|::evaluation<\w+> .*::evaluate_in_batches<',
     ACTIVATIONS + SAMPLES + LOSSES, False),
    (r'::evaluate_regression_one_by_one<|::regression_summary<\w+> .*::evaluate_in_batches<',
     ACTIVATIONS + SAMPLES, False),
    (r'::(cost_and_gradient|backpropagation)<', ACTIVATIONS + SLOPES + LOSSES, False),
    (r'::(cost_and_gradient<.*layer_hooks<|backpropagation<.*hooked)', HOOKS, False),
    (r'::simulated_cost_and_gradient\(', ACTIVATIONS + SLOPES + LOSSES + HOOKS, False),
    (r'::observer<\w+>::take_|::study_samples<', ACTIVATIONS + LOSSES, False),
    (r'::detail::(compare_gradients|measure_slopes|examine_layer|\(anonymous namespace\)::examiner)<',
     [r'::detail::trainer_cost<.*>::compute\('], True),
    (r'::detail::compute_central_differences<', [r'central_differences<.*\{lambda\(void const\*\)#1\}'], True),
    (r'::map_elements<', [], True),
    (r'::make_fixed_point_table\(', [r'::detail::fixed_\w+\('], False),
    (r'::find_scaling<', [r'::(target_)?scaling_of<NUMBER>\('], False),
    (r'::write_image[<(]|::put_\w+[<(]|::byte_stream::', [r'::append_bytes\(void\*'], True),
    (r'::fill_runs<|::(open_training|training_bytes|count_trained|lay_out)<',
     [r'::description::is_frozen\(', r'::basic_dynamic_trainer<.*>::decay_of\('], True),
    (r'^picomlp_training_(step|epoch)', [r'::training_with<.*>::(step|epoch)\('], False),
    (r'^picomlp_training_open|::open\(picomlp_training_settings',
     [r'::training_with<.*>::open\('], False),
    (r'^picomlp_training_(open|set_learning_rate)|::open\(picomlp_training_settings',
     [r'::training_with<.*>::set_numbers\(', r'::optimizer_in_c<.*>::check\('], False),
    (r'^picomlp_training_defaults', [r'::optimizer_in_c<.*>::set_defaults\('], False),
    (r'^picomlp_training_initialize', [r'\(anonymous namespace\)::fill<'], False),
    (r'::training_with<|chosen_optimizer', [r'::optimizer_in_c<.*>::(check|update)\('], False),
    (r'::predict_quantized\(|::run_quantized\(|::(predict|test)_quantized_image\(|\(anonymous namespace\)::run\(|'
     r'::disagreement::', [r'::(fast|plain)_quantized_dense<'], False),
    (r'^picomlp_quantized_\w+|^picomlp::\w+::\(anonymous namespace\)::open\(void const\*',
     [r'\(anonymous namespace\)::open_network<', r'::(fast|plain)_quantized_dense<'], False),
    (r'::make_activation_table\(|::calibration::|::disagreement(_16x8)?::', SAMPLES, False),
    (r'::self_test<', [r'::predict_(image_sample|parts)<NUMBER>\('], True),
]
# Global, but called by the library's own sources alone.
NOT_PUBLIC = r'\bsimd::|\{lambda|\bmath::detail::|anonymous namespace|kernels::'
JOB = r'^testing::\(anonymous namespace\)::(\w+)\(\)$'


def without_profile(plain):
    return re.sub(r'picomlp::(separate|fused)::', '', plain)


def short(plain):
    """The function as the table has it: neither profile nor result."""
    plain = without_profile(plain).replace('unsigned long long', 'uint64_t')
    plain = re.sub(r'unsigned (long|int)', 'uint32_t', plain).replace('unsigned short', 'uint16_t')
    depth, begin = 0, 0
    for place, letter in enumerate(plain):
        if letter == '(' and depth == 0 and not plain[:place].endswith('operator'):
            break
        depth += {'<': 1, '(': 1, '>': -1, ')': -1}.get(letter, 0)
        if letter == ' ' and depth == 0:
            begin = place + 1
    return plain[begin:].replace('|', '\\|')


class Bound(collections.namedtuple('Bound', 'bytes callback')):
    """callback: the application's function comes on top."""

    def __str__(self):
        return f'{self.bytes} + f' if self.callback else str(self.bytes)

    @staticmethod
    def read(text):
        return Bound(int(text.split()[0]), text.endswith('+ f'))


# -- the table -----------------------------------------------------------------------------------

def read_table(path=TABLE):
    """{column: {function: Bound}}, {column: compiler}"""
    columns, rows, compilers = [], {}, {}
    if not os.path.exists(path):
        return rows, compilers
    with open(path) as file:
        for line in file:
            cells = [cell.strip() for cell in re.split(r'(?<!\\)\|', line.strip())[1:-1]]
            made_by = re.match(r'- (\S+ \S+): (.*)', line)
            if made_by:
                compilers[made_by.group(1)] = made_by.group(2).strip()
            elif cells[:1] == ['function']:
                columns = cells[1:]
                rows = {column: rows.get(column, {}) for column in columns}
            elif cells and columns and not cells[0].startswith('-'):
                for column, cell in zip(columns, cells[1:]):
                    if cell:
                        rows[column][cells[0].strip('`')] = Bound.read(cell)
    return rows, compilers


def write_table(rows, compilers, path=TABLE):
    columns = sorted(rows)
    with open(path, 'w') as file:
        file.write('''# Stack

Written by [stack_bounds.py](stack_bounds.py), whose `--regenerate` makes it anew; tests compare
with it. Bytes at the deepest, from gcc's figure for each frame and the graph of calls. With what
libgcc needs; with the library's own activations and losses, whichever is deepest; `+ f` where a
function of the application is called, which comes on top, as do interrupts. `memcpy` and `memset`
are counted as those of [memory_functions.cpp](memory_functions.cpp).

''')
        for column in columns:
            file.write(f'- {column}: {compilers[column]}\n')
        file.write('\n| function | ' + ' | '.join(columns) + ' |\n')
        file.write('|---' * (len(columns) + 1) + '|\n')
        for name in sorted({name for column in rows.values() for name in column}):
            cells = [str(rows[column].get(name, '')) for column in columns]
            file.write(f'| `{name}` | ' + ' | '.join(cells) + ' |\n')


def compare(found, recorded):
    """Yields what is worse than on record."""
    for name, bound in sorted(found.items()):
        if name not in recorded:
            yield f'{name}: {bound} bytes, not on record'
        elif bound.bytes > recorded[name].bytes or bound.callback != recorded[name].callback:
            yield f'{name}: {bound} bytes, {recorded[name]} on record'


# -- the proofs ----------------------------------------------------------------------------------

def tool(compiler, name):
    return call_graph.output_of(*compiler, f'-print-prog-name={name}').strip()


def check_pointers(functions, files, compiler):
    """Every function whose address is taken must be one that a rule leads to."""
    names = {function.name for function in functions.values()}
    plain = call_graph.demangled(names)
    patterns = [p.replace('NUMBER', number) for _, some, _ in RULES for p in some
                for number in ('float', 'double')] + [JOB]
    for name in sorted(call_graph.addresses_taken(files, tool(compiler, 'objdump'), names)):
        if not any(re.search(pattern, plain[name]) for pattern in patterns):
            raise Problem(f'{plain[name]}: its address is taken, and no rule says who calls it')


def check_frames(functions, code):
    """gcc's files must belong to the image's code: no frame may be smaller there, and most are the
    same."""
    same = compared = 0
    for function in functions.values():
        seen = code.get(function.name, [])
        if len(seen) != 1 or seen[0].unknown:
            continue
        if seen[0].stack < function.stack:
            raise Problem(f'{function.name}: a frame of {function.stack} bytes, says gcc, but its '
                          f'code takes {seen[0].stack}')
        compared += 1
        same += seen[0].stack == function.stack
    if same < compared / 2:
        raise Problem(f'gcc and machine code agree on {same} frames of {compared} only')


def code_of(image, compiler):
    return call_graph.read_code(image, tool(compiler, 'objdump'), tool(compiler, 'nm'))


def graph_of(functions, code, roots):
    check_frames(functions, code)
    graph = call_graph.CallGraph(functions, code, RULES, roots)
    cycle = graph.cycle()
    if cycle:
        raise Problem('recursion: ' + ' calls '.join(without_profile(name) for name in cycle))
    return graph


def library_bounds(ci_files, library, compiler, output):
    """{short name: Bound} of the public functions."""
    functions = call_graph.read_ci(ci_files)
    check_pointers(functions, [library], compiler)
    memory = links.compile_memory(compiler, output)
    image = links.link_whole(compiler, library, memory, os.path.join(output, 'whole_library.elf'))
    graph = graph_of(functions, code_of(image, compiler), list(functions))
    bounds = graph.bounds()
    found = {}
    for key, function in functions.items():
        plain = without_profile(graph.plain[function.name])
        if call_graph.is_local(function.name) or re.search(NOT_PUBLIC, plain) or '[clone' in plain:
            continue
        name = short(plain)
        found[name] = max(found.get(name, Bound(0, False)), Bound(*bounds[key]))
    if not found:
        raise Problem('no public function at all')
    return found


def job_bounds(ci_files, program, objects, compiler):
    """{job: Bound}"""
    code = code_of(program, compiler)
    linked = {key: function for key, function in call_graph.read_ci(ci_files).items()
              if function.name in code}
    check_pointers(linked, objects, compiler)
    plain = call_graph.demangled({function.name for function in linked.values()})
    roots = {key: re.match(JOB, plain[function.name]).group(1)
             for key, function in linked.items() if re.match(JOB, plain[function.name])}
    bounds = graph_of(linked, code, list(roots)).bounds()
    return {name: Bound(*bounds[key]) for key, name in roots.items()}


def measured(text):
    """{job: bytes} from what the program says."""
    found = {name: int(used) for name, used in re.findall(r'^(\w+) (\d+)$', text, re.M)}
    if not found:
        raise Problem(f'the program on the board says nothing: {text}')
    return found


def check_measured(bounds, used):
    for name in sorted(used):
        if name not in bounds:
            yield f'{name}: measured, but without a bound'
            continue
        print(f'  {name}: {used[name]} bytes measured, bound {bounds[name]}')
        if bounds[name].callback:
            yield f'{name}: calls something that is not known'
        if used[name] > bounds[name].bytes:
            yield f'{name}: {used[name]} bytes measured, more than the bound of {bounds[name]}'
        if used[name] == 0:
            yield f'{name}: no stack measured at all'


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--update', action='store_true')
    parser.add_argument('--self-test', action='store_true')
    parser.add_argument('--regenerate', action='store_true')
    parser.add_argument('--column', help='of the table: processor and profile')
    parser.add_argument('--optimization')
    parser.add_argument('--library', help='the archive')
    parser.add_argument('--objects', help='folder of its object files and their .ci files')
    parser.add_argument('--program', help='stack_use, linked for the board')
    parser.add_argument('--program-objects', help='folder of its object files')
    parser.add_argument('--emulate', nargs='+', help='what runs it, before its name')
    parser.add_argument('compiler', nargs='*')
    options = parser.parse_args()
    if options.regenerate:
        return regenerate()
    with tempfile.TemporaryDirectory() as output:
        if options.self_test:
            import stack_offences
            return 1 if stack_offences.missed(options.compiler, output) else 0
        try:
            return check(options, output)
        except (Problem, links.Failure) as problem:
            print(problem)
            return 1


def check(options, output):
    compiler = options.compiler
    version = call_graph.output_of(*compiler, '-dumpfullversion').strip()
    made_by = f'gcc {version}, -O{options.optimization}'
    library_ci = call_graph.ci_files_of(options.objects)
    found = library_bounds(library_ci, options.library, compiler, output)
    deepest = max(found, key=found.get)
    print(f'{len(found)} public functions, no recursion; the deepest: {deepest}, {found[deepest]}')
    offences = []
    rows, compilers = read_table()
    if options.update:
        rows[options.column] = found
        compilers[options.column] = made_by
        write_table(rows, compilers)
    elif compilers.get(options.column) != made_by:
        print(f'not compared: nothing on record for {options.column} by {made_by}')
    else:
        recorded = rows[options.column]
        offences += compare(found, recorded)
        better = [name for name in found if name in recorded and found[name] < recorded[name]]
        gone = recorded.keys() - found.keys()
        if better or gone:
            print(f'{len(better)} bounds are lower than on record, {len(gone)} functions are gone: '
                  'time for stack_bounds.py --regenerate')
    if options.program:
        program_ci = call_graph.ci_files_of(options.program_objects)
        objects = [path[:-3] + '.o' for path in program_ci]
        bounds = job_bounds(library_ci + program_ci, options.program, objects, compiler)
        said = subprocess.run([*options.emulate, options.program], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True)
        if said.returncode != 0:
            offences.append(f'the program on the board failed:\n{said.stdout}')
        offences += check_measured(bounds, measured(said.stdout))
    for offence in offences:
        print(offence)
    return 1 if offences else 0


def regenerate():
    root = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
    if os.path.exists(TABLE):
        os.remove(TABLE)
    for target, profile in COLUMNS:
        print(f'{target} {profile}', flush=True)
        with tempfile.TemporaryDirectory() as folder:
            cross_file = os.path.join(root, 'tools', 'cross', f'{target}.ini')
            subprocess.run(['meson', 'setup', folder, root, '--cross-file', cross_file,
                            f'-Drounding={profile}', '-Dexamples=disabled', '-Dtools=disabled'],
                           check=True, stdout=subprocess.DEVNULL)
            subprocess.run(['ninja', '-C', folder, 'stack-bounds'], check=True,
                           stdout=subprocess.DEVNULL)
    return 0


if __name__ == '__main__':
    sys.exit(main())
