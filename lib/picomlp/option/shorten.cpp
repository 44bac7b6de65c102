#include "picomlp/option/shorten.hpp"

#include "picomlp/matrix/reductions.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
struct huge_lengths;
template <>
struct huge_lengths<float> {
    static constexpr float above = 0x1p60F;
    static constexpr float down = 0x1p-64F;
};
template <>
struct huge_lengths<double> {
    static constexpr double above = 0x1p500;
    static constexpr double down = 0x1p-520;
};

template <class T>
void multiply(T factor, size_t count, size_t stride, T* x) {
    for (size_t k = 0; k < count; ++k) x[k * stride] *= factor;
}

}  // namespace

template <class T>
void shorten(T length, T limit, size_t count, size_t stride, T* x) noexcept {
    if (length > huge_lengths<T>::above) {
        multiply(huge_lengths<T>::down, count, stride, x);
        length = detail::norm_of_elements<T>(count, 1, {x, stride});
    }
    multiply(limit / length, count, stride, x);
}

template void shorten(float, float, size_t, size_t, float*) noexcept;
template void shorten(double, double, size_t, size_t, double*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
