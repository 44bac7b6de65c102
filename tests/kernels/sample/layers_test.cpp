// SPDX-License-Identifier: MIT
// The routines that a network's tables point to, each made for a number of outputs, against the
// reference program.
#include "picomlp/kernels/sample_layers.hpp"

#include <limits>
#include <random>
#include <utility>
#include <vector>

#include "doctest_config.hpp"
#include "guarded_memory.hpp"
#include "instruction_sets.hpp"
#include "reference/dense_reference.hpp"

namespace {

using picomlp::dense_shape;

template <class T>
class layer_case {
  public:
    explicit layer_case(dense_shape shape)
        : shape_(shape),
          random_(shape.inputs * 100U + shape.outputs),
          w_(numbers((shape.inputs + std::size_t{1}) * shape.outputs)),
          x_(numbers(shape.inputs)),
          delta_(numbers(shape.outputs)) {}

    template <std::uint32_t WidthClass>
    void check() {
        INFO(shape_.inputs, " x ", shape_.outputs);
        namespace kernels = picomlp::kernels;
        std::vector<T> want(shape_.outputs);
        reference::forward(shape_, w_.data(), x_.data(), 1, want.data());
        std::vector<T> z = room(shape_.outputs);
        const T* const end = w_.data() + w_.size();
        CHECK(kernels::sample_forward<T, WidthClass>(shape_, w_.data(), x_.data(), z.data()) ==
              end);
        compare("forward", want, z);

        kernels::sample_relu<T>(shape_.outputs, z.data(), T(0));
        for (T& value : want) value = value > T(0) ? value : T(0);
        compare("relu", want, z);
        z = room(shape_.outputs);
        CHECK(kernels::sample_forward_relu<T, WidthClass>(shape_, w_.data(), x_.data(), z.data()) ==
              end);
        compare("forward_relu", want, z);
        if (WidthClass > 0) check_nan_in_each_place<WidthClass>(want);

        want.resize(shape_.inputs);
        reference::backward(shape_, w_.data(), delta_.data(), 1, want.data());
        std::vector<T> dx = room(shape_.inputs);
        kernels::sample_backward<T, WidthClass>(shape_, w_.data(), delta_.data(), dx.data());
        compare("backward", want, dx);

        want.resize(w_.size());
        reference::gradient(shape_, 1, {x_.data(), 1}, {delta_.data(), 1}, false, want.data());
        std::vector<T> g = room(w_.size());
        kernels::sample_gradient<T, WidthClass>(shape_, x_.data(), delta_.data(), g.data());
        compare("gradient", want, g);
    }

  private:
    static constexpr T untouched = T(123);

    /// want: what forward_relu computes without a NaN.
    template <std::uint32_t WidthClass>
    void check_nan_in_each_place(std::vector<T> want) {
        std::vector<T> w = w_;
        T* const bias = w.data() + std::size_t{shape_.inputs} * shape_.outputs;
        for (std::size_t o = 0; o < shape_.outputs; ++o) {
            const T bias_before = bias[o];
            const T before = want[o];
            bias[o] = std::numeric_limits<T>::quiet_NaN();
            want[o] = T(0);
            std::vector<T> z = room(shape_.outputs);
            picomlp::kernels::sample_forward_relu<T, WidthClass>(shape_, w.data(), x_.data(),
                                                                 z.data());
            compare("forward_relu of NaN", want, z);
            bias[o] = bias_before;
            want[o] = before;
        }
    }

    std::vector<T> numbers(std::size_t count) {
        std::vector<T> made(count);
        for (T& value : made) value = std::uniform_real_distribution<T>(T(-1), T(1))(random_);
        return made;
    }

    static std::vector<T> room(std::size_t count) { return std::vector<T>(count + 8, untouched); }

    void compare(const char* what, const std::vector<T>& want, const std::vector<T>& got) {
        std::size_t wrong = 0;
        for (std::size_t k = 0; k < got.size(); ++k) {
            wrong += !testing::same(got[k], k < want.size() ? want[k] : untouched);
        }
        INFO(what);
        CHECK(wrong == 0);
    }

    dense_shape shape_;
    std::mt19937_64 random_;
    std::vector<T> w_, x_, delta_;
};

template <class T, std::uint32_t... Outputs>
void check_widths(std::uint16_t inputs, std::integer_sequence<std::uint32_t, Outputs...>) {
    (layer_case<T>({inputs, static_cast<std::uint16_t>(Outputs + 1)})
         .template check<picomlp::kernels::width_class(Outputs + 1)>(),
     ...);
}

}  // namespace

TEST_CASE_TEMPLATE("a layer's routines for one sample equal the reference at every width", T, float,
                   double) {
    testing::for_each_instruction_set([](picomlp::instruction_set) {
        for (std::uint16_t inputs = 1; inputs <= 20; ++inputs) {
            check_widths<T>(inputs, std::make_integer_sequence<std::uint32_t, 36>{});
        }
    });
}

TEST_CASE_TEMPLATE("the positive part of a NaN is +0, and nothing passes where a NaN was", T, float,
                   double) {
    const T nan = std::numeric_limits<T>::quiet_NaN();
    const T infinity = std::numeric_limits<T>::infinity();
    using limits = std::numeric_limits<T>;
    const T smallest = testing::keeps_subnormals<T>() ? limits::denorm_min() : limits::min();
    // One input of 1, weights of 0: z is the bias.
    const T bias[10] = {nan,   -nan,     infinity,  -infinity, T(0),
                        -T(0), smallest, -smallest, T(3),      T(-3)};
    const T want[10] = {T(0), T(0), infinity, T(0), T(0), T(0), smallest, T(0), T(3), T(0)};
    T w[20] = {};
    for (std::size_t o = 0; o < 10; ++o) w[10 + o] = bias[o];
    const T x[1] = {T(1)};
    T z[10];
    picomlp::kernels::sample_forward_relu<T, 10>({1, 10}, w, x, z);
    T positive[10];
    for (std::size_t o = 0; o < 10; ++o) positive[o] = bias[o];
    picomlp::kernels::sample_relu<T>(10, positive, T(0));
    T delta[10];
    for (T& value : delta) value = T(7);
    picomlp::kernels::sample_relu_backward<T>(10, bias, delta, T(0));
    for (std::size_t o = 0; o < 10; ++o) {
        CAPTURE(o);
        CHECK(testing::same(z[o], want[o]));
        CHECK(testing::same(positive[o], want[o]));
        CHECK(testing::same(delta[o], want[o] > T(0) ? T(7) : T(0)));
    }
}
