#include "picomlp/random/normal.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

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
        next_blocks(block_, 1);
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
    next_blocks(out, blocks);
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
