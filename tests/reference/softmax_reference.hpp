// SPDX-License-Identifier: MIT
// Softmax and its cross-entropy as plain programs over one sample: the words of
// activation/softmax.hpp and loss/cross_entropy.hpp.
#pragma once

#include <cstddef>
#include <vector>

#include "picomlp/math/exp.hpp"
#include "picomlp/math/log.hpp"

namespace reference {

template <class T>
struct exponentials {
    T largest;
    T sum = T(0);
    std::vector<T> e;

    explicit exponentials(const std::vector<T>& z) : largest(z[0]) {
        for (const T x : z) {
            if (x > largest) largest = x;
        }
        for (const T x : z) {
            e.push_back(picomlp::math::exp(x - largest));
            sum += e.back();
        }
    }
};

template <class T>
std::vector<T> softmax(const std::vector<T>& z) {
    exponentials<T> of_z(z);
    for (T& a : of_z.e) a /= of_z.sum;
    return of_z.e;
}

template <class T>
struct cost_and_delta {
    T cost = T(0);
    std::vector<T> delta;
};

template <class T>
cost_and_delta<T> softmax_cross_entropy(const std::vector<T>& z, const std::vector<T>& y, T scale) {
    const exponentials<T> of_z(z);
    const T log_sum = picomlp::math::log(of_z.sum);
    cost_and_delta<T> result;
    T weight = T(0);
    for (std::size_t k = 0; k < z.size(); ++k) {
        weight += y[k];
        if (y[k] != T(0)) result.cost += y[k] * (log_sum - (z[k] - of_z.largest));
    }
    for (std::size_t k = 0; k < z.size(); ++k) {
        result.delta.push_back(scale * (weight * (of_z.e[k] / of_z.sum) - y[k]));
    }
    return result;
}

}  // namespace reference
