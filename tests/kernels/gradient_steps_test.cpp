// SPDX-License-Identifier: MIT
// A step of gradient descent that stores no gradient, against the gradient and the update: bit for
// bit, with every instruction set, around every limit of its kernel.
#include <cstdint>
#include <iterator>
#include <limits>
#include <random>
#include <vector>

#include "bits.hpp"
#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "picomlp/kernels/detail/dense.hpp"
#include "reference/network_cases.hpp"

namespace kernels = picomlp::kernels;

namespace {

template <class T>
void check_step(std::uint16_t inputs, std::uint16_t outputs, std::uint32_t samples,
                std::mt19937& random) {
    CAPTURE(inputs);
    CAPTURE(outputs);
    CAPTURE(samples);
    const picomlp::dense_shape shape{inputs, outputs};
    const std::size_t stride = samples + random() % 3;
    const auto numbers = [&](std::size_t count) {
        std::vector<T> made(count);
        for (T& v : made) {
            v = reference::between<T>(random, -1, 1);
            if (random() % 16 == 0) v = random() % 2 == 0 ? T(0) : -T(0);
        }
        return made;
    };
    const auto x = numbers(inputs * stride);
    const auto delta = numbers(outputs * stride);
    const std::size_t count = (std::size_t{inputs} + 1) * outputs;
    const T guard = T(123);
    auto got = numbers(count + 1);
    got.back() = guard;
    auto want = got;
    std::vector<T> g(count);
    const picomlp::strided_rows<const T> x_rows{x.data(), stride};
    const picomlp::strided_rows<const T> delta_rows{delta.data(), stride};
    kernels::dense_gradient<T>(shape, samples, x_rows, delta_rows, kernels::gradient_mode::store,
                               g.data());
    kernels::decayed_sgd_step<T>(count, T(0.3), T(1), g.data(), want.data());
    // What it holds before does not matter.
    std::vector<T> scratch(count + 1, std::numeric_limits<T>::quiet_NaN());
    scratch.back() = guard;
    kernels::dense_gradient_step<T>(shape, samples, x_rows, delta_rows, T(0.3), scratch.data(),
                                    got.data());
    CHECK(testing::same_bits(got, want));
    CHECK(scratch.back() == guard);
}

}  // namespace

TEST_CASE_TEMPLATE("a step has the bits of gradient and update, for every shape", T, float,
                   double) {
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        std::mt19937 random(3);
        const std::uint16_t sizes[] = {1,  2,  3,  4,  5,  7,  8,  9,  11, 12,
                                       13, 15, 16, 17, 31, 33, 48, 65, 70, 131};
        const std::uint32_t samples[] = {1, 2, 5, 16, 32, 63, 64, 100, 128, 129, 256, 300, 512};
        std::size_t next = 0;
        for (const std::uint16_t inputs : sizes) {
            for (const std::uint16_t outputs : sizes) {
                check_step<T>(inputs, outputs, samples[next++ % std::size(samples)], random);
            }
        }
    });
}

TEST_CASE_TEMPLATE("a step has the bits of gradient and update, for wide layers", T, float,
                   double) {
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        std::mt19937 random(4);
        check_step<T>(330, 401, 20, random);
        check_step<T>(370, 361, 133, random);
    });
}

TEST_CASE_TEMPLATE("no magnitude among rows exceeds the bound", T, float, double) {
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        std::mt19937 random(5);
        for (std::uint32_t count = 1; count <= 40; ++count) {
            for (std::uint32_t rows = 1; rows <= 5; ++rows) {
                CAPTURE(count);
                CAPTURE(rows);
                const std::size_t stride = count + random() % 3;
                // What lies between rows is not read.
                std::vector<T> x(rows * stride, std::numeric_limits<T>::quiet_NaN());
                for (std::uint32_t r = 0; r < rows; ++r) {
                    for (std::uint32_t k = 0; k < count; ++k) x[r * stride + k] = T(0);
                }
                const auto bound = [&] {
                    return kernels::magnitude_of_rows<T>(rows, count, {x.data(), stride});
                };
                CHECK(bound() == T(1));
                T& one = x[random() % rows * stride + random() % count];
                for (const T value : {T(-3), T(0.5), T(1e9)}) {
                    one = value;
                    CHECK(bound() >= (value < T(0) ? -value : value));
                    CHECK(bound() <= value * value + T(1));
                }
                for (const T value :
                     {std::numeric_limits<T>::infinity(), std::numeric_limits<T>::quiet_NaN()}) {
                    one = value;
                    CHECK_FALSE(bound() <= std::numeric_limits<T>::max());
                }
            }
        }
    });
}
