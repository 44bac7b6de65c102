// SPDX-License-Identifier: MIT
// Steps of every optimizer with gradients made from integers, in runs with shares of their own.
#include "picomlp/picomlp.hpp"
#include "stage.hpp"

namespace testing {

namespace {

using namespace picomlp;  // NOLINT(google-build-using-namespace): the whole file is about it

template <class Optimizer, class T>
void steps(checksum& results) {
    constexpr size_t count = 91;
    constexpr size_t weights = 70;
    auto w = random_values<T>(count, 51);
    values<T> state(Optimizer::state_arrays * count + 1);  // one more, so that there is one
    const T rates[] = {T(0.05), T(0.02), T(0.1)};
    for (uint32_t step = 0; step < 30; ++step) {
        const auto gradient = random_values<T>(count, 52 + step % 7);
        const parameter_run<T> runs[] = {
            {w.data(), gradient.data(), state.data(), weights, T(0.98), true},
            {w.data() + weights, gradient.data() + weights, state.data() + weights, count - weights,
             T(1), false},
        };
        typename Optimizer::template settings<T> chosen;
        chosen.learning_rate = rates[step / 10];
        results.add(static_cast<unsigned char>(Optimizer::check(chosen)));
        results.add(static_cast<unsigned char>(
            Optimizer::update(chosen, update_request<T>{runs, 2, count, step})));
    }
    results.add(w);
    results.add(state);
}

}  // namespace

stage_list optimizer_stages() {
    static constexpr stage all[] = {
        {"gradient_descent.float", range::normal, steps<gradient_descent, float>},
        {"gradient_descent.double", range::normal, steps<gradient_descent, double>},
        {"momentum.float", range::normal, steps<momentum, float>},
        {"momentum.double", range::normal, steps<momentum, double>},
        {"nesterov.float", range::normal, steps<nesterov, float>},
        {"nesterov.double", range::normal, steps<nesterov, double>},
        {"rmsprop.float", range::normal, steps<rmsprop, float>},
        {"rmsprop.double", range::normal, steps<rmsprop, double>},
        {"adam.float", range::normal, steps<adam, float>},
        {"adam.double", range::normal, steps<adam, double>},
        {"adamw.float", range::normal, steps<adamw, float>},
        {"adamw.double", range::normal, steps<adamw, double>},
        {"rprop.float", range::normal, steps<rprop, float>},
        {"rprop.double", range::normal, steps<rprop, double>},
    };
    return all;
}

}  // namespace testing
