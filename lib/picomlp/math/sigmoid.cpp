#include "picomlp/math/sigmoid.hpp"

#include "picomlp/math/exp_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

template <typename T>
inline T sigmoid_element(T x) {
    const T e = detail::exp_of_number(-detail::absolute(x));
    const T numerator = detail::select(x < T(0), e, T(1));
    return detail::unless_nan(x, numerator / (T(1) + e));
}

}  // namespace

float sigmoid(float x) noexcept { return sigmoid_element(x); }
double sigmoid(double x) noexcept { return sigmoid_element(x); }

void sigmoid(const float* x, float* y, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) y[i] = sigmoid_element(x[i]);
}

void sigmoid(const double* x, double* y, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) y[i] = sigmoid_element(x[i]);
}

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
