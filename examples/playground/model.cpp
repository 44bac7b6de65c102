#include "playground/model.hpp"

namespace playground {

namespace {

using picomlp::status;
using picomlp::detail::rows_of;
using picomlp::detail::strided;

static_assert(most_samples <= picomlp::summation_order::chunk_samples,
              "a step is one chunk of samples");

struct flags_of_all_layers {
    bool trained[most.layers];

    constexpr flags_of_all_layers() : trained() {
        for (bool& flag : trained) flag = true;
    }
};
constexpr flags_of_all_layers all_layers;

/// The same number for each layer.
struct number_per_layer {
    float value[most.layers];

    explicit number_per_layer(float all) {
        for (float& one : value) one = all;
    }
};

}  // namespace

status model::check(const rates& chosen) {
    using descent = picomlp::gradient_descent;
    const bool fine =
        descent::check(descent::settings<float>{chosen.learning_rate}) == status::ok &&
        picomlp::detail::check_not_negative(1, &chosen.l2) == status::ok &&
        picomlp::detail::check_keep(1, &chosen.keep) == status::ok;
    return fine ? status::ok : status::bad_argument;
}

template <class Initializer>
void model::initialize(const Initializer& initializer, uint32_t seed) {
    picomlp::numpy_random_state bits(seed);
    const auto layers = network_->layers();
    float* w = w_;
    for (uint32_t l = 0; l < layers.count; ++l) {
        const picomlp::dense_shape shape = layers.layers[l].shape;
        initializer(shape, w, bits);
        w += picomlp::weight_count_of(shape);
        for (uint32_t o = 0; o < shape.outputs; ++o) *w++ = 0;
    }
}

void model::begin(const network_tables& network, start which, uint32_t seed) {
    network_ = &network;
    seed_ = seed;
    steps_ = 0;
    switch (which) {
        case start::zeros:
            return initialize(picomlp::zeros{}, seed);
        case start::random:
            return initialize(picomlp::numpy_normal_times{10}, seed);
        case start::he:
            return initialize(picomlp::numpy_he{}, seed);
        case start::xavier:
            return initialize(picomlp::numpy_xavier{}, seed);
    }
}

status model::compute_gradient(features x, targets y, float* cost) {
    const auto layers = network_->layers();
    const number_per_layer keep(rates_.keep);
    picomlp::dropout_masks<float> masks = {mask_words_, picomlp::mask_words(most_samples), layers,
                                           keep.value};
    picomlp::layer_hooks<float> hooks = {nullptr, nullptr, nullptr, nullptr};
    if (rates_.keep < 1) {
        picomlp::draw_masks(masks, seed_, steps_, x.samples());
        hooks = picomlp::masking_hooks(masks);
    }
    const status outcome = picomlp::cost_and_gradient<float>(
        network_->training(), hooks, all_layers.trained, w_, x.samples(), rows_of(x), rows_of(y),
        {activations_, delta_, costs_, most_samples, most_samples, most.widest}, cost, gradient_);
    if (outcome != status::ok) return outcome;
    const number_per_layer lambda(rates_.l2);
    picomlp::detail::add_l2<float>(lambda.value, {layers, all_layers.trained}, x.samples(), w_,
                                   cost, gradient_);
    return picomlp::is_finite(*cost) ? status::ok : status::diverged;
}

picomlp::step_result<float> model::step(features x, targets y) {
    picomlp::step_result<float> result{0, status::ok};
    result.status = compute_gradient(x, y, &result.cost);
    if (!result.ok()) return result;
    const picomlp::gradient_descent::settings<float> descent{rates_.learning_rate};
    result.status =
        picomlp::gradient_descent::update(descent, network_->parameter_count, gradient_, w_);
    if (result.ok()) ++steps_;
    return result;
}

picomlp::evaluation<float> model::evaluate(features x, targets y) {
    return picomlp::evaluate_samples<float>(
        network_->layers(), network_->loss, w_, x.samples(), rows_of(x), rows_of(y),
        {odd_, even_, outputs_, sums_, samples_at_a_time}, nullptr);
}

status model::predict(features x, picomlp::sample_view<float, 1> y) {
    return picomlp::predict_samples<float>(network_->layers(), w_, x.samples(), rows_of(x),
                                           {odd_, even_, samples_at_a_time}, rows_of(y));
}

status model::study(features x, targets y, layer_picture* pictures) {
    picomlp::layer_statistics<float> inputs, activations[most.layers], gradients[most.layers];
    picomlp::layer_results<float> results[most.layers];
    for (uint32_t l = 0; l < network_->layers().count; ++l) {
        layer_picture& picture = pictures[l];
        results[l] = {&activations[l],
                      &gradients[l],
                      &picture.health,
                      picture.activations.edges,
                      picture.activations.counts,
                      picture.gradients.edges,
                      picture.gradients.counts};
    }
    return picomlp::study_samples<float>(
        network_->table, w_, strided(x), strided(y),
        {{activations_, delta_, costs_, samples_at_a_time, samples_at_a_time, most.widest},
         sums_,
         outputs_,
         statistics_,
         unit_means_,
         unit_alive_},
        {&inputs, results, bins});
}

}  // namespace playground
