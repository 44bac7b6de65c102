// SPDX-License-Identifier: MIT
// Reruns the course's experiment on initialization: see --help.
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "common/command_line.hpp"
#include "common/files.hpp"
#include "common/progress_bar.hpp"
#include "common/terminal.hpp"
#include "course/drawing.hpp"
#include "course/report.hpp"
#include "initialization/report.hpp"

namespace {

using namespace initialization;

struct command_line {
    settings chosen;
    std::vector<start> starts{std::begin(all_starts), std::end(all_starts)};
    std::string csv_directory;
    bool plot = false;
};

start start_named(const std::string& name) {
    return *std::find_if(std::begin(all_starts), std::end(all_starts),
                         [&](start which) { return name == name_of(which); });
}

/// Costs and decision boundary with the training samples, as wide as the terminal.
void draw(const result& of, const settings& chosen) {
    const int width = terminal_width(STDOUT_FILENO);
    std::printf("%s\n%s\n", course::draw_costs(of.costs, width).c_str(),
                boundary_drawing(of, chosen, width).c_str());
}

/// Runs everything asked for; returns the program's exit code.
int run_all(const command_line& asked) {
    const bool draws = asked.plot && is_terminal(STDOUT_FILENO);
    if (asked.plot && !draws) {
        std::fprintf(stderr, "initialization: nothing is plotted: the output is no terminal\n");
    }
    std::vector<result> results;
    for (const start initializer : asked.starts) {
        std::printf("%s\n", heading(initializer, asked.chosen).c_str());
        progress_bar bar(name_of(initializer), asked.chosen.iterations);
        observer watch;
        watch.recorded = [&](long iteration, double cost) {
            bar.hide();
            std::printf("%s\n", course::cost_line(iteration, cost, asked.chosen.number).c_str());
            std::fflush(stdout);
        };
        watch.progressed = [&](long done) { bar.show(done); };
        results.push_back(run(initializer, asked.chosen, watch));
        bar.hide();
        if (results.back().status != picomlp::status::ok) {
            std::fflush(stdout);
            std::fprintf(stderr, "initialization: %s: %s\n", name_of(initializer),
                         describe(results.back().status));
            return exit_failure;
        }
        std::printf("%s\n\n",
                    course::accuracy_lines(results.back().train, results.back().test).c_str());
        if (draws) draw(results.back(), asked.chosen);
    }
    if (results.size() > 1) std::printf("%s", closing_table(results).c_str());
    if (!asked.csv_directory.empty()) {
        announce(write_csv(asked.csv_directory, results, asked.chosen));
    }
    return 0;
}

}  // namespace

int main(int count, char** words) {
    command_line asked;
    CLI::App app{
        "Trains a 2-10-5-1 network (relu, relu, sigmoid) from several initial values, as the "
        "well-known course assignment on initialization does, and compares the results."};
    std::string dataset = "circles";
    std::string init;
    app.add_option("--dataset", dataset, "default circles")
        ->check(CLI::IsMember({"circles", "moons"}))
        ->option_text("circles|moons");
    app.add_option("--init", init, "default: all of them, and a closing table")
        ->check(CLI::IsMember({"zeros", "random", "uniform", "he", "xavier"}))
        ->option_text("zeros|random|uniform|he|xavier");
    app.add_option("--seed", asked.chosen.seed, "of the initial parameters, default 3")
        ->check(integer_in(0, 4294967295))
        ->option_text("N");
    app.add_option("--learning-rate", asked.chosen.learning_rate, "default 0.01")
        ->check(number_in([](double value) { return value >= 0 && std::isfinite(value); },
                          "a number, 0 or more"))
        ->option_text("R");
    app.add_option("--iterations", asked.chosen.iterations, "default 15000")
        ->check(integer_in(1, 1000000000))
        ->option_text("N");
    add_precision(app, asked.chosen.number);
    app.add_option("--csv", asked.csv_directory,
                   "write cost.csv, predictions.csv and boundary.csv there")
        ->option_text("DIR");
    app.add_flag(
        "--plot", asked.plot,
        "on a terminal, draw costs and decision boundary with characters: samples o of class "
        "0, x of class 1, O and X when taken for the other; ':' where it says class 1");
    if (const auto code = parse(app, "initialization", count, words)) return *code;
    if (dataset == "moons") asked.chosen.dataset = course::dataset::moons;
    if (!init.empty()) asked.starts = {start_named(init)};
    try {
        if (!asked.csv_directory.empty()) make_directory(asked.csv_directory);
        return run_all(asked);
    } catch (const file_error& error) {
        std::fflush(stdout);
        std::fprintf(stderr, "initialization: %s\n", error.what());
        return exit_failure;
    }
}
