// Blocks of normal numbers by the only instruction set of x86-64.
#include "picomlp/simd/alone.hpp"

#include "picomlp/random/normal.hpp"
#include "picomlp/random/normal_functions.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void normal<T>::next_blocks(T* out, size_t count) noexcept {
    normal_blocks<normal_functions<simd::alone>, T>::fill(lanes_, out, count);
}

template void normal<float>::next_blocks(float*, size_t) noexcept;
template void normal<double>::next_blocks(double*, size_t) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
