# SPDX-License-Identifier: MIT
"""Which routines of libgcc a library may need: those for what its processor has no instruction.

Not the whole of libgcc: integer powers, complex numbers, conversions between float and 64-bit
integers (made of double arithmetic) and whatever else would be news stay forbidden.
"""
import os
import subprocess

ARM_INTEGERS = [r'__aeabi_u?idiv(mod)?', r'__aeabi_u?ldivmod', r'__aeabi_l(lsl|lsr)', r'__aeabi_lasr',
                r'__aeabi_lmul', r'__aeabi_u?lcmp', r'__clz[sd]i2', r'__gnu_thumb1_case_\w+']
ARM_SINGLE = [r'__aeabi_f(add|r?sub|mul|div|cmp(eq|lt|le|ge|gt|un))', r'__aeabi_u?i2f',
              r'__aeabi_f2u?iz']
ARM_DOUBLE = [r'__aeabi_d(add|r?sub|mul|div|cmp(eq|lt|le|ge|gt|un))', r'__aeabi_u?i2d',
              r'__aeabi_d2u?iz', r'__aeabi_f2d', r'__aeabi_d2f']
ARM_DOUBLE_AND_64_BITS = [r'__aeabi_u?l2d', r'__aeabi_d2u?lz']

RISCV_INTEGERS = [r'__u?(div|mod)[sd]i3', r'__mul[sd]i3', r'__ash[lr]di3', r'__lshrdi3',
                  r'__c[lt]z[sd]i2', r'__u?cmpdi2']
RISCV_SINGLE = [r'__(add|sub|mul|div)sf3', r'__(eq|ne|lt|le|gt|ge|unord)sf2', r'__negsf2',
                r'__float(un)?sisf', r'__fix(uns)?sfsi']
RISCV_DOUBLE = [r'__(add|sub|mul|div)df3', r'__(eq|ne|lt|le|gt|ge|unord)df2', r'__negdf2',
                r'__float(un)?sidf', r'__fix(uns)?dfsi', r'__extendsfdf2', r'__truncdfsf2']
RISCV_DOUBLE_AND_64_BITS = [r'__float(un)?didf', r'__fix(uns)?dfdi']


def macros_of(compiler):
    listing = subprocess.run([*compiler, '-dM', '-E', '-x', 'c++', os.devnull], check=True,
                             stdout=subprocess.PIPE, text=True).stdout
    lines = [line.split(' ', 2) for line in listing.splitlines()]
    return {line[1]: line[2] if len(line) > 2 else '' for line in lines}


def hardware_of(compiler):
    """The kinds of numbers that the processor computes with: a subset of {float, double}."""
    macros = macros_of(compiler)
    if '__arm__' in macros:
        unit = int(macros.get('__ARM_FP', '0'), 0)
        return {name for name, bit in (('float', 4), ('double', 8)) if unit & bit}
    if '__riscv' in macros:
        width = int(macros.get('__riscv_flen', '0'))
        return {name for name, bits in (('float', 32), ('double', 64)) if width >= bits}
    return {'float', 'double'}


def pattern(compiler):
    """A regular expression for whole names; matches none where everything is an instruction."""
    macros = macros_of(compiler)
    hardware = hardware_of(compiler)
    if '__arm__' in macros:
        integers, single, double, wide = (ARM_INTEGERS, ARM_SINGLE, ARM_DOUBLE,
                                          ARM_DOUBLE_AND_64_BITS)
    elif macros.get('__riscv_xlen') == '32':
        integers, single, double, wide = (RISCV_INTEGERS, RISCV_SINGLE, RISCV_DOUBLE,
                                          RISCV_DOUBLE_AND_64_BITS)
    else:
        return '(?!)'
    names = integers + wide
    if 'float' not in hardware:
        names = names + single
    if 'double' not in hardware:
        names = names + double
    return '|'.join(names)
