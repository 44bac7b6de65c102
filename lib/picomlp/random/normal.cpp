#include "picomlp/random/normal.hpp"

#include "picomlp/math/log.hpp"
#include "picomlp/math/sincos_turn.hpp"
#include "picomlp/math/sqrt.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

constexpr int lanes = 8;

uint32_t rotate_left(uint32_t word, int count) noexcept {
    return word << count | word >> (32 - count);
}

// out[0 .. 7] = radius cos, out[8 .. 15] = radius sin. Every loop here runs over the lanes, and
// each of its operations rounds by itself: vectors of any width give these bits.
template <class T, class Turn>
void box_muller(T* u, const Turn* turn, T* out) noexcept {
    T sine[lanes];
    T cosine[lanes];
    math::log(u, u, lanes);
    for (int i = 0; i < lanes; ++i) {
        u[i] = T(-2) * u[i];
    }
    math::sqrt(u, u, lanes);
    math::sincos_turn(turn, sine, cosine, lanes);
    for (int i = 0; i < lanes; ++i) {
        out[i] = u[i] * cosine[i];
    }
    for (int i = 0; i < lanes; ++i) {
        out[lanes + i] = u[i] * sine[i];
    }
}

// The transformations of normal.hpp; words[k] holds the k-th word of every lane.
void transform(const uint32_t (&words)[2][lanes], float* out) noexcept {
    float u[lanes];
    for (int i = 0; i < lanes; ++i) {
        // From 2^23 on the half is rounded to even, up to u = 1, which gives a radius of zero.
        u[i] = (static_cast<float>(static_cast<int32_t>(words[0][i] >> 8)) + 0.5f) * 0x1p-24f;
    }
    box_muller(u, words[1], out);
}

void transform(const uint32_t (&words)[4][lanes], double* out) noexcept {
    double u[lanes];
    uint64_t turn[lanes];
    for (int i = 0; i < lanes; ++i) {
        // At most 53 significant bits: nothing is rounded.
        const auto high = static_cast<double>(static_cast<int32_t>(words[0][i] >> 6));
        const auto low = static_cast<double>(static_cast<int32_t>(words[1][i] >> 6));
        u[i] = (high * 0x1p26 + (low + 0.5)) * 0x1p-52;
        turn[i] = static_cast<uint64_t>(words[2][i]) << 32 | words[3][i];
    }
    box_muller(u, turn, out);
}

}  // namespace

template <class T>
normal<T>::normal(random& parent) noexcept : block_{}, position_(block_size) {
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

// One step of random::next in every lane.
template <class T>
void normal<T>::step(uint32_t* words) noexcept {
    for (int i = 0; i < lane_count; ++i) {
        const uint32_t s0 = lanes_[0][i];
        const uint32_t s1 = lanes_[1][i];
        const uint32_t s2 = lanes_[2][i] ^ s0;
        const uint32_t s3 = lanes_[3][i] ^ s1;
        words[i] = rotate_left(s0 + lanes_[3][i], 7) + s0;
        lanes_[0][i] = s0 ^ s3;
        lanes_[1][i] = s1 ^ s2;
        lanes_[2][i] = s2 ^ s1 << 9;
        lanes_[3][i] = rotate_left(s3, 11);
    }
}

template <class T>
void normal<T>::next_block(T* out) noexcept {
    uint32_t words[sizeof(T) / 2][lane_count];
    for (auto& words_of_lanes : words) {
        step(words_of_lanes);
    }
    transform(words, out);
}

template <class T>
T normal<T>::operator()() noexcept {
    if (position_ == block_size) {
        next_block(block_);
        position_ = 0;
    }
    return block_[position_++];
}

template <class T>
void normal<T>::fill(T* out, size_t count) noexcept {
    for (; count != 0 && position_ != block_size; --count) {
        *out++ = block_[position_++];
    }
    for (; count >= block_size; count -= block_size) {
        next_block(out);
        out += block_size;
    }
    for (; count != 0; --count) {
        *out++ = (*this)();
    }
}

template class normal<float>;
template class normal<double>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
