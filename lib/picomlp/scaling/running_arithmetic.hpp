// The steps of running sums and moments, for the sources of this floor and of metrics: not
// installed.
#pragma once

#include "picomlp/scaling/running_moments.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Knuth's two_sum (The Art of Computer Programming 2, section 4.2.2) into sum and rest.
template <class T>
void add_to(running_sum<T>& running, T term) {
    const T sum = running.sum + term;
    const T term_part = sum - running.sum;
    const T lost = (running.sum - (sum - term_part)) + (term - term_part);
    running.sum = sum;
    running.rest = running.rest + lost;
}

template <class T>
T total_of(running_sum<T> running) {
    return running.sum + running.rest;
}

/// `number` counts from 1.
template <class T>
void add_to(running_moments<T>& running, uint32_t number, T x) {
    if (number == 1) {
        running = {x, T(0), {T(0), T(0)}};
        return;
    }
    const T distance = x - running.first;
    const T from_old = distance - running.mean;
    running.mean = running.mean + from_old / static_cast<T>(number);
    add_to(running.squares, from_old * (distance - running.mean));
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
