// SPDX-License-Identifier: MIT
// Which initializer for which activation? See --help.
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "activations/report.hpp"
#include "common/command_line.hpp"
#include "common/files.hpp"
#include "common/progress_bar.hpp"

namespace {

using namespace activations;

struct command_line {
    settings chosen;
    std::vector<activation> functions{std::begin(all_activations), std::end(all_activations)};
    std::vector<initializer> weights = section6_initializers();
    bool histograms = isatty(STDOUT_FILENO) == 1;
    std::string csv;
};

/// Runs everything asked for; returns the program's exit code.
int run_all(const command_line& asked) {
    const long runs = static_cast<long>(asked.functions.size() * asked.weights.size());
    std::vector<result> results;
    progress_bar bar("activations", runs);
    for (const activation function : asked.functions) {
        for (const auto& weights : asked.weights) {
            bar.show(static_cast<long>(results.size()));
            results.push_back(run(function, weights, asked.chosen));
            bar.hide();
            const result& of = results.back();
            if (of.status != picomlp::status::ok) {
                std::fflush(stdout);
                std::fprintf(stderr, "activations: %s\n", describe(of.status));
                return exit_failure;
            }
            std::printf("%s%s\n", table_of(of).c_str(),
                        asked.histograms ? drawings_of(of).c_str() : "");
            std::fflush(stdout);
        }
    }
    if (results.size() > 1) std::printf("%s", closing_table(results).c_str());
    if (!asked.csv.empty()) {
        std::fflush(stdout);
        announce({write_file(asked.csv, csv_of(results))});
    }
    return 0;
}

}  // namespace

int main(int count, char** words) {
    command_line asked;
    CLI::App app{
        "Sends normal inputs through five layers of 100 units and back, as section 6 of the course "
        "assignment on initialization does, and tells for each layer how activations and gradients "
        "are distributed: mean, standard deviation, what of it differs between samples (signal), "
        "saturated and zero activations, dead units, and a verdict."};
    std::string activation_name;
    std::string initializer_name;
    double deviation = 0;
    app.add_option("--activation", activation_name, "default: all of them")
        ->check(CLI::IsMember({"sigmoid", "tanh", "relu"}))
        ->option_text("sigmoid|tanh|relu");
    auto* initializer_option =
        app.add_option("--initializer", initializer_name,
                       "of the weights: 0, normal numbers x 10, x sqrt(1/100), x sqrt(2/100); "
                       "default: standard deviations 1 and 0.01, xavier, he")
            ->check(CLI::IsMember({"zeros", "random", "xavier", "he"}))
            ->option_text("zeros|random|xavier|he");
    auto* deviation_option =
        app.add_option("--std", deviation, "standard deviation of the weights")
            ->check(number_in([](double value) { return value >= 0 && value <= 1e6; },
                              "a number from 0 to 1000000"))
            ->excludes(initializer_option)
            ->option_text("S");
    app.add_option("--seed", asked.chosen.seed, "of NumPy's generator, default 0")
        ->check(integer_in(0, 4294967295))
        ->option_text("N");
    app.add_option("--samples", asked.chosen.samples, "default 1000")
        ->check(integer_in(1, 100000))
        ->option_text("N");
    add_precision(app, asked.chosen.number);
    app.add_flag("--histograms", asked.histograms,
                 "draw the histograms; default when printing to a terminal");
    app.add_option("--csv", asked.csv, "write all numbers and histograms there")
        ->option_text("FILE");
    if (const auto code = parse(app, "activations", count, words)) return *code;
    if (!activation_name.empty()) {
        asked.functions = {
            *std::find_if(std::begin(all_activations), std::end(all_activations),
                          [&](activation which) { return activation_name == name_of(which); })};
    }
    if (!initializer_name.empty()) asked.weights = {initializer_named(initializer_name)};
    if (deviation_option->count() > 0) asked.weights = {with_deviation(deviation)};
    try {
        if (!asked.csv.empty()) require_place_for(asked.csv);
        return run_all(asked);
    } catch (const file_error& error) {
        std::fflush(stdout);
        std::fprintf(stderr, "activations: %s\n", error.what());
        return exit_failure;
    }
}
