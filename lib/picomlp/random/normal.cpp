// SPDX-License-Identifier: MIT
#include "picomlp/random/normal.hpp"

#include "picomlp/random/detail/normal_blocks.hpp"

#if defined(PICOMLP_X86_VECTORS)
#include "picomlp/simd/dispatch/built_instruction_sets.hpp"
#else
#include "picomlp/math/detail/log_core.hpp"
#include "picomlp/math/log.hpp"
#include "picomlp/math/sincos.hpp"
#include "picomlp/math/sqrt.hpp"
#include "picomlp/random/detail/integer_pair.hpp"
#include "picomlp/random/detail/normal_pair.hpp"
#include "picomlp/simd/dispatch/target.hpp"
#endif

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

// next_blocks: the next `count` blocks, of 16 numbers each.
// lane_by_lane: whether fill_lanes is there, which is normal_lane_by_lane::fill.

#if defined(PICOMLP_X86_VECTORS)

constexpr bool lane_by_lane = false;

#define PICOMLP_ROUTINE(name) &detail::name##_float_normals,
detail::normal_routine<float> active_routine(const float*) {
    static constexpr const detail::normal_routine<float>* of[] = {
        PICOMLP_BUILT_INSTRUCTION_SETS(PICOMLP_ROUTINE)};
    return *simd::active_of(of);
}
#undef PICOMLP_ROUTINE
#define PICOMLP_ROUTINE(name) &detail::name##_double_normals,
detail::normal_routine<double> active_routine(const double*) {
    static constexpr const detail::normal_routine<double>* of[] = {
        PICOMLP_BUILT_INSTRUCTION_SETS(PICOMLP_ROUTINE)};
    return *simd::active_of(of);
}
#undef PICOMLP_ROUTINE

template <class T>
void next_blocks(uint32_t (&lanes)[4][8], T* out, size_t count) {
    active_routine(out)(lanes, out, count);
}

#else

/// Blocks where the target has vectors.
template <class T>
struct vector_blocks {
    static void next(uint32_t (&lanes)[4][8], T* out, size_t count) {
        for (; count > 0; --count, out += 16) next_block(lanes, out);
    }

  private:
    /// Functions of normal_blocks, by calls.
    struct functions {
        static constexpr int blocks_at_once = 1;

        static void radius(float (&u)[8]) {
            math::log(u, u, 8);
            for (float& x : u) x = -2.0f * x;
            math::sqrt(u, u, 8);
        }
        static void radius(double (&u)[8]) {
            for (double& x : u) x = -2.0 * math::detail::log_of_normal(x);
            math::sqrt(u, u, 8);
        }
        template <class Turn>
        static void sincos_turn(const Turn (&turn)[8], T* sine, T* cosine) {
            math::sincos_turn(turn, sine, cosine, 8);
        }
    };

    // Compiled once: it is much code.
    [[gnu::noinline]] static void next_block(uint32_t (&lanes)[4][8], T* out) {
        detail::normal_blocks<functions, T>::fill(lanes, out, 1);
    }
};

// gcc counts a loop's registers, and keeps constants in them, only when it is told to, at the first
// declaration. Options of arithmetic that came from a pragma have to be said again.
#if defined(__GNUC__) && !defined(__clang__)
#define PICOMLP_CONSTANTS_IN_REGISTERS                                             \
    [[gnu::optimize("ira-loop-pressure", "fp-contract=off", "no-associative-math", \
                    "no-reciprocal-math", "signed-zeros", "no-math-errno")]]
#else
#define PICOMLP_CONSTANTS_IN_REGISTERS
#endif

/// Blocks where it has not. Compiled once: it is much code for a microcontroller.
template <class T>
PICOMLP_CONSTANTS_IN_REGISTERS [[gnu::noinline]] void fill_lanes(uint32_t (&lanes)[4][8], T factor,
                                                                 T* out, size_t blocks, T* rest,
                                                                 size_t rest_lanes) {
    using pair = detail::either<math::detail::soft_float && detail::same_type<T, float>,
                                detail::integer_normal_pair, detail::normal_pair<T>>;
    detail::normal_lane_by_lane<pair>::fill(lanes, factor, out, blocks, rest, rest_lanes);
}
#undef PICOMLP_CONSTANTS_IN_REGISTERS

template <class T>
struct scalar_blocks {
    static void next(uint32_t (&lanes)[4][8], T* out, size_t count) {
        fill_lanes(lanes, T(1), out, count, out, 0);
    }
};

constexpr bool lane_by_lane = detail::same_type<simd::target_vectors, simd::scalar>;

template <class T>
void next_blocks(uint32_t (&lanes)[4][8], T* out, size_t count) {
    detail::either<lane_by_lane, scalar_blocks<T>, vector_blocks<T>>::next(lanes, out, count);
}

#endif

/// Takes 32 words of `parent`.
void start_lanes(xoshiro128pp& parent, uint32_t (&lanes)[4][8]) {
    xoshiro128pp own = parent;  // a local copy, which can stay in registers
    for (int lane = 0; lane < 8; ++lane) {
        const uint32_t first = own.next();
        const uint32_t second = own.next();
        const uint32_t third = own.next();
        const uint32_t fourth = own.next();
        lanes[0][lane] = (first | second | third | fourth) == 0 ? 1 : first;
        lanes[1][lane] = second;
        lanes[2][lane] = third;
        lanes[3][lane] = fourth;
    }
    parent = own;
}

}  // namespace

template <class T>
void detail::fill_normal(xoshiro128pp& parent, T* out, size_t count, T factor) noexcept {
    if constexpr (lane_by_lane) {
        uint32_t lanes[4][8];
        start_lanes(parent, lanes);
        const size_t blocks = count / 16;
        const size_t rest = count % 16;
        T last[16];
        fill_lanes(lanes, factor, out, blocks, last, rest < 8 ? rest : 8);
        out += 16 * blocks;
        for (size_t i = 0; i < rest; ++i) out[i] = last[i];
    } else {
        normal<T>(parent).fill(out, count);
        for (size_t i = 0; i < count; ++i) out[i] *= factor;
    }
}

template void detail::fill_normal(xoshiro128pp&, float*, size_t, float) noexcept;
template void detail::fill_normal(xoshiro128pp&, double*, size_t, double) noexcept;

template <class T>
normal<T>::normal(xoshiro128pp& parent) noexcept : block_{}, position_(block_size) {
    start_lanes(parent, lanes_);
}

template <class T>
T normal<T>::operator()() noexcept {
    if (position_ == block_size) {
        next_blocks(lanes_, block_, 1);
        position_ = 0;
    }
    return block_[position_++];
}

template <class T>
void normal<T>::fill(T* out, size_t count) noexcept {
    for (; count != 0 && position_ != block_size; --count) {
        *out++ = block_[position_++];
    }
    const size_t blocks = count / block_size;
    next_blocks(lanes_, out, blocks);
    out += blocks * block_size;
    count -= blocks * block_size;
    for (; count != 0; --count) {
        *out++ = (*this)();
    }
}

template class normal<float>;
template class normal<double>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
