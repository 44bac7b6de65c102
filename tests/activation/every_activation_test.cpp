// SPDX-License-Identifier: MIT
// Every activation of the library by its golden values and the bounds that its header states. The
// names below exist only when golden/activations.py has a table of it. Golden values of those with
// a parameter stand in their own tests: the bound may depend on it.
#include <cstdint>

#include "activation/activation_checks.hpp"
#include "activation/golden/activations.hpp"
#include "activation/tested_activations.hpp"
#include "picomlp/activation/activations.hpp"
#include "picomlp/base/type_name.hpp"
#include "stated_bounds.hpp"

using namespace testing;

namespace {

/// The largest error of the slope, as a multiple of what is allowed.
template <class Activation, class T, class Row, std::size_t Count>
double worst_slope(const Row (&table)[Count], const stated::activation_bounds& allowed) {
    double worst = 0;
    for (const Row& row : table) {
        const T got = slope_at<Activation>(static_cast<T>(row.z));
        const double unit = allowed.slope_in_ulp ? ulp_at<T>(row.slope) : epsilon<T>;
        const double grown = allowed.slope_grows_with_z ? std::max(row.z, 0.0) : 0.0;
        const double bound = unit * (allowed.slope.in<T>() + grown);
        worst = std::max(worst, std::abs(difference(got, row.slope, row.slope_low)) / bound);
    }
    return worst;
}

template <class Activation, class T, class Row, std::size_t Count>
void check_against(const Row (&table)[Count], const stated::activation_bounds& allowed) {
    CHECK(worst_value_ulps<Activation, T>(table) <= allowed.value.in<T>());
    CHECK(worst_slope<Activation, T>(table, allowed) <= 1);
}

/// A NaN in z is seen in a, or the activation says that it hides it.
template <class Activation, class T>
void check_nan() {
    const bool seen = std::isnan(applied<Activation>(not_a_number<T>));
    CHECK(seen != picomlp::detail::hides_nan<Activation>);
}

/// Outputs lie within what the activation says of them.
template <class Activation, class T>
void check_range() {
    const picomlp::activation_limits limits = picomlp::detail::limits_stated_by<Activation>;
    int outside = 0;
    int near_limits = 0;
    for (const T z : {T(-1e30), T(-1000), T(-2), T(0.5), T(3), T(1000), T(1e30)}) {
        const T a = applied<Activation>(z);
        outside += picomlp::detail::gives_probabilities<Activation> && !(a >= T(0) && a <= T(1));
        if (limits.low == limits.high) continue;
        outside += !(a >= T(limits.low) && a <= T(limits.high));
        near_limits += std::abs(z) > T(999) && std::min(a - T(limits.low), T(limits.high) - a) <
                                                   T(limits.high - limits.low) / 80;
    }
    CHECK(outside == 0);
    CHECK(near_limits == (limits.low == limits.high ? 0 : 4));
}

}  // namespace

TEST_CASE("every activation and its slope are within their bounds of the golden values"){
#define CHECK_GOLDEN(NAME)                                                                     \
    SUBCASE(#NAME) {                                                                           \
        check_against<struct picomlp::NAME, float>(golden::NAME##_float, stated::of_##NAME);   \
        check_against<struct picomlp::NAME, double>(golden::NAME##_double, stated::of_##NAME); \
    }
    PICOMLP_ACTIVATIONS(CHECK_GOLDEN)
#undef CHECK_GOLDEN
}

TEST_CASE_TEMPLATE("every activation passes NaN on, or says that it hides it", T, float, double){
#define CHECK_NAN(NAME) \
    SUBCASE(#NAME) { check_nan<activations::NAME, T>(); }
    PICOMLP_TESTED_ACTIVATIONS(CHECK_NAN)
#undef CHECK_NAN
}

TEST_CASE_TEMPLATE("every activation's outputs lie where it says", T, float, double) {
#define CHECK_RANGE(NAME) \
    SUBCASE(#NAME) { check_range<activations::NAME, T>(); }
    PICOMLP_TESTED_ACTIVATIONS(CHECK_RANGE)
#undef CHECK_RANGE
}
