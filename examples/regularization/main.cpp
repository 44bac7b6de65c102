// SPDX-License-Identifier: MIT
// Reruns the course's experiment on regularization: see --help.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "common/command_line.hpp"
#include "common/files.hpp"
#include "common/progress_bar.hpp"
#include "course/report.hpp"
#include "regularization/report.hpp"

namespace {

using namespace regularization;

struct command_line {
    settings chosen;
    std::vector<model> models{std::begin(all_models), std::end(all_models)};
    std::string csv_directory;
};

model model_named(const std::string& name) {
    return *std::find_if(std::begin(all_models), std::end(all_models),
                         [&](model which) { return name == name_of(which); });
}

/// Runs everything asked for; returns the program's exit code.
int run_all(const command_line& asked, const data& on) {
    std::vector<result> results;
    for (const model which : asked.models) {
        std::printf("%s\n", heading(which, on, asked.chosen).c_str());
        progress_bar bar(name_of(which), asked.chosen.iterations);
        observer watch;
        watch.recorded = [&](long iteration, double cost) {
            if (iteration % print_every != 0) return;
            bar.hide();
            std::printf("%s\n", course::cost_line(iteration, cost, asked.chosen.number).c_str());
            std::fflush(stdout);
        };
        watch.progressed = [&](long done) { bar.show(done); };
        results.push_back(run(which, on, asked.chosen, watch));
        bar.hide();
        if (results.back().status != picomlp::status::ok) {
            std::fflush(stdout);
            std::fprintf(stderr, "regularization: %s: %s\n", name_of(which),
                         describe(results.back().status));
            return exit_failure;
        }
        std::printf("%s\n\n",
                    course::accuracy_lines(results.back().train, results.back().test).c_str());
    }
    if (results.size() > 1) std::printf("%s", closing_table(results, asked.chosen).c_str());
    if (!asked.csv_directory.empty()) announce(write_csv(asked.csv_directory, results, on));
    return 0;
}

}  // namespace

int main(int count, char** words) {
    command_line asked;
    CLI::App app{
        "Trains a 2-20-3-1 network (relu, relu, sigmoid) without regularization, with L2 and with "
        "dropout, as the well-known course assignment on regularization does, and compares the "
        "results."};
    std::string train_file, test_file;
    std::string which;
    std::string dropped_by = "numpy";
    const auto not_negative = number_in(
        [](double value) { return value >= 0 && std::isfinite(value); }, "a number, 0 or more");
    auto* train =
        app.add_option("--train", train_file,
                       "lines x1,x2,label to train on, at most " +
                           std::to_string(most_training_samples) + "; default: noisy moons")
            ->option_text("FILE");
    auto* test = app.add_option("--test", test_file, "likewise, any number, to test on")
                     ->option_text("FILE");
    train->needs(test);
    test->needs(train);
    app.add_option("--model", which, "default: all of them, and a closing table")
        ->check(CLI::IsMember({"none", "l2", "dropout"}))
        ->option_text("none|l2|dropout");
    app.add_option("--lambda", asked.chosen.lambda, "of L2, default 0.7")
        ->check(not_negative)
        ->option_text("L");
    app.add_option("--keep", asked.chosen.keep,
                   "the probability that dropout keeps a hidden unit, default 0.86")
        ->check(number_in([](double value) { return value > 0 && value <= 1; },
                          "a number above 0 and at most 1"))
        ->option_text("P");
    app.add_option("--dropout", dropped_by,
                   "the course's masks, the same in every iteration (default), or new ones")
        ->check(CLI::IsMember({"numpy", "own"}))
        ->option_text("numpy|own");
    app.add_option("--seed", asked.chosen.seed,
                   "of the initial parameters and of dropout's own masks, default 3")
        ->check(integer_in(0, 4294967295))
        ->option_text("N");
    app.add_option("--learning-rate", asked.chosen.learning_rate, "default 0.3")
        ->check(not_negative)
        ->option_text("R");
    app.add_option("--iterations", asked.chosen.iterations, "default 30000")
        ->check(integer_in(1, 1000000000))
        ->option_text("N");
    add_precision(app, asked.chosen.number);
    app.add_option("--csv", asked.csv_directory,
                   "write cost.csv, predictions.csv and boundary.csv there")
        ->option_text("DIR");
    if (const auto code = parse(app, "regularization", count, words)) return *code;
    if (dropped_by == "own") asked.chosen.dropped_by = masks::own;
    if (!which.empty()) asked.models = {model_named(which)};
    try {
        const data on =
            train->count() == 0 ? moons() : read_data(train_file, test_file, asked.chosen.number);
        if (!asked.csv_directory.empty()) make_directory(asked.csv_directory);
        return run_all(asked, on);
    } catch (const file_error& error) {
        std::fflush(stdout);
        std::fprintf(stderr, "regularization: %s\n", error.what());
        return exit_failure;
    }
}
