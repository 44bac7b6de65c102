// SPDX-License-Identifier: MIT
// The loop that finds a core's peak, for the files that are compiled for one instruction set each.
#pragma once

#include "peak.hpp"

namespace bench {

namespace {  // compiled differently in each of them, so nothing of it may be merged

/// x = x * 1/2 + 1/2 for twelve vectors side by side: enough to hide the latency of a fused
/// multiply-add (two a cycle, of four or five cycles) and, on most processors, that of a
/// multiplication and an addition; and with the constant no more than 16 registers. 1 stays 1.
///
/// Operation: vector, value_type, splat(number), first(vector), multiply_add(a, b, c).
template <class Operation>
double pass() {
    using vector = typename Operation::vector;
    constexpr long chains = 12;
    constexpr long steps_at_once = 8;
    constexpr long lanes = sizeof(vector) / sizeof(typename Operation::value_type);
    constexpr long turns = static_cast<long>(peak_multiply_adds) / (chains * steps_at_once * lanes);
    static_assert(turns * chains * steps_at_once * lanes == static_cast<long>(peak_multiply_adds),
                  "a pass must consist of whole turns");
    const vector half = Operation::splat(0.5F);
    vector a = Operation::splat(1), b = a, c = a, d = a, e = a, f = a;
    vector g = a, h = a, i = a, j = a, k = a, l = a;
    for (long turn = 0; turn < turns; ++turn) {
        // The compiler must not see that the twelve are alike.
        asm volatile("" : "+x"(a), "+x"(b), "+x"(c), "+x"(d), "+x"(e), "+x"(f));
        asm volatile("" : "+x"(g), "+x"(h), "+x"(i), "+x"(j), "+x"(k), "+x"(l));
        for (long step = 0; step < steps_at_once; ++step) {
            for (vector* x : {&a, &b, &c, &d, &e, &f, &g, &h, &i, &j, &k, &l}) {
                *x = Operation::multiply_add(*x, half, half);
            }
        }
    }
    double product = 1;
    for (const vector x : {a, b, c, d, e, f, g, h, i, j, k, l}) {
        product *= static_cast<double>(Operation::first(x));
    }
    return product;
}

}  // namespace

}  // namespace bench
