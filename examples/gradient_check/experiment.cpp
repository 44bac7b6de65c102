// SPDX-License-Identifier: MIT
#include "gradient_check/experiment.hpp"

#include <cmath>

#include "picomlp/picomlp.hpp"

namespace gradient_check {

namespace {

constexpr uint32_t samples = 3;

template <class Last>
using network_ending_in =
    picomlp::basic_network<double, picomlp::input<4>, picomlp::dense<5, picomlp::relu>,
                           picomlp::dense<3, picomlp::relu>, picomlp::dense<1, Last>>;
using network = network_ending_in<picomlp::sigmoid>;
using gradient = network::parameters;

constexpr auto course_order = picomlp::weight_order::outputs_by_inputs;

struct problem {
    double x[4][samples];
    double y[1][samples] = {{1, 1, 0}};
    network::parameters w;

    problem() {
        picomlp::numpy_random_state stream(1);
        stream.normal_fill(x[0], 4 * size_t{samples});
        double drawn[network::parameter_count];
        stream.normal_fill(drawn, network::parameter_count);
        import_parameters(w, course_order, drawn);
    }
};

/// The textbook's cost, with the library's exp and log, which are the same on every machine.
double textbook_cost(const problem& of, const double* w) {
    using to_logits = network_ending_in<picomlp::identity>;
    to_logits::parameters same;
    for (size_t k = 0; k < to_logits::parameter_count; ++k) same.values[k] = w[k];
    picomlp::batch_scratch<to_logits, samples> scratch;
    double z[1][samples];
    if (predict(same, scratch, of.x, z) != picomlp::status::ok) return NAN;
    double sum = 0;
    for (uint32_t s = 0; s < samples; ++s) {
        const double a = 1 / (1 + picomlp::math::exp(-z[0][s]));
        sum += -picomlp::math::log(a) * of.y[0][s] + -picomlp::math::log(1 - a) * (1 - of.y[0][s]);
    }
    return sum / samples;
}

void plant_errors(gradient& to) {
    const auto first = to.layer<1>();
    for (uint32_t o = 0; o < first.outputs(); ++o) first.bias(o) *= 4;
    const auto second = to.layer<2>();
    for (uint32_t o = 0; o < second.outputs(); ++o) {
        for (uint32_t i = 0; i < second.inputs(); ++i) second.weight(o, i) *= 2;
    }
}

std::vector<parameter> in_course_order(const gradient& analytic, const gradient& numeric,
                                       double allowed) {
    std::vector<parameter> all;
    for (uint32_t number = 1; number <= network::layer_count; ++number) {
        const auto a = analytic.layer(number);
        const auto n = numeric.layer(number);
        const auto add = [&](bool is_bias, uint32_t out, uint32_t in, double left, double right) {
            all.push_back(
                {number, is_bias, out, in, left, right, std::fabs(left - right) > allowed});
        };
        for (uint32_t o = 0; o < a.outputs(); ++o) {
            for (uint32_t i = 0; i < a.inputs(); ++i) {
                add(false, o, i, a.weight(o, i), n.weight(o, i));
            }
        }
        for (uint32_t o = 0; o < a.outputs(); ++o) add(true, o, 0, a.bias(o), n.bias(o));
    }
    return all;
}

}  // namespace

const char* name_of(errors made) { return made == errors::none ? "correct" : "planted"; }

double tolerance(cost of) { return of == cost::textbook ? 2e-7 : 1e-7; }

double relative_difference(double analytic, double numeric) {
    return picomlp::relative_difference<double>(1, &analytic, &numeric);
}

one_dimension check_one_dimension(const settings& chosen) {
    one_dimension of;
    const auto slope = picomlp::central_difference([&](double theta) { return theta * of.x; },
                                                   of.theta, chosen.epsilon);
    of.numeric = slope.value;
    of.status = slope.status;
    return of;
}

std::string name_of(const parameter& one) {
    std::string name = one.is_bias ? "b" : "W";
    name += std::to_string(one.layer) + '(' + std::to_string(one.out);
    if (!one.is_bias) name += ',' + std::to_string(one.in);
    return name + ')';
}

result check_network(errors made, const settings& chosen) {
    problem of;
    picomlp::trainer<network, picomlp::binary_cross_entropy, picomlp::gradient_descent,
                     picomlp::batch<samples>>
        trainer;
    result to;
    to.made = made;
    to.status = trainer.compute_gradient(of.w, of.x, of.y).status;
    if (to.status != picomlp::status::ok) return to;
    gradient analytic = trainer.gradient();
    if (made == errors::planted) plant_errors(analytic);

    gradient numeric;
    const auto report = check_gradient(trainer, of.w, of.x, of.y, analytic,
                                       {chosen.epsilon, tolerance(chosen.of)}, &numeric);
    to.status = report.status;
    if (to.status == picomlp::status::ok && chosen.of == cost::textbook) {
        to.status =
            picomlp::central_differences([&](const double* w) { return textbook_cost(of, w); },
                                         of.w.values, chosen.epsilon, numeric.values);
    }
    if (to.status != picomlp::status::ok) return to;

    to.relative_difference = picomlp::relative_difference(analytic.values, numeric.values);
    to.verdict = report.verdict;
    // The textbook's cost rounds more than the library's, and only that.
    if (to.verdict == picomlp::gradient_verdict::right &&
        !(to.relative_difference <= tolerance(chosen.of))) {
        to.verdict = picomlp::gradient_verdict::rounding;
    }
    for (const auto& layer : report.layers) to.layer_verdicts.push_back(layer.verdict);
    picomlp::difference_sums<double> sums;
    for (size_t k = 0; k < network::parameter_count; ++k) {
        sums.add(analytic.values[k], numeric.values[k]);
    }
    to.parameters = in_course_order(analytic, numeric, tolerance(chosen.of) * sums.size());
    for (uint32_t number = 1; number <= network::layer_count; ++number) {
        to.layers.push_back(picomlp::relative_difference(
            parameter_count_of(network::shape_of(number)), analytic.layer(number).data(),
            numeric.layer(number).data()));
    }
    return to;
}

}  // namespace gradient_check
