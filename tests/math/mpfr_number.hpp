// SPDX-License-Identifier: MIT
// A number of 160 bits that computes by operators, so that a formula can be written once for it and
// for long double.
#pragma once

#include <mpfr.h>

namespace testing {

class mpfr_number {
  public:
    mpfr_number(double x = 0) {
        mpfr_init2(digits_, 160);
        mpfr_set_d(digits_, x, MPFR_RNDN);
    }
    mpfr_number(const mpfr_number& other) : mpfr_number() {
        mpfr_set(digits_, other.digits_, MPFR_RNDN);
    }
    mpfr_number& operator=(const mpfr_number& other) {
        mpfr_set(digits_, other.digits_, MPFR_RNDN);
        return *this;
    }
    ~mpfr_number() { mpfr_clear(digits_); }

    static mpfr_number pi() {
        mpfr_number result;
        mpfr_const_pi(result.digits_, MPFR_RNDN);
        return result;
    }

    double nearest() const { return mpfr_get_d(digits_, MPFR_RNDN); }

    /// f(x) for a function of MPFR.
    template <class Function>
    static mpfr_number apply(Function f, const mpfr_number& x) {
        mpfr_number result;
        f(result.digits_, x.digits_, MPFR_RNDN);
        return result;
    }
    template <class Function>
    static mpfr_number apply(Function f, const mpfr_number& x, const mpfr_number& y) {
        mpfr_number result;
        f(result.digits_, x.digits_, y.digits_, MPFR_RNDN);
        return result;
    }

    friend bool operator<(const mpfr_number& x, const mpfr_number& y) {
        return mpfr_less_p(x.digits_, y.digits_) != 0;
    }

  private:
    mpfr_t digits_;
};

inline mpfr_number operator+(const mpfr_number& x, const mpfr_number& y) {
    return mpfr_number::apply(mpfr_add, x, y);
}
inline mpfr_number operator-(const mpfr_number& x, const mpfr_number& y) {
    return mpfr_number::apply(mpfr_sub, x, y);
}
inline mpfr_number operator*(const mpfr_number& x, const mpfr_number& y) {
    return mpfr_number::apply(mpfr_mul, x, y);
}
inline mpfr_number operator/(const mpfr_number& x, const mpfr_number& y) {
    return mpfr_number::apply(mpfr_div, x, y);
}
inline mpfr_number operator-(const mpfr_number& x) { return mpfr_number(0) - x; }

}  // namespace testing
