// Double functions at random arguments against MPFR.
//     mpfr_sweep FUNCTION [COUNT]
// Prints the largest error and how many results are not correctly rounded; fails when the error
// exceeds the stated bound, and for log and sqrt when a single result is not correctly rounded.
#include <mpfr.h>

#include <cstdio>
#include <cstdlib>

#include "functions.hpp"
#include "ulp.hpp"

namespace {

constexpr mpfr_prec_t precision = 160;

uint64_t next(uint64_t& state) {
    state += 0x9e3779b97f4a7c15u;
    uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/// A third each: any finite number, a moderate one, one within 2^-8 to 2^-40 of one.
double argument(const char* name, uint64_t i, uint64_t& state) {
    const bool positive = std::strcmp(name, "log") == 0 || std::strcmp(name, "sqrt") == 0;
    uint64_t bits = next(state);
    const double unit = std::ldexp(static_cast<double>(next(state) >> 11), -53);
    if (positive) bits &= ~(uint64_t{1} << 63);
    const double sign = bits >> 63 ? -1.0 : 1.0;
    if (i % 3 == 0) {
        const double x = double_of(bits);
        return std::isfinite(x) ? x : unit;
    }
    if (i % 3 == 1) {
        const double ranges[] = {1, 4, 40, 750};
        return sign * unit * ranges[(bits >> 20) % 4];
    }
    return sign * (1 + std::ldexp(unit - 0.5, -static_cast<int>((bits >> 20) % 33)));
}

/// The truth to 160 bits; false when the function is not in MPFR's repertoire here.
bool evaluate(const char* name, mpfr_t y, const mpfr_t x) {
    const auto is = [name](const char* other) { return std::strcmp(name, other) == 0; };
    mpfr_t t;
    mpfr_init2(t, precision);
    bool known = true;
    if (is("exp"))
        mpfr_exp(y, x, MPFR_RNDN);
    else if (is("expm1"))
        mpfr_expm1(y, x, MPFR_RNDN);
    else if (is("log"))
        mpfr_log(y, x, MPFR_RNDN);
    else if (is("tanh"))
        mpfr_tanh(y, x, MPFR_RNDN);
    else if (is("sin"))
        mpfr_sin(y, x, MPFR_RNDN);
    else if (is("cos"))
        mpfr_cos(y, x, MPFR_RNDN);
    else if (is("erf"))
        mpfr_erf(y, x, MPFR_RNDN);
    else if (is("sqrt"))
        mpfr_sqrt(y, x, MPFR_RNDN);
    else if (is("sigmoid")) {
        mpfr_neg(t, x, MPFR_RNDN);
        mpfr_exp(t, t, MPFR_RNDN);
        mpfr_add_ui(t, t, 1, MPFR_RNDN);
        mpfr_ui_div(y, 1, t, MPFR_RNDN);
    } else if (is("softplus")) {
        mpfr_exp(t, x, MPFR_RNDN);
        if (mpfr_cmp_d(x, 200) > 0)
            mpfr_set(y, x, MPFR_RNDN);
        else
            mpfr_log1p(y, t, MPFR_RNDN);
    } else if (is("normal_cdf")) {
        mpfr_sqrt_ui(t, 2, MPFR_RNDN);
        mpfr_div(t, x, t, MPFR_RNDN);
        mpfr_neg(t, t, MPFR_RNDN);
        mpfr_erfc(y, t, MPFR_RNDN);
        mpfr_div_2ui(y, y, 1, MPFR_RNDN);
    } else if (is("normal_pdf")) {
        mpfr_sqr(t, x, MPFR_RNDN);
        mpfr_div_2ui(t, t, 1, MPFR_RNDN);
        mpfr_neg(t, t, MPFR_RNDN);
        mpfr_exp(y, t, MPFR_RNDN);
        mpfr_const_pi(t, MPFR_RNDN);
        mpfr_mul_2ui(t, t, 1, MPFR_RNDN);
        mpfr_sqrt(t, t, MPFR_RNDN);
        mpfr_div(y, y, t, MPFR_RNDN);
    } else
        known = false;
    mpfr_clear(t);
    return known;
}

}  // namespace

int main(int argument_count, char** arguments) {
    const elementary_function* function =
        argument_count > 1 ? find_function(arguments[1]) : nullptr;
    const uint64_t count = argument_count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 1000000;
    if (function == nullptr || count == 0) {
        std::fprintf(stderr, "usage: mpfr_sweep FUNCTION [COUNT]\n");
        return 2;
    }
    mpfr_t x;
    mpfr_t y;
    mpfr_init2(x, precision);
    mpfr_init2(y, precision);
    uint64_t state = 20250101;
    uint64_t not_nearest = 0;
    double worst = 0;
    double where = 0;
    for (uint64_t i = 0; i < count; ++i) {
        const double value = argument(function->name, i, state);
        mpfr_set_d(x, value, MPFR_RNDN);
        if (!evaluate(function->name, y, x)) return 2;
        const double nearest = mpfr_get_d(y, MPFR_RNDN);
        mpfr_sub_d(y, y, nearest, MPFR_RNDN);
        mpfr_div_d(y, y, spacing(nearest, 53, -1074), MPFR_RNDN);
        const double got = function->double_form(value);
        const double error = double_error(got, nearest, mpfr_get_d(y, MPFR_RNDN));
        not_nearest += got != nearest;
        if (!(error <= worst)) {
            worst = error;
            where = value;
        }
    }
    const bool must_be_nearest = function->double_bound == 0.5;
    std::printf(
        "%-10s %llu arguments: largest error %.4f ulp at %a, bound %.2f; not the nearest "
        "double %llu\n",
        function->name, static_cast<unsigned long long>(count), worst, where,
        function->double_bound, static_cast<unsigned long long>(not_nearest));
    mpfr_clear(x);
    mpfr_clear(y);
    const bool good = must_be_nearest ? not_nearest == 0 : worst <= function->double_bound;
    return good ? 0 : 1;
}
