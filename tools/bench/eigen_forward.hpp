// SPDX-License-Identifier: MIT
// Single predictions and matrix products, written with Eigen.
#pragma once

#include <memory>
#include <vector>

#include "eigen_layers.hpp"
#include "inputs.hpp"
#include "jobs.hpp"

namespace bench {

namespace eigen {

/// Every sample waits for the one before: its first feature depends on that one's output.
template <class T, sizes Sizes, int Order, class Hidden, class Last, int I, int A, int B, int O>
job predict_job(const char* name, const char* variant) {
    struct state {
        EIGEN_MAKE_ALIGNED_OPERATOR_NEW
        network<T, Sizes, Order, I, A, B, O> net;
        Eigen::Matrix<T, Sizes == sizes::fixed ? I : Eigen::Dynamic, 1> x;
        Eigen::Matrix<T, Sizes == sizes::fixed ? A : Eigen::Dynamic, 1> a;
        Eigen::Matrix<T, Sizes == sizes::fixed ? B : Eigen::Dynamic, 1> b;
        Eigen::Matrix<T, Sizes == sizes::fixed ? O : Eigen::Dynamic, 1> y;
    };
    const std::shared_ptr<state> s(new state);
    s->net.set(network_parameters({I, A, B, O}));
    const std::vector<double> x = uniform_numbers(5, I);
    const double* from = x.data();
    take(from, I, 1, s->x);
    return {name, variant,
            [s](long count) {
                const T feature = s->x[0];
                for (long k = 0; k < count; ++k) {
                    s->a.noalias() = s->net.first.w * s->x;
                    Hidden::apply(s->a, s->net.first.b);
                    s->b.noalias() = s->net.second.w * s->a;
                    Hidden::apply(s->b, s->net.second.b);
                    s->y.noalias() = s->net.third.w * s->b;
                    Last::apply(s->y, s->net.third.b);
                    s->x[0] = feature + s->y[0] * T(1e-20);
                    keep(s.get());
                }
                s->x[0] = feature;
            },
            [s] { return static_cast<double>(s->y.cwiseAbs().sum()); }};
}

template <class T, sizes Sizes, int Size>
job product_job(const char* name, const char* variant) {
    struct state {
        EIGEN_MAKE_ALIGNED_OPERATOR_NEW
        matrix<T, Sizes, Size, Size, by_columns> a, b, c;
    };
    const std::shared_ptr<state> s(new state);
    const std::vector<double> numbers = uniform_numbers(5, 2 * Size * Size);
    const double* from = numbers.data();
    take(from, Size, Size, s->a);
    take(from, Size, Size, s->b);
    s->c.resize(Size, Size);
    return {name, variant,
            [s](long count) {
                for (long k = 0; k < count; ++k) {
                    s->c.noalias() = s->a * s->b;
                    keep(s.get());
                    keep(s->c.data());
                }
            },
            [s] { return static_cast<double>(s->c.norm()); }};
}

}  // namespace eigen

}  // namespace bench
