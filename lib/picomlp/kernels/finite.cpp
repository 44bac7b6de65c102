#include "picomlp/kernels/finite.hpp"

#include "picomlp/simd/direct.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

bool is_finite(float x) noexcept { return !simd::has_full_exponent(x); }
bool is_finite(double x) noexcept { return !simd::has_full_exponent(x); }

template <class T>
bool run_is_finite(const T* x, size_t count) noexcept {
    using walk = simd::direct<T>;
    typename walk::finiteness elements;
    const size_t done = elements.add_all(count, x);
    const auto add = [&](auto run, size_t k) __attribute__((always_inline)) {
        elements.add(run.load(x + done + k));
    };
    walk::for_each_run(count - done, add);
    if (walk::finiteness::exact || elements.certain()) return elements.certain();
    for (size_t k = 0; k < count; ++k) {
        if (simd::has_full_exponent(x[k])) return false;
    }
    return true;
}

template <class T>
bool all_finite(uint32_t row_count, uint32_t columns, rows<const T> matrix) noexcept {
    if (matrix.stride == columns) return run_is_finite(matrix.first, size_t{row_count} * columns);
    bool good = true;
    for (uint32_t r = 0; r < row_count; ++r) good &= run_is_finite(matrix[r], columns);
    return good;
}

template bool run_is_finite(const float*, size_t) noexcept;
template bool run_is_finite(const double*, size_t) noexcept;
template bool all_finite(uint32_t, uint32_t, rows<const float>) noexcept;
template bool all_finite(uint32_t, uint32_t, rows<const double>) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
