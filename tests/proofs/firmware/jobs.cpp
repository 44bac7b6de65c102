// SPDX-License-Identifier: MIT
#include "jobs.hpp"

#include "picomlp/picomlp.hpp"

namespace testing {

namespace {

using namespace picomlp;  // NOLINT(google-build-using-namespace): the whole file is about it

// Everything here is in float. Left out are the parts that are made of double: NumPy's stream, with
// the initializers and the dropout that draw from it.
using classifier =
    network<input<4>, dense<8, relu>, dense<6, picomlp::hyperbolic_tangent>, dense<3, softmax>>;
using gate = network<input<4>, dense<8, gelu>, dense<6, silu>, dense<5, elu>, dense<1, sigmoid>>;
using curve = network<input<4>, dense<8, leaky_relu>, dense<7, picomlp::softplus>,
                      dense<6, hard_sigmoid>, dense<2, identity>>;

constexpr uint32_t samples = 24;
constexpr uint32_t batch_size = 8;

// Zero as the program starts: no constructor may run, and none does.
float x[4][samples];
uint8_t labels[samples];
float classes[3][samples];
float yes[1][samples];
float values[2][samples];
float first_x[4];
float first_classes[3];
classifier::parameters classifier_w;
gate::parameters gate_w;
curve::parameters curve_w;
batch_scratch<classifier, batch_size> scratch;

bool fill_data() {
    picomlp::xoshiro128pp bits(7);
    for (auto& row : x) uniform_fill(bits, row, samples, -1.0F, 1.0F);
    for (uint32_t s = 0; s < samples; ++s) {
        labels[s] = static_cast<uint8_t>(bits.below(3));
        yes[0][s] = labels[s] == 1 ? 1.0F : 0.0F;
        values[0][s] = x[0][s] * x[1][s];
        values[1][s] = x[2][s] - x[3][s];
        for (uint32_t o = 0; o < 3; ++o) classes[o][s] = labels[s] == o ? 1.0F : 0.0F;
    }
    for (uint32_t f = 0; f < 4; ++f) first_x[f] = x[f][0];
    for (uint32_t o = 0; o < 3; ++o) first_classes[o] = classes[o][0];
    return check_arithmetic() == status::ok && crc32(0, x, sizeof x) != 0;
}

bool initialize_by_he() {
    picomlp::xoshiro128pp bits(1);
    initialize(classifier_w, he_normal{}, bits);
    return is_finite(classifier_w.values[0]);
}

bool initialize_by_all_others() {
    picomlp::xoshiro128pp bits(2);
    initialize(curve_w, lecun_normal{}, bits);
    initialize(curve_w, lecun_uniform{}, bits);
    initialize(curve_w, xavier_normal{}, bits);
    initialize(curve_w, he_uniform{}, bits);
    initialize(curve_w, zeros{}, bits);
    initialize(curve_w, constant<float>{0.5F}, bits);
    initialize(curve_w, random_normal<float>{0.25F}, bits);
    initialize_layers(curve_w, xavier_uniform{}, he_normal{}, orthogonal<float>{},
                      random_uniform<float>{-0.5F, 0.5F}, bits);
    initialize(gate_w, orthogonal<float>{}, bits);
    return is_finite(curve_w.values[0]) && is_finite(gate_w.values[0]);
}

bool predict_one_sample() {
    float y[3];
    return predict(classifier_w, scratch, first_x, y) == status::ok && label_of(y) < 3;
}

bool predict_a_batch() {
    static float y[3][samples];
    return predict(classifier_w, scratch, x, y) == status::ok;
}

bool step_on_one_sample() {
    using trainer_type = trainer<classifier, softmax_cross_entropy, gradient_descent, batch<1>>;
    static trainer_type t{gradient_descent::learning_rate(0.0625F)};
    return t.step(classifier_w, first_x, first_classes).ok();
}

/// An activation's routines by themselves: not every one stands in a network above.
template <class Activation>
bool call_activation() {
    float z[4] = {-2.0F, -0.5F, 0.0F, 3.0F};
    float delta[4] = {1.0F, 1.0F, 1.0F, 1.0F};
    const float argument[4] = {0.25F, 0.5F, 0.75F, 1.0F};
    Activation::template apply<float>(2, 2, {z, 2});
    Activation::template derivative<float>(2, 2, {argument, 2}, {delta, 2});
    bool finite = true;
    for (uint32_t k = 0; k < 4; ++k) finite = finite && is_finite(z[k]) && is_finite(delta[k]);
    return finite;
}

bool call_every_activation() {
    bool finite = true;
#define CALL_ACTIVATION(NAME) finite = call_activation<struct picomlp::NAME>() && finite;
    PICOMLP_ACTIVATIONS(CALL_ACTIVATION)
#undef CALL_ACTIVATION
    finite = call_activation<leaky_relu_of<3, 10>>() && finite;
    finite = call_activation<elu_of<1, 2>>() && finite;
    return finite;
}

/// One step of a trainer with its default settings.
template <class Loss, class Optimizer, class... Options, class Network, class Y>
bool step(parameters_of<Network>& w, const Y& y) {
    using trainer_type = trainer<Network, Loss, Optimizer, batch<samples>, Options...>;
    static trainer_type t;
    return t.step(w, x, y).ok();
}

bool step_on_a_batch() { return step<binary_cross_entropy, gradient_descent>(gate_w, yes); }
bool step_of_momentum() { return step<huber, momentum>(curve_w, values); }
bool step_of_nesterov() { return step<mean_squared_error, nesterov>(curve_w, values); }
bool step_of_rmsprop() { return step<mean_squared_error, rmsprop>(curve_w, values); }
bool step_of_adam() { return step<binary_cross_entropy, adam>(gate_w, yes); }
bool step_of_adamw() { return step<softmax_cross_entropy, adamw>(classifier_w, classes); }
bool step_of_rprop() { return step<softmax_cross_entropy, rprop>(classifier_w, classes); }

bool step_with_every_option() {
    using trainer_type = trainer<classifier, softmax_cross_entropy, adam, batch<samples>, l1, l2,
                                 weight_decay, dropout, clip_by_norm, clip_by_value, max_norm,
                                 frozen<1>, scheduled<warm_up<cosine_decay>>>;
    static trainer_type t;
    t.set(l1::lambda(0.125F), l2::lambda(0.25F), weight_decay::decay(0.0625F), dropout::keep(0.75F),
          dropout::seed(9), max_norm::limit(2));
    return t.step(classifier_w, x, classes).ok();
}

bool schedules_of_all_kinds() {
    return step<mean_squared_error, gradient_descent, scheduled<step_decay>>(curve_w, values) &&
           step<mean_squared_error, gradient_descent, scheduled<exponential_decay>>(curve_w,
                                                                                    values) &&
           step<mean_squared_error, gradient_descent, scheduled<inverse_time_decay>>(curve_w,
                                                                                     values);
}

bool check_the_gradient() {
    using trainer_type =
        trainer<classifier, softmax_cross_entropy, gradient_descent, batch<samples>, l2>;
    static trainer_type t;
    return check_gradient(t, classifier_w, x, classes).ok();
}

bool fit_for_some_epochs() {
    using trainer_type = trainer<classifier, softmax_cross_entropy, adam, batch<batch_size>>;
    using memory_type = fit_memory<trainer_type, samples>;
    static trainer_type t;
    static memory_type memory;
    fit_settings<float> chosen;
    chosen.epochs = 3;
    chosen.validation = 6;
    chosen.patience = 2;
    return fit(t, classifier_w, x, classes, memory, chosen).ok();
}

bool go_on_from_a_checkpoint() {
    using trainer_type = trainer<classifier, softmax_cross_entropy, adam, batch<batch_size>>;
    static trainer_type t;
    static fit_memory<trainer_type, samples> memory;
    static checkpoint<trainer_type> stored;
    fit_settings<float> chosen;
    chosen.epochs = 1;
    if (!fit(t, classifier_w, x, classes, memory, chosen).ok()) return false;
    save(t, classifier_w, memory, stored);
    chosen.epochs = 2;
    return load(stored, t, classifier_w, memory) == status::ok &&
           resume_fit(t, classifier_w, x, classes, memory, chosen).ok();
}

bool store_parameters() {
    static stored_parameters<classifier> stored;
    return save(classifier_w, stored) == status::ok && load(stored, classifier_w) == status::ok;
}

bool evaluate_classes() {
    static evaluation_scratch<classifier, batch_size> evaluation_memory;
    static confusion_counts<classifier> confusion;
    static float targets[3][samples];
    if (one_hot<float>(labels, 3, samples, {targets[0], samples}) != status::ok) return false;
    const auto result = evaluate<softmax_cross_entropy, classifier>(classifier_w, evaluation_memory,
                                                                    x, targets, &confusion);
    return result.status == status::ok && metrics_of<classifier>(confusion).status == status::ok;
}

bool evaluate_values() {
    static regression_scratch<curve, batch_size> regression_memory;
    return evaluate_regression<curve>(curve_w, regression_memory, x, values).status == status::ok;
}

bool scale_inputs() {
    static standard_scaler<float, 4> standard;
    static min_max_scaler<float, 4> range;
    static scaled_model<classifier> model;
    static scaled_scratch<classifier, batch_size> scaled_memory;
    static classifier::parameters folded;
    float y[3];
    return standard.add(x) == status::ok && range.add(x) == status::ok &&
           range.result(model.scaling) == status::ok &&
           standard.result(model.scaling) == status::ok &&
           predict(model, scaled_memory, first_x, y) == status::ok &&
           fold(model.scaling, classifier_w, folded) == status::ok;
}

bool study_layers() {
    static study_scratch<classifier, softmax_cross_entropy, samples> study_memory;
    static study_report<classifier, 8> report;
    return study(classifier_w, study_memory, x, classes, report) == status::ok;
}

}  // namespace

const job jobs[] = {
    {"fill_data", fill_data},
    {"initialize_by_he", initialize_by_he},
    {"initialize_by_all_others", initialize_by_all_others},
    {"predict_one_sample", predict_one_sample},
    {"predict_a_batch", predict_a_batch},
    {"call_every_activation", call_every_activation},
    {"step_on_one_sample", step_on_one_sample},
    {"step_on_a_batch", step_on_a_batch},
    {"step_of_momentum", step_of_momentum},
    {"step_of_nesterov", step_of_nesterov},
    {"step_of_rmsprop", step_of_rmsprop},
    {"step_of_adam", step_of_adam},
    {"step_of_adamw", step_of_adamw},
    {"step_of_rprop", step_of_rprop},
    {"step_with_every_option", step_with_every_option},
    {"schedules_of_all_kinds", schedules_of_all_kinds},
    {"check_the_gradient", check_the_gradient},
    {"fit_for_some_epochs", fit_for_some_epochs},
    {"go_on_from_a_checkpoint", go_on_from_a_checkpoint},
    {"store_parameters", store_parameters},
    {"evaluate_classes", evaluate_classes},
    {"evaluate_values", evaluate_values},
    {"scale_inputs", scale_inputs},
    {"study_layers", study_layers},
};
const uint32_t job_count = sizeof jobs / sizeof jobs[0];

}  // namespace testing
