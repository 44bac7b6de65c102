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
#endif

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

// next_blocks: the next `count` blocks, of 16 numbers each.

#if defined(PICOMLP_X86_VECTORS)

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
    template <class Turn, class T>
    static void sincos_turn(const Turn (&turn)[8], T* sine, T* cosine) {
        math::sincos_turn(turn, sine, cosine, 8);
    }
};

// Compiled once: it is much code for a microcontroller.
template <class T>
[[gnu::noinline]] void next_block(uint32_t (&lanes)[4][8], T* out) {
    detail::normal_blocks<functions, T>::fill(lanes, out, 1);
}

template <class T>
void next_blocks(uint32_t (&lanes)[4][8], T* out, size_t count) {
    for (; count > 0; --count, out += 16) next_block(lanes, out);
}

#endif

}  // namespace

template <class T>
normal<T>::normal(xoshiro128pp& parent) noexcept : block_{}, position_(block_size) {
    for (int lane = 0; lane < lane_count; ++lane) {
        uint32_t any = 0;
        for (auto& words : lanes_) {
            words[lane] = parent.next();
            any |= words[lane];
        }
        if (any == 0) {
            lanes_[0][lane] = 1;
        }
    }
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
