# SPDX-License-Identifier: MIT
"""Known answers for tests/random/philox_test.cpp, from Philox4x32-10 written again in Python after
section 3 of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (SC11).

The first three are the known answers that the authors publish with their Random123 library; this
program refuses to write anything when it does not reproduce them.

Regenerate with: python3 tests/random/golden/philox.py > tests/random/golden/philox.hpp
"""

MASK = 0xFFFFFFFF


def philox(key, counter):
    k0, k1 = key
    a, b, c, d = counter
    for _ in range(10):
        left, right = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = right >> 32 ^ b ^ k0, right & MASK, left >> 32 ^ d ^ k1, left & MASK
        k0, k1 = (k0 + 0x9E3779B9) & MASK, (k1 + 0xBB67AE85) & MASK
    return a, b, c, d


PUBLISHED = [
    ((0, 0), (0, 0, 0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((MASK, MASK), (MASK, MASK, MASK, MASK), (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    ((0xA4093822, 0x299F31D0), (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
     (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)),
]


def main():
    for key, counter, answer in PUBLISHED:
        assert philox(key, counter) == answer, "this is not Philox4x32-10"
    cases = [(key, counter) for key, counter, _ in PUBLISHED]
    cases += [((s, 0), (s // 4, s % 7, s % 3, s * s)) for s in range(5, 25, 3)]
    print("// Written by tests/random/golden/philox.py; regenerate with: "
          "/usr/bin/python3 tests/random/golden/philox.py > tests/random/golden/philox.hpp")
    print("#pragma once\n\n#include <cstdint>\n")
    print("namespace golden {\n")
    print("struct philox_case {\n    std::uint32_t key[2];\n    std::uint32_t counter[4];\n"
          "    std::uint32_t answer[4];\n};\n")
    print("inline constexpr philox_case philox_cases[] = {")
    for key, counter in cases:
        parts = [", ".join(f"0x{v:08x}" for v in values)
                 for values in (key, counter, philox(key, counter))]
        print("    {{%s},\n     {%s},\n     {%s}}," % tuple(parts))
    print("};\n\n}  // namespace golden")


if __name__ == "__main__":
    main()
