// SPDX-License-Identifier: MIT
// One case of the kernel tests: every kernel of a dense layer, of every instruction set that this
// processor runs, against the reference program.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "guarded_memory.hpp"
#include "instruction_sets.hpp"
#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/simd/instruction_set.hpp"
#include "reference/dense_reference.hpp"

namespace testing {

struct dense_case {
    picomlp::dense_shape shape;
    std::uint32_t samples;
    std::uint32_t spare;  ///< elements between the rows of a batch
    int where;            ///< testing::placement
    testing::values values;
};

template <class T>
class dense_checks {
  public:
    /// For shapes and batches up to these.
    dense_checks(std::size_t inputs, std::size_t outputs, std::size_t samples)
        : w_((inputs + 1) * outputs),
          gradient_((inputs + 1) * outputs),
          x_(inputs * (samples + 8)),
          delta_(outputs * (samples + 8)),
          z_(outputs * (samples + 8)),
          dx_(inputs * (samples + 8)),
          one_x_(inputs),
          one_z_(outputs),
          one_delta_(outputs) {}

    /// What went wrong first, or an empty string.
    std::string run(const dense_case& c) {
        case_ = c;
        const std::size_t inputs = c.shape.inputs;
        const std::size_t outputs = c.shape.outputs;
        const std::size_t stride = c.samples + c.spare;
        w_.place(inputs + 1, outputs, outputs, c.where);
        x_.place(inputs, c.samples, stride, c.where);
        delta_.place(outputs, c.samples, stride, c.where);
        one_x_.place(inputs, 1, 1, c.where);
        one_delta_.place(outputs, 1, 1, c.where);
        const auto any = [&](std::size_t, std::size_t) {
            return testing::any_value<T>(random_, c.values);
        };
        w_.set(any);
        x_.set(any);
        delta_.set(any);
        want_z_.resize(outputs * c.samples);
        want_dx_.resize(inputs * c.samples);
        std::vector<T> column(inputs > outputs ? inputs : outputs);
        for (std::size_t s = 0; s < c.samples; ++s) {
            reference::forward(c.shape, w_.data(), x_.data() + s, stride, column.data());
            for (std::size_t o = 0; o < outputs; ++o) want_z_[o * c.samples + s] = column[o];
            reference::backward(c.shape, w_.data(), delta_.data() + s, stride, column.data());
            for (std::size_t i = 0; i < inputs; ++i) want_dx_[i * c.samples + s] = column[i];
        }
        stored_.assign((inputs + 1) * outputs, T(0));
        reference::gradient(c.shape, c.samples, x_.input(), delta_.input(), false, stored_.data());
        start_.resize(stored_.size());
        for (T& value : start_) value = any(0, 0);
        added_ = start_;
        reference::gradient(c.shape, c.samples, x_.input(), delta_.input(), true, added_.data());

        std::string wrong;
        testing::for_each_instruction_set([&](picomlp::instruction_set set) {
            if (!wrong.empty()) return;
            wrong = forward_alone() + forward_batch() + backward() + backward_sample() +
                    gradients() + gradient_sample();
            if (!wrong.empty()) wrong = std::string(picomlp::name_of(set)) + ":" + wrong + where();
        });
        return wrong;
    }

  private:
    std::string forward_alone() {
        const std::size_t outputs = case_.shape.outputs;
        const std::size_t step = case_.samples > 3 ? case_.samples / 3 : 1;
        for (std::size_t s = 0; s < case_.samples; s += step) {
            one_x_.set([&](std::size_t i, std::size_t) { return x_.input()[i][s]; });
            one_z_.place(1, outputs, outputs, case_.where);
            picomlp::kernels::dense_forward<T>(case_.shape, w_.data(), one_x_.data(),
                                               one_z_.data());
            if (!one_z_.surroundings_untouched()) return " forward writes outside";
            for (std::size_t o = 0; o < outputs; ++o) {
                if (!testing::same(one_z_.data()[o], want_z_[o * case_.samples + s])) {
                    return " forward";
                }
            }
            picomlp::kernels::dense_forward_relu<T>(case_.shape, w_.data(), one_x_.data(),
                                                    one_z_.data());
            if (!one_z_.surroundings_untouched()) return " forward_relu writes outside";
            for (std::size_t o = 0; o < outputs; ++o) {
                const T z = want_z_[o * case_.samples + s];
                if (!testing::same(one_z_.data()[o], z > T(0) ? z : T(0))) {
                    return " forward_relu";
                }
            }
        }
        return "";
    }

    std::string forward_batch() {
        z_.place(case_.shape.outputs, case_.samples, case_.samples + case_.spare, case_.where);
        picomlp::kernels::dense_forward_batch<T>(case_.shape, w_.data(), case_.samples, x_.input(),
                                                 z_.matrix());
        const std::string wrong =
            compared(" forward_batch", z_, want_z_.data(), case_.shape.outputs, case_.samples);
        if (!wrong.empty()) return wrong;
        z_.place(case_.shape.outputs, case_.samples, case_.samples + case_.spare, case_.where);
        picomlp::kernels::dense_forward_relu_batch<T>(case_.shape, w_.data(), case_.samples,
                                                      x_.input(), z_.matrix());
        std::vector<T> want = want_z_;
        for (T& z : want) z = z > T(0) ? z : T(0);
        return compared(" forward_relu_batch", z_, want.data(), case_.shape.outputs, case_.samples);
    }

    std::string backward() {
        dx_.place(case_.shape.inputs, case_.samples, case_.samples + case_.spare, case_.where);
        picomlp::kernels::dense_backward<T>(case_.shape, w_.data(), case_.samples, delta_.input(),
                                            dx_.matrix());
        const std::string wrong =
            compared(" backward", dx_, want_dx_.data(), case_.shape.inputs, case_.samples);
        if (!wrong.empty()) return wrong;
        dx_.place(case_.shape.inputs, case_.samples, case_.samples + case_.spare, case_.where);
        picomlp::kernels::dense_backward_relu<T>(case_.shape, w_.data(), case_.samples,
                                                 delta_.input(), x_.input(), dx_.matrix());
        std::vector<T> want = want_dx_;
        for (std::size_t i = 0; i < case_.shape.inputs; ++i) {
            for (std::size_t s = 0; s < case_.samples; ++s) {
                if (!(x_.input()[i][s] > T(0))) want[i * case_.samples + s] = T(0);
            }
        }
        return compared(" backward_relu", dx_, want.data(), case_.shape.inputs, case_.samples);
    }

    /// The first sample alone.
    std::string backward_sample() {
        const std::size_t inputs = case_.shape.inputs;
        one_delta_.set([&](std::size_t o, std::size_t) { return delta_.input()[o][0]; });
        dx_.place(inputs, 1, 1, case_.where);
        picomlp::kernels::dense_backward_sample<T>(case_.shape, w_.data(), one_delta_.data(),
                                                   dx_.data());
        std::vector<T> want(inputs);
        for (std::size_t i = 0; i < inputs; ++i) want[i] = want_dx_[i * case_.samples];
        return compared(" backward_sample", dx_, want.data(), inputs, 1);
    }

    std::string gradient_sample() {
        const std::size_t outputs = case_.shape.outputs;
        const std::size_t row_count = case_.shape.inputs + std::size_t{1};
        one_x_.set([&](std::size_t i, std::size_t) { return x_.input()[i][0]; });
        one_delta_.set([&](std::size_t o, std::size_t) { return delta_.input()[o][0]; });
        gradient_.place(row_count, outputs, outputs, case_.where);
        picomlp::kernels::dense_gradient_sample<T>(case_.shape, one_x_.data(), one_delta_.data(),
                                                   gradient_.data());
        std::vector<T> want(row_count * outputs);
        reference::gradient(case_.shape, 1, {one_x_.data(), 1}, {one_delta_.data(), 1}, false,
                            want.data());
        return compared(" gradient_sample", gradient_, want.data(), row_count, outputs);
    }

    /// The chunks of a batch one after the other, stored and then added.
    std::string gradients() {
        const std::size_t outputs = case_.shape.outputs;
        const std::size_t row_count = case_.shape.inputs + std::size_t{1};
        using picomlp::kernels::gradient_mode;
        for (const bool add : {false, true}) {
            gradient_.place(row_count, outputs, outputs, case_.where);
            if (add) {
                gradient_.set(
                    [&](std::size_t r, std::size_t c) { return start_[r * outputs + c]; });
            }
            for (std::uint32_t begin = 0; begin < case_.samples; begin += 512) {
                const std::uint32_t count =
                    case_.samples - begin < 512 ? case_.samples - begin : 512;
                picomlp::kernels::dense_gradient<T>(
                    case_.shape, count, {x_.data() + begin, x_.matrix().stride},
                    {delta_.data() + begin, delta_.matrix().stride},
                    add || begin > 0 ? gradient_mode::add : gradient_mode::store, gradient_.data());
            }
            const std::string wrong =
                compared(add ? " gradient added" : " gradient stored", gradient_,
                         add ? added_.data() : stored_.data(), row_count, outputs);
            if (!wrong.empty()) return wrong;
        }
        return "";
    }

    static std::string compared(const char* what, const testing::guarded_matrix<T>& got,
                                const T* want, std::size_t row_count, std::size_t columns) {
        if (!got.surroundings_untouched()) return std::string(what) + " writes outside";
        for (std::size_t r = 0; r < row_count; ++r) {
            for (std::size_t c = 0; c < columns; ++c) {
                if (!testing::same(got.matrix()[r][c], want[r * columns + c])) {
                    return std::string(what) + " at " + std::to_string(r) + ", " +
                           std::to_string(c);
                }
            }
        }
        return "";
    }

    std::string where() const {
        return " of " + std::to_string(case_.shape.inputs) + " x " +
               std::to_string(case_.shape.outputs) + ", samples " + std::to_string(case_.samples) +
               ", spare " + std::to_string(case_.spare) + ", placed " +
               std::to_string(case_.where) + ", values " +
               std::to_string(static_cast<int>(case_.values));
    }

    std::mt19937_64 random_{7};
    dense_case case_{};
    testing::guarded_matrix<T> w_, gradient_, x_, delta_, z_, dx_, one_x_, one_z_, one_delta_;
    std::vector<T> want_z_, want_dx_, stored_, start_, added_;
};

}  // namespace testing
