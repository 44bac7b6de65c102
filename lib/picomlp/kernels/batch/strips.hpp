// SPDX-License-Identifier: MIT
// Strips: where the vectors of a tile lie in a row of samples. Two vectors, or two halves of one,
// may overlap: so a batch of any size fills whole vectors of its own samples. No lane is idle, so
// none raises an exception that no sample does; what both hold is computed twice, with the same
// bits.
#pragma once

#include <stddef.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

// load(row, v) is vector v of a row that begins at the tile's column, store(x, row, v) writes it.

struct adjacent_vectors {
    static constexpr bool overlaps = false;
    template <class Vector>
    [[gnu::always_inline]] static Vector load(const typename Vector::value_type* row, size_t v) {
        return Vector::load(row + v * Vector::lanes);
    }
    template <class Vector>
    [[gnu::always_inline]] static void store(const Vector& x, typename Vector::value_type* row,
                                             size_t v) {
        x.store(row + v * Vector::lanes);
    }
};

/// Vectors that begin `step` <= lanes elements apart.
struct overlapping_vectors {
    static constexpr bool overlaps = true;
    size_t step;
    template <class Vector>
    [[gnu::always_inline]] Vector load(const typename Vector::value_type* row, size_t v) const {
        return Vector::load(row + v * step);
    }
    template <class Vector>
    [[gnu::always_inline]] void store(const Vector& x, typename Vector::value_type* row,
                                      size_t v) const {
        x.store(row + v * step);
    }
};

/// One vector whose halves begin `step` <= lanes / 2 elements apart.
struct overlapping_halves {
    static constexpr bool overlaps = true;
    size_t step;
    template <class Vector>
    [[gnu::always_inline]] Vector load(const typename Vector::value_type* row, size_t) const {
        return Vector::load_halves(row, row + step);
    }
    template <class Vector>
    [[gnu::always_inline]] void store(const Vector& x, typename Vector::value_type* row,
                                      size_t) const {
        x.store_halves(row, row + step);
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
