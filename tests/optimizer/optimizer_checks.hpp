// SPDX-License-Identifier: MIT
// What holds of every optimizer with state, each check given the optimizer and its settings.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "bits.hpp"
#include "doctest_config.hpp"
#include "guarded_memory.hpp"
#include "optimizer/golden/optimizers.hpp"
#include "picomlp/optimizer/optimizer.hpp"

namespace testing {

using picomlp::parameter_run;
using picomlp::status;
using picomlp::update_request;

/// Consecutive parameters that a step treats alike.
template <class T>
struct part {
    std::size_t count;
    T decay_factor;
    bool weights;
};

/// Parameters, a gradient, and the state of an Optimizer, which begins as NaN.
template <class Optimizer, class T>
struct trainee {
    explicit trainee(std::size_t count, std::size_t gap = 3)
        : stride(count + gap),
          parameters(count),
          gradient(count),
          state(Optimizer::state_arrays * stride, std::numeric_limits<T>::quiet_NaN()) {}

    status update(const typename Optimizer::template settings<T>& chosen, std::uint32_t step,
                  const std::vector<part<T>>& parts) {
        std::vector<parameter_run<T>> runs;
        std::size_t begin = 0;
        for (const part<T>& p : parts) {
            runs.push_back({parameters.data() + begin, gradient.data() + begin,
                            Optimizer::state_arrays == 0 ? nullptr : state.data() + begin, p.count,
                            p.decay_factor, p.weights});
            begin += p.count;
        }
        REQUIRE(begin == parameters.size());
        return Optimizer::update(
            chosen,
            update_request<T>{runs.data(), static_cast<std::uint32_t>(runs.size()), stride, step});
    }
    status update(const typename Optimizer::template settings<T>& chosen, std::uint32_t step) {
        return update(chosen, step, {{parameters.size(), T(1), true}});
    }
    T state_of(std::size_t array, std::size_t k) const { return state[array * stride + k]; }

    std::size_t stride;
    std::vector<T> parameters, gradient, state;
};

/// Usual numbers of testing::any_value, but not 0, so that they say which way to go.
template <class T>
void fill(std::vector<T>& v, std::mt19937_64& random) {
    for (T& x : v) {
        do {
            x = testing::any_value<T>(random, testing::values::usual);
        } while (x == T(0));
    }
}

/// The hundred steps of golden/optimizers.py, whose cases are `plain` and one with rates that
/// change and shares other than 1.
template <class Optimizer, class T, int Arrays>
void equals_numpy(typename Optimizer::template settings<T> chosen, bool changing,
                  const golden::history<T, Arrays>& expected) {
    static_assert(Arrays == Optimizer::state_arrays);
    trainee<Optimizer, T> t(12);
    const std::vector<part<T>> parts = {
        {5, changing ? T(0.984375) : T(1), true}, {2, T(1), false}, {5, T(1), true}};
    const T first_rate = chosen.learning_rate;
    for (std::size_t k = 0; k < 12; ++k) t.parameters[k] = T(golden::start[k]);
    std::size_t row = 0;
    for (std::uint32_t step = 0; step < 100; ++step) {
        for (std::size_t k = 0; k < 12; ++k) {
            const T d = t.parameters[k] - T(golden::target[k]);
            t.gradient[k] = T(golden::curvature[k]) * d + T(golden::quartic[k]) * d * d * d;
        }
        if (changing) {
            chosen.learning_rate = first_rate * (static_cast<T>(128 - step) / T(128));
        }
        REQUIRE(Optimizer::check(chosen) == status::ok);
        REQUIRE(t.update(chosen, step, parts) == status::ok);
        if (step + 1 == static_cast<std::uint32_t>(golden::checkpoints[row])) {
            CAPTURE(step);
            for (std::size_t k = 0; k < 12; ++k) {
                CAPTURE(k);
                CHECK(t.parameters[k] == expected.parameters[row][k]);
            }
            ++row;
        }
    }
    CHECK(row == 4);
    for (std::size_t a = 0; a < Optimizer::state_arrays; ++a) {
        for (std::size_t k = 0; k < 12; ++k) CHECK(t.state_of(a, k) == expected.state[a][k]);
    }
}

/// Three steps, each time with other runs, give the bits of whole runs.
template <class Optimizer, class T>
void does_not_mind_how_runs_are_split(const typename Optimizer::template settings<T>& chosen) {
    std::mt19937_64 random(17);
    int wrong = 0;
    for (std::size_t count = 2; count <= 60; ++count) {
        trainee<Optimizer, T> whole(count);
        fill(whole.parameters, random);
        trainee<Optimizer, T> split = whole;
        const std::size_t weights = 1 + random() % (count - 1);
        for (std::uint32_t step = 0; step < 3; ++step) {
            fill(whole.gradient, random);
            split.gradient = whole.gradient;
            const T factor = T(0.75);
            std::vector<part<T>> parts;
            for (const bool kind : {true, false}) {
                std::size_t left = kind ? weights : count - weights;
                while (left > 0) {
                    const std::size_t next = random() % (left + 1);  // now and then none
                    parts.push_back({next, kind ? factor : T(1), kind});
                    left -= next;
                }
            }
            REQUIRE(whole.update(chosen, step,
                                 {{weights, factor, true}, {count - weights, T(1), false}}) ==
                    status::ok);
            REQUIRE(split.update(chosen, step, parts) == status::ok);
            wrong += !same_bits(whole.parameters, split.parameters);
            wrong += !same_bits(whole.state, split.state);
        }
    }
    CHECK(wrong == 0);
    trainee<Optimizer, T> none(0);
    CHECK(none.update(chosen, 0, {}) == status::ok);
}

/// `spoil(trainee, k)` makes a result for element k leave the finite numbers.
template <class Optimizer, class T, class Spoil>
void leaves_everything_when_spoilt(const typename Optimizer::template settings<T>& chosen,
                                   Spoil spoil) {
    std::mt19937_64 random(18);
    int wrong = 0;
    for (const std::size_t count : {3U, 8U, 21U}) {
        for (std::size_t at = 0; at < count; ++at) {
            for (const std::uint32_t steps : {0U, 3U}) {
                trainee<Optimizer, T> t(count);
                fill(t.parameters, random);
                for (std::uint32_t step = 0; step < steps; ++step) {
                    fill(t.gradient, random);
                    REQUIRE(t.update(chosen, step) == status::ok);
                }
                fill(t.gradient, random);
                spoil(t, at);
                const trainee<Optimizer, T> before = t;
                const std::size_t first = 1 + random() % (count - 1);
                wrong += t.update(chosen, steps,
                                  {{first, T(0.5), true}, {count - first, T(1), false}}) !=
                         status::diverged;
                wrong += !same_bits(t.parameters, before.parameters);
                wrong += !same_bits(t.state, before.state);
            }
        }
    }
    CHECK(wrong == 0);
}

template <class Optimizer, class T>
void leaves_everything_when_diverging(const typename Optimizer::template settings<T>& chosen) {
    using limits = std::numeric_limits<T>;
    for (const T bad : {limits::infinity(), -limits::infinity(), limits::quiet_NaN()}) {
        leaves_everything_when_spoilt<Optimizer, T>(
            chosen, [&](auto& t, std::size_t k) { t.gradient[k] = bad; });
        leaves_everything_when_spoilt<Optimizer, T>(
            chosen, [&](auto& t, std::size_t k) { t.parameters[k] = bad; });
    }
}

template <class Optimizer, class T>
void touches_nothing_beside(const typename Optimizer::template settings<T>& chosen) {
    testing::guarded_matrix<T> w(100);
    testing::guarded_matrix<T> gradient(100);
    testing::guarded_matrix<T> state(300);
    int touched = 0;
    for (std::size_t count = 1; count <= 40; ++count) {
        for (const int where : {0, 1, 5, int{testing::at_begin}}) {
            w.place(1, count, count, where);
            gradient.place(1, count, count, where);
            state.place(Optimizer::state_arrays, count, count + 7, where);
            w.set([](std::size_t, std::size_t c) { return static_cast<T>(c); });
            gradient.set([](std::size_t, std::size_t) { return T(1); });
            const parameter_run<T> run{w.data(), gradient.data(), state.data(), count, T(1), true};
            for (std::uint32_t step = 0; step < 2; ++step) {
                REQUIRE(Optimizer::update(chosen, update_request<T>{&run, 1, count + 7, step}) ==
                        status::ok);
            }
            touched += !w.surroundings_untouched() || !gradient.surroundings_untouched() ||
                       !state.surroundings_untouched();
        }
    }
    CHECK(touched == 0);
}

template <class Optimizer, class T>
void keeps_parameters_at_rate_zero(typename Optimizer::template settings<T> chosen) {
    chosen.learning_rate = T(0);
    REQUIRE(Optimizer::check(chosen) == status::ok);
    std::mt19937_64 random(19);
    trainee<Optimizer, T> t(21);
    fill(t.parameters, random);
    const std::vector<T> before = t.parameters;
    for (std::uint32_t step = 0; step < 3; ++step) {
        fill(t.gradient, random);
        CHECK(t.update(chosen, step) == status::ok);
        CHECK(t.parameters == before);
    }
}

/// Steps on the sum of curvature/2 w^2, curvatures from 1 to 100, from w = 1; the largest |w| left.
template <class Optimizer, class T>
T left_of_a_quadratic(const typename Optimizer::template settings<T>& chosen, std::uint32_t steps) {
    constexpr std::size_t count = 12;
    trainee<Optimizer, T> t(count);
    t.parameters.assign(count, T(1));
    for (std::uint32_t step = 0; step < steps; ++step) {
        for (std::size_t k = 0; k < count; ++k) {
            t.gradient[k] = static_cast<T>(1 + 9 * k) * t.parameters[k];
        }
        REQUIRE(t.update(chosen, step) == status::ok);
    }
    T largest = 0;
    for (const T w : t.parameters) largest = std::fmax(largest, std::fabs(w));
    return largest;
}

/// check() takes every value of `good` and none of `bad` (nor infinities and NaN) for the setting.
template <class Optimizer, class T>
void has_range(T Optimizer::template settings<T>::*setting, const std::vector<T>& good,
               std::vector<T> bad) {
    using limits = std::numeric_limits<T>;
    bad.insert(bad.end(), {limits::infinity(), -limits::infinity(), limits::quiet_NaN()});
    for (const bool allowed : {true, false}) {
        for (const T value : allowed ? good : bad) {
            CAPTURE(value);
            typename Optimizer::template settings<T> chosen;
            chosen.*setting = value;
            CHECK(Optimizer::check(chosen) == (allowed ? status::ok : status::bad_argument));
        }
    }
}

/// The ranges that several settings have.
template <class Optimizer, class T>
void is_rate(T Optimizer::template settings<T>::*setting) {
    using limits = std::numeric_limits<T>;
    has_range<Optimizer, T>(setting, {T(0), limits::denorm_min(), T(0.3), T(7)},
                            {-limits::denorm_min(), T(-0.01)});
}
template <class Optimizer, class T>
void is_decay(T Optimizer::template settings<T>::*setting) {
    using limits = std::numeric_limits<T>;
    has_range<Optimizer, T>(setting, {T(0), T(0.5), T(1) - limits::epsilon() / 2},
                            {-limits::denorm_min(), T(1), T(2)});
}
template <class Optimizer, class T>
void is_positive(T Optimizer::template settings<T>::*setting) {
    using limits = std::numeric_limits<T>;
    has_range<Optimizer, T>(setting, {limits::denorm_min(), T(1e-8), T(1)},
                            {T(0), -limits::denorm_min(), T(-1)});
}

}  // namespace testing
