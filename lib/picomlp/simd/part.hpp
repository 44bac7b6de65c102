// A vector's elements in memory: all of them, or the first few where a row ends.
#pragma once

#include <stddef.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

template <class Vector>
struct whole {
    using vector = Vector;
    using T = typename Vector::value_type;
    [[gnu::always_inline]] static Vector load(const T* p) { return Vector::load(p); }
    [[gnu::always_inline]] static void store(T* p, Vector v) { v.store(p); }
    static constexpr size_t count = Vector::lanes;
};

/// For instruction sets that have masks: the first `count` < lanes elements.
template <class Vector>
struct first_few {
    using vector = Vector;
    using T = typename Vector::value_type;
    [[gnu::always_inline]] Vector load(const T* p) const { return Vector::load_first(p, count); }
    [[gnu::always_inline]] void store(T* p, Vector v) const { v.store_first(p, count); }
    size_t count;
};

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
