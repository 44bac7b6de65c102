// SPDX-License-Identifier: MIT
// Reads cases of tests/quantized/reference/vectors.py from standard input and says how many of each
// kind came out otherwise; exits with 1 when one did.

#include <cstdio>
#include <cstdlib>

#include "reference_cases.hpp"

int main() {
    testing::case_reader reader([] {
        int number = 0;
        if (std::scanf("%d", &number) != 1) {
            std::puts("the stream has ended before its end");
            std::exit(1);
        }
        return static_cast<std::int32_t>(number);
    });
    const testing::case_counts counts = reader.read_all();
    const char* const names[] = {"multipliers",
                                 "requantized sums",
                                 "requantized sums of 64 bits",
                                 "quantized numbers",
                                 "dequantized numbers",
                                 "networks",
                                 "layers of integers",
                                 "tables of sigmoid and tanh",
                                 "rows of softmax",
                                 "networks of 16x8",
                                 "networks of 16x8 made of floats"};
    for (std::size_t kind = 0; kind < sizeof names / sizeof names[0]; ++kind) {
        std::printf("%s: %zu, otherwise than the reference: %zu\n", names[kind], counts.seen[kind],
                    counts.wrong[kind]);
    }
    std::size_t seen = 0;
    for (const std::size_t count : counts.seen) seen += count;
    return counts.all_wrong() == 0 && seen > 0 ? 0 : 1;
}
