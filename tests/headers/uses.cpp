// SPDX-License-Identifier: MIT
// Instantiates most of the library's templates, in both precisions: compilers warn of a
// template only where it is instantiated. Compiled by warnings_test.py and names_test.py, never
// run.
#include <picomlp/picomlp.hpp>

namespace {

using namespace picomlp;

template <class T>
using classifier =
    basic_network<T, input<3>, dense<8, relu>, dense<6, hyperbolic_tangent>, dense<1, sigmoid>>;
template <class T>
using of_classes =
    basic_network<T, input<3>, dense<5, elu>, dense<5, leaky_relu>, dense<4, gelu>,
                  dense<4, elu_of<1, 2>>, dense<4, leaky_relu_of<-3, 10>>, dense<4, softmax>>;
template <class T>
using regressor = basic_network<T, input<3>, dense<5, silu>, dense<5, softplus>,
                                dense<4, hard_sigmoid>, dense<2, identity>>;

template <class T, class Trainer>
void train(Trainer t) {
    using net = typename Trainer::network;
    constexpr uint32_t outputs = net::outputs;
    static T x[3][16];
    static T y[outputs][16];
    static typename net::parameters w;
    static fit_memory<Trainer, 16> memory;
    static checkpoint<Trainer> saved;
    const auto result = t.step(w, x, y);
    if (!result.ok() || describe(result.status) == nullptr) return;
    xoshiro128pp rng{1};
    uint32_t order[16];
    identity_order(order, 16);
    shuffle(order, 16, rng);
    fit_settings<T> settings;
    settings.validation = 4;
    const auto end = fit(t, w, x, y, memory, settings,
                         [](const epoch_report<T>& report) { return report.best; });
    save(t, w, memory, saved);
    if (!end.ok() || load(saved, t, w, memory) != status::ok) return;
    const gradient_report<net> report = check_gradient(t, w, x, y);
    (void)report.passed();
}

template <class T, class Network, class Loss>
void look_inside(const Network&) {
    static parameters_of<Network> w;
    static T x[3][16];
    static T y[Network::outputs][16];
    static T outputs[Network::outputs][16];
    static batch_scratch<Network, 16> scratch;
    static evaluation_scratch<Network, 16> more;
    static regression_scratch<Network, 16> for_regression;
    static study_scratch<Network, Loss, 16> for_study;
    static study_report<Network> report;
    static confusion_counts<Network> confusion;
    xoshiro128pp rng{1};
    initialize(w, he_normal{}, rng);
    initialize(w, orthogonal<T>{}, rng);
    if (predict(w, scratch, x, outputs) != status::ok) return;
    T sample[3] = {};
    T answer[Network::outputs];
    if (predict(w, scratch, sample, answer) != status::ok || label_of(answer) > 3) return;
    if (predict_logits(w, scratch, x, outputs) != status::ok || !ok(check_parameters(w))) return;
    const auto cost = evaluate<Loss>(w, more, x, y, &confusion);
    const evaluation_weights<Network> weights;
    if (!evaluate<Loss>(w, more, x, y, weights, &confusion).ok()) return;
    const auto classes = metrics_of(confusion);
    const auto errors = evaluate_regression(w, for_regression, x, y);
    (void)cost.accuracy;
    (void)classes.accuracy;
    (void)errors.samples;
    if (study(w, for_study, x, y, report) != status::ok) return;

    static input_scaling<Network> scaling;
    standard_scaler<T, 3> standard;
    min_max_scaler<T, 3> range;
    if (standard.add(x) != status::ok || standard.result(scaling) != status::ok) return;
    if (range.add(x) != status::ok || range.result(scaling) != status::ok) return;
    if (scale_samples(scaling, x, x) != status::ok) return;
    static parameters_of<Network> folded;
    if (fold(scaling, w, folded) != status::ok) return;
    static scaled_model<Network> model;
    static scaled_scratch<Network, 16> for_model;
    if (predict(model, for_model, x, outputs) != status::ok) return;
    static target_scaling<Network> targets;
    standard_scaler<T, Network::outputs> of_targets;
    if (of_targets.add(y) != status::ok || of_targets.result(targets) != status::ok) return;
    if (scale_targets(targets, y, y) != status::ok) return;
    if (unscale_targets(targets, y, y) != status::ok) return;
    static scaled_regressor<Network> regressor;
    static scaled_regression_scratch<Network, 16> for_errors;
    if (predict(regressor, for_model, x, outputs) != status::ok) return;
    if (!evaluate_regression(regressor, for_errors, x, y).ok()) return;
    if (!ok(check_parameters(regressor))) return;
    static stored_scaled_regressor<Network> stored_regressor;
    if (save(regressor, stored_regressor) != status::ok) return;
    alignas(image_alignment) static unsigned char room[4096];
    if (write_image(contents_of(regressor), room, sizeof room) != status::ok) return;
    basic_image<T> file;
    static self_test_scratch<Network> for_test;
    const parameters_of<Network>* in_place = nullptr;
    if (file.open(room, sizeof room) != status::ok || load(file, regressor) != status::ok) return;
    if (parameters_in_place<Network>(file, in_place) != status::ok) return;
    if (self_test(file, for_test) != status::no_samples) return;
    (void)w.template layer<1>().weight(0, 0);
    static T exported[Network::parameter_count];
    export_parameters(w, weight_order::outputs_by_inputs, exported);
    (void)import_parameters(w, weight_order::outputs_by_inputs, exported);
}

template <class T>
void matrices() {
    matrix<T, 2, 3> a{};
    matrix<T, 3, 2> b{};
    matrix<T, 2, 2> c{};
    T column[2] = {};
    fill(a, T(1));
    transpose(a, b);
    multiply(a, b, c);
    add(c, c, c);
    subtract(c, c, c);
    hadamard_product(c, c, c);
    scale(c, T(2), c);
    add_column(c, column, c);
    copy(c, c);
    map(
        c, [](T value) { return value; }, c);
    row_sums(c, column);
    (void)(sum(c) < norm(c));
    (void)equal(c, c);
    matrix_view<const T, 2, 1> view(column);
    (void)view(0, 0);
}

template <class T>
void numbers() {
    xoshiro128pp rng{7};
    T values[8];
    uniform_fill(rng, values, 8, T(0), T(1));
    normal<T> source(rng);
    (void)source;
    histogram<T, 4> counts{};
    if (histogram_of(8, values, counts) != status::ok) return;
    const auto slope = central_difference([](T t) { return t * t; }, T(1));
    (void)slope.ok();
    T others[8] = {};
    (void)(relative_difference(values, others) > T(0));
}

}  // namespace

template <class T, class Rounding>
void quantize_one() {
    static quantized<classifier<T>, Rounding> net;
    static quantized_parameters<classifier<T>> numbers{};
    static typename quantized<classifier<T>, Rounding>::scratch scratch;
    static typename quantized<classifier<T>, Rounding>::float_scratch more;
    static typename quantized<classifier<T>, Rounding>::batch_scratch most;
    int8_t many[5][3] = {};
    int8_t outputs_of_many[5][1] = {};
    int8_t q[3] = {};
    int8_t outputs[1] = {};
    float x[3] = {};
    float y[1] = {};
    int8_t table[activation_table_size];
    static double memory[1000];
    if constexpr (sizeof(T) == sizeof(float)) {
        static const parameters_of<classifier<T>> w{};
        const float_network from(w);
        calibration ranges;
        quantized_model model;
        disagreement report;
        if (ranges.open(from, memory) != status::ok || ranges.add(x) != status::ok) return;
        if (quantize(ranges, numbers) != status::ok) return;
        if (model.make(ranges, weight_scales::per_layer, memory) != status::ok) return;
        if (report.open(from, model.shape(), net.untyped(), memory) != status::ok) return;
        (void)report.result().labels;
    }
    if (net.open(numbers) != status::ok || !net.is_open()) return;
    if (net.predict(q, scratch, outputs) != status::ok) return;
    if (net.predict(x, more, y) != status::ok) return;
    if (net.predict(sample_major(many), most, sample_major(outputs_of_many)) != status::ok) return;
    if (make_activation_table<gelu>(net.input_quantization(), net.output_quantization(), table) !=
        status::ok)
        return;
    (void)net.untyped().scratch_bytes();
}

template <class T>
void use_everything();
template <class T>
void use_everything() {
    train<T>(trainer<classifier<T>, binary_cross_entropy, gradient_descent, batch<16>>{
        gradient_descent::learning_rate(T(0.5))});
    train<T>(trainer<of_classes<T>, softmax_cross_entropy, adam, batch<8>, l2, dropout>{
        l2::lambda(T(0.1)), adam::learning_rate(T(0.01))});
    train<T>(
        trainer<regressor<T>, mean_squared_error, momentum, batch<1>, max_norm, clip_by_norm>());
    train<T>(trainer<regressor<T>, huber, rprop, batch<16>, frozen<1>>());
    static const T counts[16] = {};
    train<T>(trainer<classifier<T>, binary_cross_entropy, nesterov, batch<16>, class_weights,
                     sample_weights>{class_weights::weights(1, 2), sample_weights::values(counts)});
    look_inside<T, classifier<T>, binary_cross_entropy>({});
    look_inside<T, of_classes<T>, softmax_cross_entropy>({});
    look_inside<T, regressor<T>, mean_squared_error>({});
    quantize_one<T, double_rounding>();
    quantize_one<T, single_rounding>();
    matrices<T>();
    numbers<T>();
}
template void use_everything<float>();
template void use_everything<double>();
