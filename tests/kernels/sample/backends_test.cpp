// SPDX-License-Identifier: MIT
// Backends of the kernels for one sample that are plain C++, on any processor: those of processors
// without an instruction for float, and with registers for many floats. In every number of segments
// and accumulators.
#include "picomlp/kernels/sample/backend.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <random>
#include <type_traits>
#include <vector>

#include "guarded_memory.hpp"
#include "picomlp/kernels/detail/elementwise.hpp"
#include "picomlp/kernels/sample/register_tiles.hpp"
#include "picomlp/kernels/sample/software_floats.hpp"
#include "picomlp/kernels/sample/unpacked_terms.hpp"
#include "reference/dense_reference.hpp"

using picomlp::dense_shape;
using picomlp::kernels::register_tiles;
using picomlp::kernels::scalar_backend;

namespace {

using numbers = std::vector<float>;
// Without fused operations.
using software_floats =
    std::conditional_t<picomlp::profile == picomlp::rounding_profile::separate,
                       picomlp::kernels::software_floats<picomlp::kernels::unpacked_terms>,
                       scalar_backend<float>>;

/// Every third is a zero of either sign, as relu leaves many.
numbers any_numbers(std::mt19937_64& random, std::size_t count, testing::values kind) {
    numbers found(count);
    for (float& x : found) {
        x = testing::any_value<float>(random, kind);
        if (random() % 3 == 0) x = random() % 4 == 0 ? -0.0F : 0.0F;
    }
    return found;
}

bool all_same(const numbers& got, const numbers& want) {
    for (std::size_t k = 0; k < want.size(); ++k) {
        if (!testing::same(got[k], want[k])) return false;
    }
    return true;
}

/// Of each number of segments and accumulators, with the edges between them.
constexpr dense_shape shapes[] = {{1, 1},  {2, 10}, {7, 16},  {7, 15},  {8, 1},   {9, 5},
                                  {10, 5}, {15, 3}, {15, 17}, {16, 1},  {16, 16}, {17, 4},
                                  {18, 7}, {19, 5}, {16, 17}, {17, 18}, {33, 20}, {35, 16}};

/// f(shape, values, random) for all of them, several times.
template <class Function>
void for_each_case(const Function& f) {
    std::mt19937_64 random(2);
    for (const dense_shape shape : shapes) {
        for (const auto values :
             {testing::values::usual, testing::values::vanishing, testing::values::special}) {
            for (int repetition = 0; repetition < 20; ++repetition) {
                CAPTURE(shape.inputs);
                CAPTURE(shape.outputs);
                CAPTURE(static_cast<int>(values));
                f(shape, values, random);
            }
        }
    }
}

}  // namespace

TEST_CASE_TEMPLATE("backends of one sample have the bits of the reference", Backend,
                   software_floats, register_tiles, scalar_backend<float>) {
    using kernels = picomlp::kernels::sample_products<Backend, float>;
    for_each_case([](dense_shape shape, testing::values values, std::mt19937_64& random) {
        const std::size_t inputs = shape.inputs, outputs = shape.outputs;
        const numbers w = any_numbers(random, (inputs + 1) * outputs, values);
        const numbers x = any_numbers(random, inputs, values);
        const numbers delta = any_numbers(random, outputs, values);
        // One more, which is not written.
        numbers z(outputs + 1, 5.0F), want_z(z), dx(inputs + 1, 5.0F), want_dx(dx);
        numbers g(w.size() + 1, 5.0F), want_g(g);

        reference::forward(shape, w.data(), x.data(), 1, want_z.data());
        CHECK(kernels::forward(shape, w.data(), x.data(), z.data()) == w.data() + w.size());
        CHECK(all_same(z, want_z));
        reference::backward(shape, w.data(), delta.data(), 1, want_dx.data());
        kernels::backward(shape, w.data(), delta.data(), dx.data());
        CHECK(all_same(dx, want_dx));
        reference::gradient<float>(shape, 1, {x.data(), 1}, {delta.data(), 1}, false,
                                   want_g.data());
        kernels::gradient(shape, x.data(), delta.data(), g.data());
        CHECK(all_same(g, want_g));
    });
}

TEST_CASE_TEMPLATE("backends take the step of the reference, or none", Backend, software_floats,
                   register_tiles, scalar_backend<float>) {
    int refused = 0, taken = 0;
    for_each_case([&](dense_shape shape, testing::values values, std::mt19937_64& random) {
        const std::size_t count = picomlp::parameter_count_of(shape);
        const numbers g = any_numbers(random, count, values);
        numbers w = any_numbers(random, count, values), want = w;
        const float rate = testing::any_value<float>(random, values);
        const bool finite = reference::sgd_step(count, rate, g.data(), want.data());
        CHECK(picomlp::kernels::sgd_kernels<Backend, float>::sgd_step(count, rate, g.data(),
                                                                      w.data()) == finite);
        CHECK(all_same(w, want));
        ++(finite ? taken : refused);
    });
    CHECK(taken > 100);
    CHECK(refused > 100);
}

TEST_CASE_TEMPLATE("a zero times what is not finite is not left out", Backend, software_floats,
                   register_tiles) {
    using kernels = picomlp::kernels::sample_products<Backend, float>;
    const float infinite = std::numeric_limits<float>::infinity();
    for (const float zero : {0.0F, -0.0F}) {
        for (const float weight : {infinite, -infinite, std::numeric_limits<float>::quiet_NaN()}) {
            const float as_input[] = {1.0F, zero, 2.0F}, weights[] = {1.0F, weight, 3.0F, 4.0F};
            float z;
            kernels::forward({3, 1}, weights, as_input, &z);
            CHECK(z != z);
            const float as_weight[] = {1.0F, zero, 3.0F, 4.0F}, inputs[] = {1.0F, weight, 2.0F};
            kernels::forward({3, 1}, as_weight, inputs, &z);
            CHECK(z != z);
        }
    }
}
