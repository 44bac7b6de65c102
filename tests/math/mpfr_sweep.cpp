// SPDX-License-Identifier: MIT
// Double functions at random arguments against MPFR.
//     mpfr_sweep FUNCTION [COUNT]
// Prints the largest error and how many results are not correctly rounded; fails when the error
// exceeds the stated bound, and for log and sqrt when a single result is not correctly rounded.
#include <cstdio>
#include <cstdlib>

#include "formulas.hpp"
#include "functions.hpp"
#include "ulp.hpp"

using namespace testing;

namespace {

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

}  // namespace

int main(int argument_count, char** arguments) {
    const elementary_function* function =
        argument_count > 1 ? find_function(arguments[1]) : nullptr;
    const uint64_t count = argument_count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 1000000;
    const auto truth =
        function ? testing::formulas::find_formula<mpfr_number>(function->name) : nullptr;
    if (truth == nullptr || count == 0) {
        std::fprintf(stderr, "usage: mpfr_sweep FUNCTION [COUNT]\n");
        return 2;
    }
    uint64_t state = 20250101;
    uint64_t not_nearest = 0;
    double worst = 0;
    double where = 0;
    for (uint64_t i = 0; i < count; ++i) {
        const double value = argument(function->name, i, state);
        const mpfr_number y = truth(value);
        const double nearest = y.nearest();
        const mpfr_number rest = (y - nearest) / spacing(nearest, 53, -1074);
        const double got = function->double_form(value);
        const double error = double_error(got, nearest, rest.nearest());
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
    const bool good = must_be_nearest ? not_nearest == 0 : worst <= function->double_bound;
    return good ? 0 : 1;
}
