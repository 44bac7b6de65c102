// SPDX-License-Identifier: MIT
// What eight bits cost on the courses' data sets: see --help.
#include <cstdio>

#include "common/command_line.hpp"
#include "course/eight_bits.hpp"
#include "regularization/data.hpp"

namespace {

using namespace picomlp;
using course::dataset;

using initialization_net =
    network<input<2>, dense<10, relu>, dense<5, relu>, dense<1, picomlp::sigmoid>>;
using initialization_logits =
    network<input<2>, dense<10, relu>, dense<5, relu>, dense<1, identity>>;
using regularization_net =
    network<input<2>, dense<20, relu>, dense<3, relu>, dense<1, picomlp::sigmoid>>;
using regularization_logits =
    network<input<2>, dense<20, relu>, dense<3, relu>, dense<1, identity>>;

void print(const char* name, const course::eight_bits_counts& counts) {
    const uint32_t right[] = {counts.in_float, counts.per_layer,    counts.per_output,
                              counts.in_16x8,  counts.float_longer, counts.aware};
    std::printf("%-16s%8u", name, counts.samples);
    for (const uint32_t each : right) std::printf("%9u", each);
    std::printf("\n");
}

/// Trainings from seeds 1, 2, ...
template <class Network, class Logits>
bool run(const char* name, const course::point_set& train, const course::point_set& test,
         const course::eight_bits_settings& how, uint32_t seeds) {
    course::eight_bits_experiment<Network, Logits> experiment(train, test);
    course::eight_bits_counts counts;
    for (uint32_t seed = 1; seed <= seeds; ++seed) {
        typename Network::parameters w;
        initialize(w, he_normal{}, xoshiro128pp{seed});
        const status done = experiment.run(w, how, counts);
        if (done == status::ok) continue;
        std::fprintf(stderr, "course_int8: %s: %s\n", name, describe(done));
        return false;
    }
    print(name, counts);
    return true;
}

bool run_all(uint32_t seeds) {
    std::printf("%-16s%8s%9s%9s%9s%9s%9s%9s\n", "", "samples", "float", "layer", "output", "16x8",
                "float+", "aware");
    bool done = true;
    for (const dataset which : {dataset::circles, dataset::moons}) {
        done = done && run<initialization_net, initialization_logits>(
                           name_of(which), course::make_points(which, 300, 1),
                           course::make_points(which, 100, 2), {0.01F, 15000, 0.005F, 1500}, seeds);
    }
    const regularization::data noisy = regularization::moons();
    return done && run<regularization_net, regularization_logits>(
                       "noisy moons", noisy.train, noisy.test, {0.1F, 5000, 0.05F, 500}, seeds);
}

}  // namespace

int main(int count, char** words) {
    uint32_t seeds = 10;
    CLI::App app{
        "Trains the courses' networks in float and counts the test samples that get their label: "
        "in "
        "float, in int8 with a scale for each layer's or each output's weights, in 16x8, and after "
        "a "
        "tenth more iterations in float and in int8, for which these simulate eight bits."};
    app.add_option("--seeds", seeds, "trainings of each, from seeds 1, 2, ...")
        ->check(CLI::Range(1, 1000))
        ->option_text("N");
    if (const auto code = parse(app, "course_int8", count, words)) return *code;
    return run_all(seeds) ? 0 : exit_failure;
}
