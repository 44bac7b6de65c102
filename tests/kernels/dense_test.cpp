// SPDX-License-Identifier: MIT
#include <limits>
#include <vector>

#include "dense_checks.hpp"
#include "doctest_config.hpp"
#include "thinned.hpp"

namespace {

using testing::dense_case;
using testing::values;

constexpr std::uint32_t sampled[] = {1,  2,  3,  4,  5,  7,  8,  9,  15,
                                     16, 17, 31, 32, 33, 63, 64, 65, 67};

/// Goes through placements, strides and kinds of values, so that neighbours differ in all three.
class variety {
  public:
    dense_case next(std::uint32_t inputs, std::uint32_t outputs, std::uint32_t samples) {
        ++count_;
        dense_case c{};
        c.shape = {static_cast<std::uint16_t>(inputs), static_cast<std::uint16_t>(outputs)};
        c.samples = samples;
        c.spare = count_ % 3;
        c.where = static_cast<int>(count_ % 5) - 1;
        c.values = count_ % 7 == 0   ? values::special
                   : count_ % 7 <= 2 ? values::vanishing
                                     : values::usual;
        return c;
    }
    std::uint32_t sample_count() {
        return sampled[(count_ * 5 + count_ / 18) % (sizeof sampled / sizeof sampled[0])];
    }

  private:
    std::uint32_t count_ = 0;
};

/// On an emulated board, which has no instructions for double, one case in so many is tested. The
/// numbers are coprime to the periods of `variety` and of the shapes, so that the cases stay
/// varied.
template <class T>
constexpr unsigned one_of = sizeof(T) == sizeof(float) ? 13 : 101;

/// Every shape up to 33 x 33, with `per_shape` batch sizes each.
template <class T>
void small_shapes(unsigned per_shape) {
    testing::dense_checks<T> checks(33, 33, 67);
    variety v;
    testing::thinned cases(one_of<T>);
    for (std::uint32_t inputs = 1; inputs <= 33; ++inputs) {
        for (std::uint32_t outputs = 1; outputs <= 33; ++outputs) {
            for (unsigned i = 0; i < per_shape; ++i) {
                const std::uint32_t samples = per_shape < 67 ? v.sample_count() : i + 1;
                const auto c = v.next(inputs, outputs, samples);
                if (cases.takes_next()) REQUIRE(checks.run(c) == "");
            }
        }
    }
}

template <class T>
void every_batch_size() {
    testing::dense_checks<T> checks(33, 33, 1100);
    variety v;
    testing::thinned cases(one_of<T>);
    const std::uint32_t shapes[][2] = {{2, 10}, {10, 5}, {5, 1}, {7, 17}, {16, 16}, {17, 33}};
    for (const auto& shape : shapes) {
        for (std::uint32_t samples = 1; samples <= 67; ++samples) {
            const auto c = v.next(shape[0], shape[1], samples);
            if (cases.takes_next()) REQUIRE(checks.run(c) == "");
        }
        for (const std::uint32_t samples : {300U, 512U}) {
            const auto c = v.next(shape[0], shape[1], samples);
            if (cases.takes_next()) REQUIRE(checks.run(c) == "");
        }
    }
}

}  // namespace

TEST_CASE_TEMPLATE("dense kernels equal the reference for every shape up to 33 x 33", T, float,
                   double) {
    small_shapes<T>(1);
}

TEST_CASE_TEMPLATE("dense kernels equal the reference for every batch size up to 67, 300 and 512",
                   T, float, double) {
    every_batch_size<T>();
}

TEST_CASE_TEMPLATE("dense kernels equal the reference for batches up to 67 of widths up to 67", T,
                   float, double) {
    testing::dense_checks<T> checks(67, 67, 67);
    variety v;
    testing::thinned cases(one_of<T>);
    for (std::uint32_t samples = 1; samples <= 67; ++samples) {
        // One width of six, another one for the next batch.
        for (std::uint32_t width = 1 + samples % 6; width <= 67; width += 6) {
            const auto c = v.next(width, 1 + (width * 5 + samples * 3) % 67, samples);
            if (cases.takes_next()) REQUIRE(checks.run(c) == "");
        }
    }
}

TEST_CASE_TEMPLATE("dense kernels equal the reference for large shapes", T, float, double) {
    testing::dense_checks<T> checks(784, 128, 70);
    variety v;
    REQUIRE(checks.run(v.next(64, 64, 66)) == "");
    REQUIRE(checks.run(v.next(100, 100, 33)) == "");
    REQUIRE(checks.run(v.next(128, 10, 70)) == "");
    REQUIRE(checks.run(v.next(10, 128, 70)) == "");
    REQUIRE(checks.run(v.next(784, 128, 5)) == "");
}

TEST_CASE_TEMPLATE("dense kernels equal the reference for few samples of large shapes", T, float,
                   double) {
    variety v;
    testing::dense_checks<T> many_inputs(784, 40, 29);
    testing::dense_checks<T> many_outputs(18, 2100, 29);
    testing::thinned cases(one_of<T>);
    for (const std::uint32_t samples : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 9U, 12U, 13U, 15U, 17U, 29U}) {
        for (const std::uint32_t outputs : {10U, 35U}) {
            const auto c = v.next(784, outputs, samples);
            if (cases.takes_next()) REQUIRE(many_inputs.run(c) == "");
        }
        for (const std::uint32_t outputs : {510U, 1030U, 2099U}) {
            const auto c = v.next(18, outputs, samples);
            if (cases.takes_next()) REQUIRE(many_outputs.run(c) == "");
        }
    }
}

TEST_CASE_TEMPLATE("dense kernels equal the reference for rows a power of two apart", T, float,
                   double) {
    constexpr std::uint32_t stride = 2048 / sizeof(T);
    testing::dense_checks<T> checks(129, 130, stride);
    variety v;
    testing::thinned cases(one_of<T>);
    for (const std::uint32_t inputs : {63U, 64U, 129U}) {
        for (const std::uint32_t outputs : {31U, 32U, 41U, 130U}) {
            for (const std::uint32_t samples : {7U, 8U, 16U, 17U, 33U, 67U, 131U}) {
                auto c = v.next(inputs, outputs, samples);
                c.spare = stride - samples;
                if (cases.takes_next()) REQUIRE(checks.run(c) == "");
            }
        }
    }
}

// More memory than a board has.
TEST_CASE_TEMPLATE("dense kernels equal the reference where blocks of a wide layer end" *
                       doctest::skip(testing::emulated),
                   T, float, double) {
    variety v;
    testing::dense_checks<T> wide(523, 1031, 81);
    testing::dense_checks<T> long_sums(4099, 40, 70);
    testing::thinned cases(one_of<T>);
    for (const std::uint32_t samples : {24U, 81U}) {
        const auto c = v.next(523, 1031, samples);
        if (cases.takes_next()) REQUIRE(wide.run(c) == "");
    }
    for (const std::uint32_t outputs : {33U, 40U}) {
        const auto c = v.next(4099, outputs, 70);
        if (cases.takes_next()) REQUIRE(long_sums.run(c) == "");
    }
}

TEST_CASE_TEMPLATE("dense kernels equal the reference for many samples of a wide layer" *
                       doctest::skip(testing::emulated),
                   T, float, double) {
    variety v;
    testing::thinned cases(one_of<T>);
    // Sums that wait in rows of other results and on the stack; the last samples fill no vector.
    auto c = v.next(523, 270, 135);
    c.values = values::usual;
    c.spare = 256;
    if (!cases.takes_next()) return;
    testing::dense_checks<T> checks(523, 270, 135 + 256);
    REQUIRE(checks.run(c) == "");
}

TEST_CASE_TEMPLATE("gradients equal the reference where blocks of samples and outputs end", T,
                   float, double) {
    testing::dense_checks<T> checks(37, 300, 300);
    variety v;
    testing::thinned cases(one_of<T>);
    for (const std::uint32_t samples : {31U, 33U, 63U, 127U, 128U, 129U, 200U, 257U}) {
        for (const std::uint32_t outputs : {64U, 127U, 129U, 145U, 300U}) {
            const auto c = v.next(37, outputs, samples);
            if (cases.takes_next()) REQUIRE(checks.run(c) == "");
        }
    }
}

TEST_CASE_TEMPLATE("gradients add up over the chunks of a large batch", T, float, double) {
    testing::dense_checks<T> checks(20, 20, 1100);
    variety v;
    for (const std::uint32_t samples : {513U, 575U, 576U, 1024U, 1061U, 1100U}) {
        REQUIRE(checks.run(v.next(2, 10, samples)) == "");
        REQUIRE(checks.run(v.next(17, 18, samples)) == "");
    }
}

TEST_CASE_TEMPLATE("a gradient that underflows from below has one sign with every vector", T, float,
                   double) {
    // Each product rounds to -0 when it is fused, to -0 added to +0 when it is not.
    const std::vector<T> x(80, std::numeric_limits<T>::min());
    const std::vector<T> delta(80, -std::numeric_limits<T>::min());
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        for (std::uint32_t samples = 60; samples <= 80; ++samples) {
            T want[2];
            T got[2];
            reference::gradient<T>({1, 1}, samples, {x.data(), 80}, {delta.data(), 80}, false,
                                   want);
            picomlp::kernels::dense_gradient<T>({1, 1}, samples, {x.data(), 80}, {delta.data(), 80},
                                                picomlp::kernels::gradient_mode::store, got);
            CHECK(testing::same(got[0], want[0]));
            CHECK(testing::same(got[1], want[1]));
        }
    });
}

TEST_CASE_TEMPLATE("dense kernels equal the reference on the full grid" * doctest::skip(), T, float,
                   double) {
    small_shapes<T>(67);
    testing::dense_checks<T> checks(784, 128, 300);
    variety v;
    for (const std::uint32_t samples : {1U, 16U, 33U, 64U, 300U}) {
        REQUIRE(checks.run(v.next(784, 128, samples)) == "");
        REQUIRE(checks.run(v.next(128, 64, samples)) == "");
    }
    testing::dense_checks<T> wide(131, 2100, 1031);
    REQUIRE(wide.run(v.next(131, 2100, 1031)) == "");
}
