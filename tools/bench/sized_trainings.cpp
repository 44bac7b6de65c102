// SPDX-License-Identifier: MIT
// Trainings of families of jobs, done by picomlp.
#include <cstddef>
#include <memory>
#include <type_traits>
#include <vector>

#include "picomlp/optimizer/adam.hpp"
#include "sized_networks.hpp"

namespace bench {

namespace {

/// `step(state, b)` does a step with batch b and returns its result.
template <class State, class Step>
job steps_job(const std::shared_ptr<State>& s, const sized_job& wanted, const Step& step) {
    return {wanted.name, "",
            [s, step, steps = steps_of(wanted)](long count) {
                for (long k = 0; k < count; ++k) {
                    s->w = s->initial;
                    s->training.restart();
                    for (int i = 0; i < steps; ++i) {
                        const auto result =
                            step(*s, static_cast<std::size_t>(i % training_batches));
                        demand(result.status);
                        s->cost = result.cost;
                    }
                }
            },
            [s] { return static_cast<double>(s->cost); }};
}

/// Room for `Most` samples a step.
template <class Network, class Optimizer, int Most>
struct training_state {
    using T = typename Network::value_type;
    using loss =
        std::conditional_t<Network::outputs == 1, binary_cross_entropy, softmax_cross_entropy>;
    typename Network::parameters initial;
    typename Network::parameters w;
    trainer<Network, loss, Optimizer, batch<Most>> training;
    std::vector<T> x, y;
    T cost;

    training_state(const sized_job& wanted, T rate) : training(Optimizer::learning_rate(rate)) {
        set_parameters(initial);
        const sized_data data = data_of(wanted);
        x.assign(data.x.begin(), data.x.end());
        y.assign(data.y.begin(), data.y.end());
    }
};

template <class Network, class Optimizer, int Most>
job batch_training(const sized_job& wanted, double rate) {
    using T = typename Network::value_type;
    using state = training_state<Network, Optimizer, Most>;
    const auto samples = static_cast<std::uint32_t>(wanted.samples);
    return steps_job(
        std::make_shared<state>(wanted, T(rate)), wanted, [samples](state& s, std::size_t b) {
            return s.training.step(s.w,
                                   sample_view<const T, Network::inputs>(
                                       s.x.data() + b * Network::inputs * samples, samples),
                                   sample_view<const T, Network::outputs>(
                                       s.y.data() + b * Network::outputs * samples, samples));
        });
}

template <class Network, class Optimizer>
job sample_training(const sized_job& wanted, double rate) {
    using T = typename Network::value_type;
    using state = training_state<Network, Optimizer, 1>;
    return steps_job(std::make_shared<state>(wanted, T(rate)), wanted, [](state& s, std::size_t b) {
        const T* const x = s.x.data() + b * Network::inputs;
        const T* const y = s.y.data() + b * Network::outputs;
        return s.training.step(s.w, x, y);
    });
}

struct training_maker {
    template <class Network>
    static job make(const sized_job& wanted) {
        if (wanted.what == sized_job::kind::adam) {
            return wanted.is_sample
                       ? sample_training<Network, adam>(wanted, adam_learning_rate)
                       : batch_training<Network, adam, most_in_a_batch>(wanted, adam_learning_rate);
        }
        const double rate = learning_rate_of(wanted);
        if (wanted.is_sample) return sample_training<Network, gradient_descent>(wanted, rate);
        if constexpr (Network::inputs >= 512) {
            if (wanted.samples == large_batch) {
                return batch_training<Network, gradient_descent, large_batch>(wanted, rate);
            }
        }
        return batch_training<Network, gradient_descent, most_in_a_batch>(wanted, rate);
    }
};

}  // namespace

template <class T>
job make_sized_training(const sized_job& wanted) {
    return made_by<training_maker, T, softmax>(wanted);
}

template job make_sized_training<float>(const sized_job&);
template job make_sized_training<double>(const sized_job&);

}  // namespace bench
