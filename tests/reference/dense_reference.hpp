// SPDX-License-Identifier: MIT
// kernels/order.hpp as the plainest program that follows its words: one element at a time, one loop
// per sentence. Every kernel of every instruction set is compared with it, bit for bit.
//
// Compile with -ffp-contract=off.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "picomlp/kernels/detail/dense.hpp"

namespace reference {

using picomlp::dense_shape;
using picomlp::strided_rows;

template <class T>
T madd(T a, T b, T c) {
    if constexpr (picomlp::profile == picomlp::rounding_profile::fused) {
        return std::fma(a, b, c);
    } else {
        return a * b + c;
    }
}

/// FORWARD, one sample whose inputs lie `step` elements apart.
template <class T>
void forward(dense_shape shape, const T* w, const T* x, std::size_t step, T* z) {
    const std::size_t inputs = shape.inputs;
    const std::size_t outputs = shape.outputs;
    const std::size_t segments = inputs < 8 ? 1 : (inputs >= 16 && outputs <= 16 ? 4 : 2);
    for (std::size_t o = 0; o < outputs; ++o) {
        T total = 0;
        std::size_t i = 0;
        for (std::size_t segment = 0; segment < segments; ++segment) {
            const std::size_t length = inputs / segments + (segment < inputs % segments ? 1 : 0);
            T sum = segment == 0 ? w[inputs * outputs + o] : T(0);
            for (std::size_t k = 0; k < length; ++k, ++i) {
                sum = madd(w[i * outputs + o], x[i * step], sum);
            }
            total = segment == 0 ? sum : total + sum;
        }
        z[o] = total;
    }
}

/// BACKWARD, one sample whose deltas lie `step` elements apart.
template <class T>
void backward(dense_shape shape, const T* w, const T* delta, std::size_t step, T* dx) {
    const std::size_t outputs = shape.outputs;
    const std::size_t accumulators = outputs < 16 ? 1 : 4;
    for (std::size_t i = 0; i < shape.inputs; ++i) {
        T total = 0;
        for (std::size_t a = 0; a < accumulators; ++a) {
            T sum = 0;
            for (std::size_t o = 0; o < outputs; ++o) {
                if (o % accumulators == a) sum = madd(w[i * outputs + o], delta[o * step], sum);
            }
            total = a == 0 ? sum : total + sum;
        }
        dx[i] = total;
    }
}

/// Halves are added until one accumulator is left.
template <class T>
T folded(T (&partial)[16]) {
    for (int j = 0; j < 8; ++j) partial[j] = partial[j] + partial[j + 8];
    for (int j = 0; j < 4; ++j) partial[j] = partial[j] + partial[j + 4];
    for (int j = 0; j < 2; ++j) partial[j] = partial[j] + partial[j + 2];
    return partial[0] + partial[1];
}

/// Sum of the products of two rows by 16 accumulators; x == nullptr stands for ones.
template <class T>
T interleaved_sum(std::size_t count, const T* x, const T* y) {
    T partial[16] = {};
    for (std::size_t s = 0; s < count; ++s) {
        partial[s % 16] = madd(x != nullptr ? x[s] : T(1), y[s], partial[s % 16]);
    }
    return folded(partial);
}

/// GRADIENT of any number of samples, chunk after chunk; `so_far` says that g holds a sum already.
template <class T>
void gradient(dense_shape shape, std::size_t samples, strided_rows<const T> x,
              strided_rows<const T> delta, bool so_far, T* g) {
    const std::size_t inputs = shape.inputs;
    const std::size_t outputs = shape.outputs;
    for (std::size_t i = 0; i <= inputs; ++i) {
        for (std::size_t o = 0; o < outputs; ++o) {
            T& sum = g[i * outputs + o];
            bool empty = !so_far;
            for (std::size_t begin = 0; begin < samples; begin += 512) {
                const std::size_t count = samples - begin < 512 ? samples - begin : 512;
                const T* d = delta[o] + begin;
                const T* f = i < inputs ? x[i] + begin : nullptr;
                if ((inputs < 16 || outputs < 16) && count >= 64) {
                    const T chunk = interleaved_sum(count, f, d);
                    sum = empty ? chunk : sum + chunk;
                    empty = false;
                    continue;
                }
                for (std::size_t s = 0; s < count; ++s) {
                    const T factor = f != nullptr ? f[s] : T(1);
                    sum = empty ? factor * d[s] : madd(factor, d[s], sum);
                    empty = false;
                }
            }
        }
    }
}

/// UPDATE, or false and nothing when a result would not be finite.
template <class T>
bool sgd_step(std::size_t count, T rate, const T* g, T* w) {
    std::vector<T> result(count);
    for (std::size_t k = 0; k < count; ++k) {
        result[k] = madd(-rate, g[k], w[k]);
        if (!std::isfinite(result[k])) return false;
    }
    for (std::size_t k = 0; k < count; ++k) w[k] = result[k];
    return true;
}

/// UPDATE with weight decay.
template <class T>
bool decayed_sgd_step(std::size_t count, T rate, T decay, const T* g, T* w) {
    std::vector<T> decayed(count);
    for (std::size_t k = 0; k < count; ++k) decayed[k] = w[k] * decay;
    if (!sgd_step(count, rate, g, decayed.data())) return false;
    for (std::size_t k = 0; k < count; ++k) w[k] = decayed[k];
    return true;
}

}  // namespace reference
