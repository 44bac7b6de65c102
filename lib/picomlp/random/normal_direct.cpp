// Blocks of normal numbers where the library has one instruction set.
#include "picomlp/math/log.hpp"
#include "picomlp/math/log_core.hpp"
#include "picomlp/math/sincos_turn.hpp"
#include "picomlp/math/sqrt.hpp"
#include "picomlp/random/normal.hpp"
#include "picomlp/random/normal_blocks.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

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

}  // namespace

template <class T>
void normal<T>::next_blocks(T* out, size_t count) noexcept {
    normal_blocks<functions, T>::fill(lanes_, out, count);
}

template void normal<float>::next_blocks(float*, size_t) noexcept;
template void normal<double>::next_blocks(double*, size_t) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
