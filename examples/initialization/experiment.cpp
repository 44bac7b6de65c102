#include "initialization/experiment.hpp"

#include <algorithm>
#include <memory>

#include "picomlp/picomlp.hpp"

namespace initialization {

namespace {

constexpr uint32_t training_samples = 300;
constexpr uint32_t test_samples = 100;
constexpr uint32_t training_seed = 1;
constexpr uint32_t test_seed = 2;

template <class T>
using network =
    picomlp::basic_network<T, picomlp::input<2>, picomlp::dense<10, picomlp::relu>,
                           picomlp::dense<5, picomlp::relu>, picomlp::dense<1, picomlp::sigmoid>>;

template <class T>
using parameters = typename network<T>::parameters;

template <class T, uint32_t Samples>
struct samples {
    T x[2][Samples];
    T y[1][Samples];

    explicit samples(const course::point_set& points) {
        for (uint32_t s = 0; s < Samples; ++s) {
            x[0][s] = static_cast<T>(points.x1[s]);
            x[1][s] = static_cast<T>(points.x2[s]);
            y[0][s] = points.labels[s];
        }
    }
};

template <class T>
void initialize(parameters<T>& w, start which, uint32_t seed) {
    picomlp::numpy_random_state bits(seed);
    switch (which) {
        case start::zeros:
            return picomlp::initialize(w, picomlp::zeros{}, bits);
        case start::random:
            return picomlp::initialize(w, picomlp::numpy_normal_times{10}, bits);
        case start::uniform:
            return picomlp::initialize(w, picomlp::numpy_uniform_times{10}, bits);
        case start::he:
            return picomlp::initialize(w, picomlp::numpy_he{}, bits);
        case start::xavier:
            return picomlp::initialize(w, picomlp::numpy_xavier{}, bits);
    }
}

template <class T, uint32_t Samples>
picomlp::status predict(const parameters<T>& w, const samples<T, Samples>& on, predictions& to) {
    picomlp::batch_scratch<network<T>, Samples> scratch;
    T probability[1][Samples];
    const auto outcome = picomlp::predict(w, scratch, on.x, probability);
    if (outcome != picomlp::status::ok) return outcome;

    picomlp::evaluation_scratch<network<T>, Samples> evaluation_scratch;
    const auto evaluated =
        picomlp::evaluate<picomlp::binary_cross_entropy>(w, evaluation_scratch, on.x, on.y);
    to.accuracy = static_cast<double>(evaluated.correct) / evaluated.samples;
    for (const T p : probability[0]) {
        to.probability.push_back(p);
        to.label.push_back(static_cast<int>(picomlp::label_of({p})));
    }
    return evaluated.outcome;
}

template <class T>
picomlp::status predict_grid(const parameters<T>& w, const course::point_set& around,
                             boundary_grid& to) {
    constexpr int side = boundary_grid::side;
    constexpr double margin = 0.5;
    const auto [left, right] = std::minmax_element(around.x1.begin(), around.x1.end());
    const auto [bottom, top] = std::minmax_element(around.x2.begin(), around.x2.end());
    const double x1_step = (*right - *left + 2 * margin) / (side - 1);
    const double x2_step = (*top - *bottom + 2 * margin) / (side - 1);
    typename network<T>::scratch scratch;
    for (int row = 0; row < side; ++row) {
        for (int column = 0; column < side; ++column) {
            const T x[2] = {static_cast<T>(*left - margin + column * x1_step),
                            static_cast<T>(*bottom - margin + row * x2_step)};
            T probability[1];
            const auto outcome = picomlp::predict(w, scratch, x, probability);
            if (outcome != picomlp::status::ok) return outcome;
            to.x1.push_back(x[0]);
            to.x2.push_back(x[1]);
            to.probability.push_back(probability[0]);
        }
    }
    return picomlp::status::ok;
}

template <class T>
result run_in(start initializer, const settings& chosen, const observer& watch) {
    using trainer = picomlp::trainer<network<T>, picomlp::binary_cross_entropy,
                                     picomlp::gradient_descent, picomlp::batch<training_samples>>;
    const auto training_points =
        course::make_points(chosen.dataset, training_samples, training_seed);
    const samples<T, training_samples> training(training_points);
    const samples<T, test_samples> test(
        course::make_points(chosen.dataset, test_samples, test_seed));

    result to;
    to.initializer = initializer;
    parameters<T> w;
    initialize<T>(w, initializer, chosen.seed);
    const auto gradient_descent =
        std::make_unique<trainer>(typename trainer::settings{static_cast<T>(chosen.learning_rate)});
    for (long iteration = 0; iteration < chosen.iterations; ++iteration) {
        const auto step = gradient_descent->step(w, training.x, training.y);
        to.outcome = step.outcome;
        if (!step.ok()) return to;
        if (iteration % record_every == 0) {
            to.costs.push_back(step.cost);
            watch.recorded(iteration, step.cost);
        }
        watch.progressed(iteration + 1);
    }

    T exported[network<T>::parameter_count];
    picomlp::export_parameters(w, picomlp::weight_order::outputs_by_inputs, exported);
    to.parameters.assign(std::begin(exported), std::end(exported));
    to.outcome = predict(w, training, to.train);
    if (to.outcome == picomlp::status::ok) to.outcome = predict(w, test, to.test);
    if (to.outcome == picomlp::status::ok) {
        to.outcome = predict_grid<T>(w, training_points, to.boundary);
    }
    return to;
}

}  // namespace

const char* name_of(start which) {
    switch (which) {
        case start::zeros:
            return "zeros";
        case start::random:
            return "random";
        case start::uniform:
            return "uniform";
        case start::he:
            return "he";
        case start::xavier:
            return "xavier";
    }
    return "unknown";
}

result run(start initializer, const settings& chosen, const observer& watch) {
    return chosen.number == precision::double_ ? run_in<double>(initializer, chosen, watch)
                                               : run_in<float>(initializer, chosen, watch);
}

}  // namespace initialization
