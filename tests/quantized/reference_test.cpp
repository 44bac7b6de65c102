// SPDX-License-Identifier: MIT
#include "doctest_config.hpp"
#include "golden/vectors.hpp"
#include "reference_cases.hpp"

using testing::case_kind;

TEST_CASE("rounding, scales and layers give what the reference in Python's integers gives") {
    std::size_t at = 0;
    testing::case_reader reader([&] { return golden::quantized_cases[at++]; });
    const testing::case_counts counts = reader.read_all();
    CHECK(at == sizeof golden::quantized_cases / sizeof golden::quantized_cases[0]);
    for (std::size_t kind = 0; kind < static_cast<std::size_t>(case_kind::end); ++kind) {
        CAPTURE(kind);
        CHECK(counts.seen[kind] >= (kind == static_cast<std::size_t>(case_kind::table) ? 10 : 80));
        CHECK(counts.wrong[kind] == 0);
    }
}

TEST_CASE("a single output that differs is seen") {
    constexpr std::size_t size = sizeof golden::quantized_cases / sizeof golden::quantized_cases[0];
    for (const std::size_t last : {std::size_t{4}, std::size_t{150 * 5 + 5}, size - 2}) {
        std::size_t at = 0;
        testing::case_reader reader([&] {
            const std::int32_t number = golden::quantized_cases[at];
            return at++ == last ? number ^ 1 : number;
        });
        CHECK(reader.read_all().all_wrong() == 1);
    }
}
