// SPDX-License-Identifier: MIT
#include "picomlp/initializer/orthogonal.hpp"

#include <stddef.h>

#include "picomlp/math/sqrt.hpp"
#include "picomlp/network/layer.hpp"
#include "picomlp/random/normal.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// Vectors of `length` elements, `step` apart, in one array.
template <class T>
struct vectors {
    T* first;
    size_t length;
    size_t step;
    size_t distance;  // from one vector to the next

    T& operator()(size_t vector, size_t element) const {
        return first[vector * distance + element * step];
    }
    T inner_product(size_t a, size_t b) const {
        const vectors& v = *this;
        T sum = T(0);
        for (size_t k = 0; k < length; ++k) sum += v(a, k) * v(b, k);
        return sum;
    }
    void remove_component(size_t from, size_t along) const {
        const vectors& v = *this;
        const T part = inner_product(from, along);
        for (size_t k = 0; k < length; ++k) v(from, k) -= part * v(along, k);
    }
};

}  // namespace

template <class T>
void orthogonal<T>::operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
    noexcept(detail::needs_real<T>()) {
    normal<T>(source).fill(weights, weight_count_of(shape));
    const size_t inputs = shape.inputs;
    const size_t outputs = shape.outputs;
    const bool by_rows = inputs <= outputs;
    const vectors<T> v = by_rows ? vectors<T>{weights, outputs, 1, outputs}
                                 : vectors<T>{weights, inputs, outputs, 1};
    const size_t count = by_rows ? inputs : outputs;
    for (size_t i = 0; i < count; ++i) {
        for (int pass = 0; pass < 2; ++pass) {
            for (size_t before = 0; before < i; ++before) v.remove_component(i, before);
        }
        T length = math::sqrt(v.inner_product(i, i));
        if (!(length > T(0))) {
            // All normal numbers of the vector are zero; for one element the probability is 2^-25.
            v(i, i) = T(1);
            length = T(1);
        }
        for (size_t k = 0; k < v.length; ++k) v(i, k) /= length;
    }
    for (size_t k = 0; k < weight_count_of(shape); ++k) weights[k] *= gain;
}

template struct orthogonal<float>;
template struct orthogonal<double>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
