#include "picomlp/option/clip_by_norm.hpp"

#include "picomlp/kernels/finite.hpp"
#include "picomlp/matrix/reductions.hpp"
#include "picomlp/option/shorten.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace clipping {

namespace {

template <class T>
bool all_numbers(size_t count, const T* x) {
    for (size_t k = 0; k < count; ++k) {
        if (!is_finite(x[k])) return false;
    }
    return true;
}

}  // namespace

template <class T>
void clip_norm(T limit, size_t count, T* gradient) noexcept {
    if (count == 0) return;
    const T length = detail::norm_of_elements<T>(1, count, {gradient, count});
    if (!(length > limit)) return;  // NaN too
    if (!is_finite(length) && !all_numbers(count, gradient)) return;
    shorten(length, limit, count, 1, gradient);
}

template void clip_norm(float, size_t, float*) noexcept;
template void clip_norm(double, size_t, double*) noexcept;

}  // namespace clipping
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
