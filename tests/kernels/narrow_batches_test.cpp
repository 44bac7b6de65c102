// SPDX-License-Identifier: MIT
// Narrow layers with many samples, around every limit of their kernels.
#include <cstdint>

#include "dense_checks.hpp"
#include "doctest_config.hpp"
#include "thinned.hpp"

namespace {

using testing::values;

constexpr std::uint32_t widest = 17;

/// Where a limit or the end of a vector lies within reach.
constexpr std::uint32_t sampled[] = {3, 4, 5, 8, 11, 16, 19, 31, 32, 33, 48, 63, 64, 67, 300};

template <class T>
testing::dense_case make_case(std::uint32_t inputs, std::uint32_t outputs, std::uint32_t samples) {
    const std::uint32_t mixed = inputs * 3 + outputs * 5 + samples;
    const values kinds[] = {values::usual, values::special, values::vanishing};
    testing::dense_case c{};
    c.shape = {static_cast<std::uint16_t>(inputs), static_cast<std::uint16_t>(outputs)};
    c.samples = samples;
    c.spare = mixed % 3;
    c.where = static_cast<int>(mixed % 5) - 1;
    c.values = kinds[mixed / 3 % 3];
    return c;
}

/// Every shape up to 17 x 17, with sample counts from `next(shape's number, i)` for i below
/// `count`.
template <class T, class Samples>
void every_narrow_shape(unsigned count, const Samples& samples) {
    testing::dense_checks<T> checks(widest, widest, 300);
    testing::thinned cases(sizeof(T) == sizeof(float) ? 17 : 103);
    std::uint32_t shape = 0;
    for (std::uint32_t inputs = 1; inputs <= widest; ++inputs) {
        for (std::uint32_t outputs = 1; outputs <= widest; ++outputs, ++shape) {
            for (std::uint32_t i = 0; i < count; ++i) {
                const auto c = make_case<T>(inputs, outputs, samples(shape, i));
                if (cases.takes_next()) REQUIRE(checks.run(c) == "");
            }
        }
    }
}

}  // namespace

TEST_CASE_TEMPLATE("narrow layers equal the reference for every shape up to 17 x 17", T, float,
                   double) {
    constexpr std::uint32_t kinds = sizeof sampled / sizeof sampled[0];
    every_narrow_shape<T>(3, [](std::uint32_t shape, std::uint32_t i) {
        return sampled[(shape * 4 + i * 5) % kinds];
    });
}

TEST_CASE_TEMPLATE("narrow layers equal the reference for every batch size, full grid" *
                       doctest::skip(),
                   T, float, double) {
    every_narrow_shape<T>(68, [](std::uint32_t, std::uint32_t i) { return i < 67 ? i + 1 : 300; });
}
