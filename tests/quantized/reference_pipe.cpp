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
    const char* const names[] = {
        "multipliers",       "requantized sums",    "requantized sums of 64 bits",
        "quantized numbers", "dequantized numbers", "networks",
        "layers of integers"};
    for (std::size_t kind = 0; kind < sizeof names / sizeof names[0]; ++kind) {
        std::printf("%s: %zu, otherwise than the reference: %zu\n", names[kind], counts.seen[kind],
                    counts.wrong[kind]);
    }
    const auto seen = [&](testing::case_kind kind) {
        return counts.seen[static_cast<std::size_t>(kind)];
    };
    const bool some = seen(testing::case_kind::layers) + seen(testing::case_kind::dense) > 0;
    return counts.all_wrong() == 0 && some ? 0 : 1;
}
