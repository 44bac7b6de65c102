# SPDX-License-Identifier: MIT
"""What stack_bounds.py must find: one program for each offence, and programs without."""
import os

import call_graph
import links
import stack_bounds

BEGIN = '''
#include <stddef.h>
#define NOINLINE [[gnu::noinline, gnu::noclone]]
[[gnu::noipa]] void keep(volatile void*) { __asm__ volatile("" ::: "memory"); }
namespace picomlp { inline namespace separate {
'''
END = ' } }\n'
# The name, the source, what is said of it (None: nothing, and then the least bound of f).
SAMPLES = [
    ('a chain of calls', '''
        NOINLINE void g() { volatile char c[200]; keep(c); }
        void f() { volatile char c[100]; keep(c); g(); keep(c); }''', None, 300),
    ('the deeper of two', '''
        NOINLINE void g() { volatile char c[300]; keep(c); }
        NOINLINE void h() { volatile char c[20]; keep(c); }
        void f() { h(); g(); h(); }''', None, 300),
    ('a function behind zeros', '''
        #define PAIR(g, h, filling) \\
            NOINLINE [[gnu::aligned(8)]] void g() { \\
                volatile char c[100]; keep(c); __asm__ volatile(filling); keep(c); } \\
            NOINLINE [[gnu::aligned(8)]] void h() { volatile char c[400]; keep(c); keep(c); }
        // Four bytes of zeros behind one of the two: more are not shown as an instruction.
        PAIR(g, h, "nop")
        PAIR(i, j, "nop; nop; nop")
        void f() { g(); i(); keep(nullptr); }''', None, 100),
    ('an activation, by its pointer', '''
        template <class T, class A> struct table_routines {
            static void apply(unsigned, unsigned, T*); };
        template <class T, class A> void table_routines<T, A>::apply(unsigned, unsigned, T*) {
            volatile char c[500]; keep(c); }
        template <class T> NOINLINE void predict_sample(void (*a)(unsigned, unsigned, T*)) {
            a(1, 1, nullptr); keep(&a); }
        void f() { predict_sample<float>(table_routines<float, int>::apply); }''', None, 500),
    ('machine code', '''
        extern "C" void machine_code();
        void f() { machine_code(); keep(nullptr); }''', None, 216),
    ('recursion', 'unsigned f(unsigned n) { volatile unsigned m = n; keep(&m);'
                  ' return n < 2 ? m : f(n - 1) * m + f(n - 2); }',
     'recursion: f(unsigned int) calls f(unsigned int)', 0),
    ('recursion of two', '''
        unsigned g(unsigned n);
        NOINLINE unsigned f(unsigned n) { keep(&n); return n < 2 ? n : g(n - 1) * n; }
        NOINLINE unsigned g(unsigned n) { keep(&n); return n < 2 ? n : f(n - 1) + n; }''',
     ' calls g(unsigned int)', 0),
    ('recursion by a pointer', '''
        template <class T> void predict_sample(void (*)(unsigned, unsigned, T*));
        template <class T, class A> struct table_routines {
            static void apply(unsigned, unsigned, T*); };
        template <class T, class A>
        NOINLINE void table_routines<T, A>::apply(unsigned n, unsigned, T*) {
            if (n) predict_sample<T>(table_routines<T, A>::apply); keep(&n); }
        template <class T> NOINLINE void predict_sample(void (*a)(unsigned, unsigned, T*)) {
            a(1, 1, nullptr); keep(&a); }
        void f() { predict_sample<float>(table_routines<float, int>::apply); }''', 'recursion: ', 0),
    ('a frame of unknown size', '''
        void f(size_t n) { keep(__builtin_alloca(n)); }''', 'not known when it is compiled', 0),
    ('an unknown caller by a pointer', 'void f(void (*g)()) { g(); keep(&g); }',
     'calls by a pointer, and no rule says what', 0),
    ('an address taken for unknown ends', '''
        NOINLINE void g() { keep(nullptr); }
        extern void (*const table[])(); void (*const table[])() = {g, g};
        void f() {}''', 'its address is taken, and no rule', 0),
]
MACHINE_CODE = '''
__asm__(".text\\n.globl machine_code\\n.type machine_code, %function\\n"
#ifdef __arm__
        ".thumb_func\\nmachine_code:\\n push {r4, r5, r6, lr}\\n sub sp, #200\\n add sp, #200\\n"
        " pop {r4, r5, r6, pc}\\n"
#else
        "machine_code:\\n addi sp, sp, -216\\n addi sp, sp, 216\\n ret\\n"
#endif
        ".size machine_code, .-machine_code\\n");
'''


def missed(compiler, output):
    """How many were not found; says of each whether it was."""
    count = 0

    def tell(name, right, found):
        nonlocal count
        count += not right
        print(f'{"right" if right else "MISSED"}: {name}' + ('' if right else f' ({found})'))

    for name, source, expected, least in SAMPLES:
        folder = os.path.join(output, name.replace(' ', '_'))
        os.mkdir(folder)
        path = os.path.join(folder, 'sample.cpp')
        source = (MACHINE_CODE if 'machine_code' in source else '') + BEGIN + source + END
        with open(path, 'w') as file:
            file.write(source)
        compiled = links.compile_file(compiler, path, os.path.join(folder, 'sample.o'),
                                      more=['-fcallgraph-info=su'])
        archive = os.path.join(folder, 'library.a')
        links.run(['ar', 'rcs', archive, compiled], 'ar')
        try:
            found = stack_bounds.library_bounds(call_graph.ci_files_of(folder), archive, compiler,
                                                output)
            said = None
        except (call_graph.Problem, links.Failure) as problem:
            found, said = {}, str(problem)
        if expected:
            tell(name, said is not None and expected in said, said or found)
        else:
            bytes_of_f = [bound.bytes for function, bound in found.items() if function == 'f()']
            tell(name, bytes_of_f and least <= bytes_of_f[0] <= least + 64, said or found)

    bound = stack_bounds.Bound
    recorded = {'f()': bound(100, False), 'g()': bound(50, True)}
    for name, found, expected in [
            ('as on record', recorded, None),
            ('less than on record', {'f()': bound(92, False)}, None),
            ('more than on record', {'f()': bound(104, False)}, '104 bytes, 100 on record'),
            ('a new callback', {'f()': bound(100, True)}, '100 + f bytes, 100 on record'),
            ('a new function', {'h()': bound(8, False)}, 'h(): 8 bytes, not on record')]:
        said = list(stack_bounds.compare(found, recorded))
        tell(name, said == [] if expected is None else any(expected in one for one in said), said)
    table = os.path.join(output, 'table.md')
    stack_bounds.write_table({'cortex separate': recorded}, {'cortex separate': 'gcc 1, -O2'}, table)
    read = stack_bounds.read_table(table)
    tell('a table read again', read == ({'cortex separate': recorded},
                                        {'cortex separate': 'gcc 1, -O2'}), read)
    for name, said, expected in [
            ('measured within the bound', 'f 100', None),
            ('measured above the bound', 'f 104', 'more than the bound of 100'),
            ('nothing measured', 'f 0', 'no stack measured at all'),
            ('measured without a bound', 'h 8', 'measured, but without a bound'),
            ('measured what calls the unknown', 'g 8', 'calls something that is not known')]:
        bounds = {'f': bound(100, False), 'g': bound(50, True)}
        offences = list(stack_bounds.check_measured(bounds, stack_bounds.measured(said)))
        tell(name, offences == [] if expected is None else any(expected in one for one in offences),
             offences)
    return count
