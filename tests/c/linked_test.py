# SPDX-License-Identifier: MIT
"""A C program that opens models links the activations and roundings that it lists, no others, and nothing of training.

    linked_test.py LIBRARY LIB_FOLDER COMPILER [ARGUMENT ...]    of C++, which compiles C too
"""
import pathlib
import re
import subprocess
import sys
import tempfile

PROGRAM = '''
#include "picomlp/c/model.h"
extern const uint64_t image[64];
static const picomlp_activation* const listed[] = {&picomlp_relu, &picomlp_softmax};
static const picomlp_activations known = PICOMLP_LIST(listed);
static uint64_t memory[128];
int main(void) {
    static float x[8], y[8];
    picomlp_model* model;
    int outcome = picomlp_model_open(&model, image, sizeof image, &known, memory, sizeof memory);
    if (outcome == picomlp_ok) outcome = picomlp_model_self_test(model);
    return outcome == picomlp_ok ? picomlp_model_predict(model, x, y) : outcome;
}
const uint64_t image[64] = {0};
'''
QUANTIZED = '''
#include "picomlp/c/quantized_model.h"
extern const uint64_t image[64];
static const picomlp_rounding* const listed[] = {&picomlp_double_rounding};
static const picomlp_roundings known = PICOMLP_LIST(listed);
static uint64_t memory[128];
int main(void) {
    static int8_t x[8], y[8];
    picomlp_quantized_model* model;
    int outcome = picomlp_quantized_model_open(&model, image, sizeof image, &known, memory, sizeof memory);
    if (outcome == picomlp_ok) outcome = picomlp_quantized_model_self_test(model);
    return outcome == picomlp_ok ? picomlp_quantized_model_predict_int8(model, x, y) : outcome;
}
const uint64_t image[64] = {0};
'''
LISTED = {'relu', 'softmax'}
OF_TRAINING = ['derivative', 'cost_and_gradient', 'dynamic_training', 'optimizer']


def symbols_of(text, library, include, compiler):
    """The names in a program, as C++ writes them. What it needs of a C library may be missing."""
    with tempfile.TemporaryDirectory() as folder:
        source, program = pathlib.Path(folder, 'program.c'), pathlib.Path(folder, 'program')
        source.write_text(text)
        # As C alone: then neither the profile nor the compiler's standard library is looked at.
        subprocess.run([*compiler, '-x', 'c', '-std=c99', '-Wall', '-Wextra', '-Wpedantic', '-Wconversion',
                        '-Werror', f'-I{include}', source, '-x', 'none', library, '-nostdlib', '-lgcc',
                        '-Wl,--gc-sections', '-Wl,-e,main', '-Wl,--unresolved-symbols=ignore-all',
                        '-o', program], check=True)
        return subprocess.run(['nm', '-C', program], check=True, stdout=subprocess.PIPE, text=True).stdout


def found_in(symbols, names):
    return {name for name in names if re.search(rf'\b(picomlp_)?{name}\b', symbols)}


def roundings_in(symbols):
    """Of whole layers. x86-64's table of kernels has both, whichever is listed."""
    return set(re.findall(r'fast_quantized_dense<\S+::(\w+)>', symbols))


def main(library, include, *compiler):
    listing = pathlib.Path(include, 'picomlp/activation/activation_names.h').read_text()
    activations = set(re.findall(r'^ +EACH\((\w+)\)', listing, re.M))
    linked = symbols_of(PROGRAM, library, include, compiler)
    everything = symbols_of(PROGRAM.replace('&known', '&picomlp_all_activations').replace(
        'static const picomlp_activations known', 'extern const picomlp_activations known;\n'
        'const picomlp_activations known'), library, include, compiler)
    complaints = []
    if found_in(linked, activations) != LISTED:
        complaints.append(f'linked: {sorted(found_in(linked, activations))}, listed: {sorted(LISTED)}')
    if found_in(linked, OF_TRAINING):
        complaints.append(f'of training: {sorted(found_in(linked, OF_TRAINING))}')
    quantized = symbols_of(QUANTIZED, library, include, compiler)
    if roundings_in(quantized) != {'double_rounding'}:
        complaints.append(f'linked: {sorted(roundings_in(quantized))}, listed: double_rounding')
    if found_in(quantized, [*OF_TRAINING, 'sample_entry', 'dynamic_network']):
        complaints.append('a network of int8 links what floats need')
    both = symbols_of(QUANTIZED.replace('= {&', '= {&picomlp_single_rounding, &'), library, include, compiler)
    if roundings_in(both) != {'double_rounding', 'single_rounding'}:
        complaints.append('not seen in a program with both roundings')
    # Or a search that finds nothing would prove nothing.
    if found_in(everything, activations) != activations or len(activations) < 18:
        complaints.append(f'not seen in a program with all: '
                          f'{sorted(activations - found_in(everything, activations))}')
    print('\n'.join(complaints) or f'{len(LISTED)} of {len(activations)} activations linked')
    return 1 if complaints else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
