// SPDX-License-Identifier: MIT
// Networks of narrow layers in registers, against the reference program layer by layer.
#include "picomlp/kernels/narrow_layers.hpp"

#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "guarded_memory.hpp"
#include "instruction_sets.hpp"
#include "reference/dense_reference.hpp"

namespace {

using picomlp::dense_shape;
namespace kernels = picomlp::kernels;

template <class T>
class narrow_case {
  public:
    /// The parameters end, and the outputs begin, where memory may not be touched.
    narrow_case() : w_(17 * 16 * 3), x_(16), z_(16) {}

    /// The number of outputs that are wrong, over all instruction sets.
    std::size_t wrong(const std::vector<std::uint32_t>& sizes, bool relu, int where) {
        const auto values = where == 3   ? testing::values::special
                            : where == 2 ? testing::values::vanishing
                                         : testing::values::usual;
        const std::size_t count = sizes.size() - 1;
        std::size_t parameters = 0;
        for (std::size_t l = 0; l < count; ++l) parameters += (sizes[l] + 1) * sizes[l + 1];
        const std::size_t outputs = sizes[count];
        w_.place(1, parameters, parameters, where);
        x_.place(1, sizes[0], sizes[0], where);
        const auto any = [&](std::size_t, std::size_t) {
            return testing::any_value<T>(random_, values);
        };
        w_.set(any);
        x_.set(any);

        std::vector<kernels::narrow_layer> layers;
        std::vector<T> want(x_.data(), x_.data() + sizes[0]);
        const T* w = w_.data();
        for (std::size_t l = 0; l < count; ++l) {
            const dense_shape shape = {static_cast<std::uint16_t>(sizes[l]),
                                       static_cast<std::uint16_t>(sizes[l + 1])};
            const bool with_relu = relu == (l % 2 == 0);
            layers.push_back(kernels::narrow_layer_of(shape, with_relu));
            std::vector<T> z(shape.outputs);
            reference::forward(shape, w, want.data(), 1, z.data());
            if (with_relu) {
                for (T& value : z) value = value > T(0) ? value : T(0);
            }
            want = z;
            w += (shape.inputs + std::size_t{1}) * shape.outputs;
        }

        std::size_t errors = 0;
        testing::for_each_instruction_set([&](picomlp::instruction_set) {
            z_.place(1, outputs, outputs, where);
            const T first = kernels::forward_narrow_layers(
                layers.data(), static_cast<std::uint32_t>(count), w_.data(), x_.data(), z_.data());
            if (!z_.surroundings_untouched()) ++errors;
            if (!testing::same(first, want[0])) ++errors;
            for (std::size_t o = 0; o < outputs; ++o) {
                if (!testing::same(z_.data()[o], want[o])) ++errors;
            }
        });
        return errors;
    }

  private:
    std::mt19937_64 random_{7};
    testing::guarded_matrix<T> w_;
    testing::guarded_matrix<T> x_;
    testing::guarded_matrix<T> z_;
};

template <class T>
void every_shape() {
    narrow_case<T> net;
    int where = 0;
    for (std::uint32_t inputs = 1; inputs <= kernels::narrow_layer_size; ++inputs) {
        for (std::uint32_t outputs = 1; outputs <= kernels::narrow_layer_size; ++outputs) {
            INFO(inputs, " x ", outputs);
            where = (where + 1) % 5;
            const bool relu = where % 2 == 0;
            const std::uint32_t other = (inputs * 7 + outputs) % kernels::narrow_layer_size + 1;
            CHECK(net.wrong({inputs, outputs}, relu, where - 1) == 0);
            CHECK(net.wrong({other, inputs, outputs}, relu, where - 1) == 0);
            CHECK(net.wrong({inputs, outputs, other}, !relu, where - 1) == 0);
            CHECK(net.wrong({other, inputs, outputs, other}, relu, where - 1) == 0);
        }
    }
}

template <class T>
void relu_of_nan() {
    const T w[] = {T(1), T(-0.0), static_cast<T>(__builtin_nanf("")), T(-0.0)};
    const T x[] = {T(-0.0)};
    const auto layer = kernels::narrow_layer_of({1, 2}, true);
    testing::for_each_instruction_set([&](picomlp::instruction_set) {
        T z[2] = {T(5), T(5)};
        kernels::forward_narrow_layers<T>(&layer, 1, w, x, z);
        CHECK(testing::same(z[0], T(0)));
        CHECK(testing::same(z[1], T(0)));
    });
}

}  // namespace

// Other targets have no such kernel.
TEST_CASE_TEMPLATE("narrow layers: every shape, first, between and last", T, float, double) {
    if constexpr (picomlp::has_x86_vectors) every_shape<T>();
}

TEST_CASE_TEMPLATE("narrow layers: relu makes +0 of NaN, and of -0", T, float, double) {
    if constexpr (picomlp::has_x86_vectors) relu_of_nan<T>();
}
