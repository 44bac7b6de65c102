// SPDX-License-Identifier: MIT
// What eight bits cost on the courses' data sets: see --help.
#include <cstdio>

#include "common/command_line.hpp"
#include "common/files.hpp"
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

/// Trainings from seeds 1, 2, ...; the first one's outputs and costs go into `csv`.
template <class Network, class Logits>
bool run(const char* name, const course::point_set& train, const course::point_set& test,
         const course::eight_bits_settings& how, uint32_t seeds, course::eight_bits_csv& csv) {
    course::eight_bits_experiment<Network, Logits> experiment(train, test);
    course::eight_bits_counts counts;
    csv.begin(name);
    for (uint32_t seed = 1; seed <= seeds; ++seed) {
        typename Network::parameters w;
        initialize(w, he_normal{}, xoshiro128pp{seed});
        const status done = experiment.run(w, how, counts, seed == 1 ? &csv : nullptr);
        if (done == status::ok) continue;
        std::fprintf(stderr, "course_int8: %s: %s\n", name, describe(done));
        return false;
    }
    print(name, counts);
    return true;
}

struct command_line {
    uint32_t seeds = 10;
    std::string csv;
    std::string costs;
};

bool run_all(uint32_t seeds, course::eight_bits_csv& csv) {
    std::printf("%-16s%8s%9s%9s%9s%9s%9s%9s\n", "", "samples", "float", "layer", "output", "16x8",
                "float+", "aware");
    bool done = true;
    for (const dataset which : {dataset::circles, dataset::moons}) {
        done = done &&
               run<initialization_net, initialization_logits>(
                   name_of(which), course::make_points(which, 300, 1),
                   course::make_points(which, 100, 2), {0.01F, 15000, 0.005F, 1500}, seeds, csv);
    }
    const regularization::data noisy = regularization::moons();
    return done &&
           run<regularization_net, regularization_logits>("noisy moons", noisy.train, noisy.test,
                                                          {0.1F, 5000, 0.05F, 500}, seeds, csv);
}

int compare(const command_line& asked) {
    for (const auto& file : {asked.csv, asked.costs}) {
        if (!file.empty()) require_place_for(file);
    }
    course::eight_bits_csv csv;
    if (!run_all(asked.seeds, csv)) return exit_failure;
    if (!asked.csv.empty()) announce({write_file(asked.csv, csv.outputs())});
    if (!asked.costs.empty()) announce({write_file(asked.costs, csv.costs())});
    return 0;
}

}  // namespace

int main(int count, char** words) {
    command_line asked;
    CLI::App app{
        "Trains the courses' networks in float and counts the test samples that get their label: "
        "in float, in int8 with a scale for each layer's or each output's weights, in 16x8, and "
        "after a "
        "tenth more iterations in float and in int8, for which these simulate eight bits."};
    app.add_option("--seeds", asked.seeds, "trainings of each, from seeds 1, 2, ...")
        ->check(CLI::Range(1, 1000))
        ->option_text("N");
    app.add_option(
           "--csv", asked.csv,
           "write there what networks of integers and of floats say of each test sample: of "
           "the first seed")
        ->option_text("FILE");
    app.add_option("--costs", asked.costs,
                   "write there the costs of training and of the test samples, every 100 "
                   "iterations: of the first seed")
        ->option_text("FILE");
    if (const auto code = parse(app, "course_int8", count, words)) return *code;
    try {
        return compare(asked);
    } catch (const file_error& error) {
        std::fflush(stdout);
        std::fprintf(stderr, "course_int8: %s\n", error.what());
        return exit_failure;
    }
}
