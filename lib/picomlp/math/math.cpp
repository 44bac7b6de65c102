// The public forms of exp, log, tanh, sigmoid, softplus and sqrt; detail/ has their arithmetic.
#include "picomlp/math/math.hpp"

#include "picomlp/math/detail/activation_core.hpp"
#include "picomlp/math/detail/array_functions.hpp"
#include "picomlp/math/detail/exp_core.hpp"
#include "picomlp/math/detail/forms.hpp"
#include "picomlp/math/detail/log_core.hpp"
#include "picomlp/math/detail/sqrt_core.hpp"
#include "picomlp/math/integer/functions.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

// For -Os: compiled once each. They take the bits, which are compared first.
PICOMLP_IN_ONE_PIECE [[maybe_unused, gnu::noinline]] float small_tanh(uint32_t bits) {
    return detail::tanh_element(detail::from_bits(bits));
}
PICOMLP_IN_ONE_PIECE [[maybe_unused, gnu::noinline]] float small_sigmoid(uint32_t bits) {
    const float x = detail::from_bits(bits);
    return detail::is_nan(x) ? detail::not_a_number(x) : detail::sigmoid_of_number(x);
}

inline float float_tanh(float x) {
    if constexpr (detail::optimize_size)
        return small_tanh(detail::to_bits(x));
    else
        return detail::tanh_element(x);
}
inline float float_sigmoid(float x) {
    if constexpr (detail::optimize_size)
        return small_sigmoid(detail::to_bits(x));
    else
        return detail::sigmoid_element(x);
}

}  // namespace

// The forms of a function that the array tables have. best_function(x) of a float is
// integer_function where the target has no float instructions, else float_element(x).
#define PICOMLP_DEFINE_TABLED_FORMS(function, float_element)                          \
    namespace {                                                                       \
    inline float best_##function(float x) {                                           \
        if constexpr (detail::soft_float)                                             \
            return detail::integer_##function(x);                                     \
        else                                                                          \
            return float_element(x);                                                  \
    }                                                                                 \
    inline double best_##function(double x) { return detail::function##_element(x); } \
    }                                                                                 \
    PICOMLP_DEFINE_TABLED_FORMS_OF(float, function)                                   \
    PICOMLP_DEFINE_TABLED_FORMS_OF(double, function)
#define PICOMLP_DEFINE_TABLED_FORMS_OF(T, function)                  \
    T function(T x) noexcept { return best_##function(x); }          \
    void function(const T* x, T* y, size_t n) noexcept {             \
        if constexpr (detail::has_array_tables) {                    \
            if (n >= detail::min_vector_length)                      \
                return detail::active_arrays<T>().function(x, y, n); \
        }                                                            \
        for (size_t i = 0; i < n; ++i) y[i] = best_##function(x[i]); \
    }
PICOMLP_DEFINE_TABLED_FORMS(exp, detail::exp_element)
PICOMLP_DEFINE_TABLED_FORMS(log, detail::log_element)
PICOMLP_DEFINE_TABLED_FORMS(tanh, float_tanh)
PICOMLP_DEFINE_TABLED_FORMS(sigmoid, float_sigmoid)
PICOMLP_DEFINE_TABLED_FORMS(softplus, detail::softplus_element)
#undef PICOMLP_DEFINE_TABLED_FORMS_OF
#undef PICOMLP_DEFINE_TABLED_FORMS

PICOMLP_DEFINE_FORMS(sqrt, detail::sqrt_element)

namespace detail {

#define PICOMLP_DEFINE_IN_PLACE(function)                     \
    void function##_in_place(size_t n, float* z) noexcept {   \
        if constexpr (optimize_size)                          \
            for (; n > 0; --n, ++z) *z = best_##function(*z); \
        else                                                  \
            function(z, z, n);                                \
    }                                                         \
    void function##_in_place(size_t n, double* z) noexcept { function(z, z, n); }
PICOMLP_DEFINE_IN_PLACE(tanh)
PICOMLP_DEFINE_IN_PLACE(sigmoid)
#undef PICOMLP_DEFINE_IN_PLACE

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
