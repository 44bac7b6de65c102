// SPDX-License-Identifier: MIT
// The orthogonal initializer.
#pragma once

#include "picomlp/base/numbers.hpp"
#include "picomlp/kernels/order.hpp"
#include "picomlp/random/xoshiro128pp.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// A random matrix with orthonormal rows (inputs <= outputs) or columns (inputs > outputs), times
/// `gain` (Saxe et al. 2014): normal numbers, made orthonormal by Gram-Schmidt, each vector twice
/// against those before it. "Twice is enough" (Giraud et al. 2005) to bring inner products within a
/// few rounding errors of 0: on the shapes tested an inner product is within (inputs + outputs + 4)
/// gain^2 epsilon / 2 of its ideal value. Takes one stream normal<T>(source) per layer, as many
/// numbers as weights. Works in place, without further memory; the time grows with min(inputs,
/// outputs)^2 * max(inputs, outputs). Both rounding profiles give the same bits.
template <class T>
struct orthogonal {
    T gain = T(1);  ///< what singular values are; sqrt(2) suits relu

    void operator()(dense_shape shape, T* weights, xoshiro128pp& source) const
        noexcept(detail::needs_real<T>());
};

extern template struct orthogonal<float>;
extern template struct orthogonal<double>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
