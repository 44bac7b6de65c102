// SPDX-License-Identifier: MIT
#include "tasks.hpp"

#include "picomlp/picomlp.hpp"

namespace testing {

void (*at_visit)() = nullptr;

namespace {

using namespace picomlp;  // NOLINT(google-build-using-namespace): the whole file is about it

void visit() {
    if (at_visit) at_visit();
}

/// An application's activation; one of the library's, watched.
template <class Inner>
struct watched {
    static constexpr activation_argument derivative_takes = Inner::derivative_takes;
    template <class T>
    static void apply(uint32_t features, uint32_t samples, strided_rows<T> z) noexcept {
        visit();
        Inner::template apply<T>(features, samples, z);
        visit();
    }
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, strided_rows<const T> argument,
                           strided_rows<T> delta) noexcept {
        visit();
        Inner::template derivative<T>(features, samples, argument, delta);
        visit();
    }
};

template <class Inner>
struct watched_loss {
    using activation = watched<typename Inner::activation>;
    template <class T>
    static status check(uint32_t outputs, uint32_t samples, strided_rows<const T> y) noexcept {
        visit();
        return Inner::template check<T>(outputs, samples, y);
    }
    template <class T>
    static void evaluate(uint32_t outputs, uint32_t samples, strided_rows<const T> prediction,
                         strided_rows<const T> y, T scale, strided_rows<T> delta,
                         T* cost) noexcept {
        visit();
        Inner::template evaluate<T>(outputs, samples, prediction, y, scale, delta, cost);
        visit();
    }
};

/// Dropout whose hooks are watched.
struct watched_dropout : dropout {
    template <class Network, uint32_t Batch>
    struct memory {
        using T = typename Network::value_type;

        dropout::memory<Network, Batch> inner;
        layer_hooks<T> hooks;

        static const layer_hooks<T>& hooks_of(void* state) {
            return static_cast<const memory*>(state)->hooks;
        }
        static void activations(void* state, uint32_t layer, uint32_t outputs, uint32_t first,
                                uint32_t samples, strided_rows<T> values) {
            const layer_hooks<T>& inner = hooks_of(state);
            visit();
            inner.activations(inner.state, layer, outputs, first, samples, values);
            visit();
        }
        static void activation_gradients(void* state, uint32_t layer, uint32_t outputs,
                                         uint32_t first, uint32_t samples, strided_rows<T> values) {
            const layer_hooks<T>& inner = hooks_of(state);
            visit();
            inner.activation_gradients(inner.state, layer, outputs, first, samples, values);
            visit();
        }
        static void logit_gradients(void*, uint32_t, uint32_t, uint32_t, uint32_t,
                                    strided_rows<T>) {
            visit();
        }
    };

    template <class Network, class Settings, uint32_t Batch>
    static layer_hooks<typename Network::value_type> mask(const Settings& chosen, uint32_t step,
                                                          uint32_t samples,
                                                          memory<Network, Batch>& kept) {
        using watching = memory<Network, Batch>;
        kept.hooks = dropout::mask<Network>(chosen, step, samples, kept.inner);
        return {&kept, watching::activations, watching::activation_gradients,
                watching::logit_gradients};
    }
};

using loss = watched_loss<softmax_cross_entropy>;
template <class T>
using net =
    basic_network<T, input<3>, dense<5, watched<gelu>>,
                  dense<4, watched<picomlp::hyperbolic_tangent>>, dense<3, watched<softmax>>>;
/// For gradient checks, which take two costs for each parameter.
template <class T>
using small_net = basic_network<T, input<3>, dense<2, watched<gelu>>, dense<3, watched<softmax>>>;
constexpr uint32_t samples = 6;

template <class T>
struct data {
    typename net<T>::parameters w;
    T x[3][samples];
    T y[3][samples];
};

/// Everything that a task writes to; Work is what it needs besides.
template <class T, class Work>
struct memory {
    data<T> given;
    Work work;
    uint32_t crc;

    template <class U>
    void add(const U& result) {
        crc = crc32(crc, &result, sizeof result);
    }
    void add(status outcome) { add(static_cast<uint32_t>(outcome)); }
    void add(const step_result<T>& result) {
        add(result.cost);
        add(result.status);
    }
};

struct bytes {
    const void* first;
    size_t count;
};
bytes last_memory[2];

template <class T, class Work>
memory<T, Work>& begin(memory<T, Work> (&places)[2], uint32_t place, uint32_t seed) {
    memory<T, Work>& it = places[place];
    last_memory[place] = {&it, sizeof it};
    it.crc = 0;
    picomlp::xoshiro128pp bits(seed);
    initialize(it.given.w, he_normal{}, bits);
    for (auto& row : it.given.x) uniform_fill(bits, row, samples, T(-1), T(1));
    for (auto& row : it.given.y) {
        for (T& value : row) value = T(0);
    }
    for (uint32_t s = 0; s < samples; ++s) it.given.y[bits.below(3)][s] = T(1);
    return it;
}

template <class T>
uint32_t predict_one(uint32_t place, uint32_t seed) {
    static memory<T, batch_scratch<net<T>, 1>> places[2];
    auto& it = begin(places, place, seed);
    T x[3];
    T y[3];
    for (uint32_t f = 0; f < 3; ++f) x[f] = it.given.x[f][0];
    it.add(predict(it.given.w, it.work, x, y));
    it.add(y);
    return it.crc;
}

template <class T>
uint32_t predict_many(uint32_t place, uint32_t seed) {
    static memory<T, batch_scratch<net<T>, 4>> places[2];
    auto& it = begin(places, place, seed);
    T y[3][samples];
    it.add(predict(it.given.w, it.work, it.given.x, y));
    it.add(y);
    return it.crc;
}

template <class T, class Optimizer, class... Options>
uint32_t steps(uint32_t place, uint32_t seed) {
    using trainer_type = trainer<net<T>, loss, Optimizer, batch<samples>, Options...>;
    static memory<T, trainer_type> places[2];
    auto& it = begin(places, place, seed);
    it.work.restart();
    for (int step = 0; step < 2; ++step) {
        it.add(it.work.step(it.given.w, it.given.x, it.given.y));
        it.add(it.work.gradient().values);
    }
    it.add(it.given.w.values);
    return it.crc;
}

template <class T>
uint32_t plain_steps(uint32_t place, uint32_t seed) {
    return steps<T, gradient_descent>(place, seed);
}
template <class T>
uint32_t steps_with_options(uint32_t place, uint32_t seed) {
    return steps<T, adam, l2, weight_decay, watched_dropout, clip_by_norm, max_norm>(place, seed);
}

template <class T>
uint32_t gradient_checks(uint32_t place, uint32_t seed) {
    struct work {
        typename small_net<T>::parameters w;
        trainer<small_net<T>, loss, gradient_descent, batch<2>> t;
    };
    static memory<T, work> places[2];
    auto& it = begin(places, place, seed);
    picomlp::xoshiro128pp bits(seed);
    initialize(it.work.w, he_normal{}, bits);
    const sample_view<const T, 3> x(&it.given.x[0][0], 2, samples);
    const sample_view<const T, 3> y(&it.given.y[0][0], 2, samples);
    const auto report = check_gradient(it.work.t, it.work.w, x, y);
    it.add(report.status);
    it.add(report.relative_difference);
    for (const auto& layer : report.layers) it.add(layer.relative_difference);
    it.add(it.work.w.values);
    return it.crc;
}

template <class T>
uint32_t evaluations(uint32_t place, uint32_t seed) {
    struct work {
        evaluation_scratch<net<T>, 4> scratch;
        confusion_counts<net<T>> confusion;
    };
    static memory<T, work> places[2];
    auto& it = begin(places, place, seed);
    const auto result = evaluate<loss, net<T>>(it.given.w, it.work.scratch, it.given.x, it.given.y,
                                               &it.work.confusion);
    it.add(result.status);
    it.add(result.cost);
    it.add(result.correct);
    it.add(it.work.confusion.count);
    return it.crc;
}

template <class T>
uint32_t fits(uint32_t place, uint32_t seed) {
    using trainer_type = trainer<net<T>, loss, momentum, batch<2>>;
    struct work {
        trainer_type t;
        fit_memory<trainer_type, samples> fitting;
    };
    static memory<T, work> places[2];
    auto& it = begin(places, place, seed);
    fit_settings<T> chosen;
    chosen.epochs = 3;
    chosen.seed = seed;
    chosen.validation = 2;
    const auto result = fit(it.work.t, it.given.w, it.given.x, it.given.y, it.work.fitting, chosen,
                            [&](const epoch_report<T>& report) {
                                visit();
                                it.add(report.cost);
                                it.add(report.validation_cost);
                            });
    it.add(result.status);
    it.add(result.parameters_after);
    it.add(it.given.w.values);
    return it.crc;
}

template <class T>
uint32_t studies(uint32_t place, uint32_t seed) {
    struct work {
        study_scratch<net<T>, loss, samples> scratch;
        study_report<net<T>, 5> report;
    };
    static memory<T, work> places[2];
    auto& it = begin(places, place, seed);
    it.add(study(it.given.w, it.work.scratch, it.given.x, it.given.y, it.work.report));
    for (const auto& layer : it.work.report.layers) {
        it.add(layer.activations.mean);
        it.add(layer.gradients.standard_deviation);
        it.add(layer.activation_histogram.counts);
    }
    return it.crc;
}

}  // namespace

uint32_t memory_crc(uint32_t place) {
    return crc32(0, last_memory[place].first, last_memory[place].count);
}

const task tasks[] = {
    {"predict_one.float", predict_one<float>},
    {"predict_one.double", predict_one<double>},
    {"predict_many.float", predict_many<float>},
    {"predict_many.double", predict_many<double>},
    {"plain_steps.float", plain_steps<float>},
    {"plain_steps.double", plain_steps<double>},
    {"steps_with_options.float", steps_with_options<float>},
    {"steps_with_options.double", steps_with_options<double>},
    {"gradient_checks.float", gradient_checks<float>},
    {"gradient_checks.double", gradient_checks<double>},
    {"evaluations.float", evaluations<float>},
    {"evaluations.double", evaluations<double>},
    {"fits.float", fits<float>},
    {"fits.double", fits<double>},
    {"studies.float", studies<float>},
    {"studies.double", studies<double>},
};
const uint32_t task_count = sizeof tasks / sizeof tasks[0];

}  // namespace testing
