// SPDX-License-Identifier: MIT
// Trains as the playground's page does and prints what came of it, to be compared: see --help.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "common/command_line.hpp"
#include "common/files.hpp"
#include "playground/csv_table.hpp"
#include "playground/layers_text.hpp"
#include "playground/run.hpp"

namespace {

/// An option that takes one of the choice's names.
template <class Enumeration>
void add_choice(CLI::App& app, const char* option, playground::choice what, Enumeration& chosen) {
    const playground::names all = playground::names_of(what);
    std::vector<std::string> names(all.name, all.name + all.count);
    const std::string usual = "default " + names[static_cast<uint32_t>(chosen)];
    const bool few = names.size() <= 4;
    app.add_option_function<std::string>(
           option,
           [names, &chosen](const std::string& name) {
               const auto found = std::find(names.begin(), names.end(), name);
               chosen = static_cast<Enumeration>(found - names.begin());
           },
           few ? usual : CLI::detail::join(names, ", ") + "; " + usual)
        ->check(CLI::IsMember(names))
        ->option_text(few ? CLI::detail::join(names, "|") : "NAME");
}

}  // namespace

int main(int count, char** words) {
    playground::settings chosen;
    uint32_t steps = 1000;
    bool compared = false;
    CLI::App app{"Trains as the playground's page does, and prints in JSON what came of it."};
    add_choice(app, "--dataset", playground::choice::dataset, chosen.dataset);
    add_choice(app, "--initializer", playground::choice::initializer, chosen.initializer);
    std::string layers = playground::text_of(chosen.layers);
    app.add_option("--layers", layers, "sizes from the 2 inputs to the output, default " + layers)
        ->check([](const std::string& text) {
            return playground::layers_from(text) ? std::string() : playground::layers_wanted();
        })
        ->option_text("2-N-...-1");
    add_choice(app, "--activation", playground::choice::activation, chosen.activation);
    add_choice(app, "--optimizer", playground::choice::optimizer, chosen.optimizer);
    std::string csv;
    app.add_option("--csv", csv,
                   "two columns of features and one that is learnt, for --dataset csv")
        ->option_text("FILE");
    app.add_option("--noise", chosen.samples.noise, "of the points, default 0.05")
        ->option_text("R");
    app.add_option("--test-share", chosen.samples.test_share, "percent of the samples, default 25")
        ->check(integer_in(10, 50))
        ->option_text("N");
    app.add_option("--batch", chosen.batch, "samples of a step, default 0 for all")
        ->check(integer_in(0, 4294967295))
        ->option_text("N");
    app.add_option("--seed", chosen.seed, "of parameters, dropout and batches, default 3")
        ->check(integer_in(0, 4294967295))
        ->option_text("N");
    app.add_option("--learning-rate", chosen.chosen.learning_rate, "default 0.1")->option_text("R");
    app.add_option("--l1", chosen.chosen.l1, "L1's lambda, default 0")->option_text("R");
    app.add_option("--l2", chosen.chosen.l2, "L2's lambda, default 0")->option_text("R");
    app.add_option("--keep", chosen.chosen.keep, "dropout's probability of keeping, default 1")
        ->option_text("P");
    app.add_option("--steps", steps, "default 1000")
        ->check(integer_in(0, 4294967295))
        ->option_text("N");
    app.add_flag("--crcs", compared,
                 "train from three seeds on both data sets instead, otherwise with the defaults");
    if (const auto code = parse(app, "playground_host", count, words)) return *code;
    chosen.layers = *playground::layers_from(layers);
    if (compared) {
        std::printf("{\"runs\": [");
        const char* separator = "\n  ";
        for (const auto& settings : playground::compared_settings()) {
            std::printf("%s%s", separator, as_json(playground::run(settings, steps)).c_str());
            separator = ",\n  ";
        }
        std::printf("\n]}\n");
        return 0;
    }
    playground::given_table table;
    if (!csv.empty()) {
        try {
            playground::read_table(csv, table);
        } catch (const file_error& error) {
            std::fprintf(stderr, "playground_host: %s\n", error.what());
            return exit_failure;
        }
    }
    const auto result = playground::run(chosen, steps, table);
    std::printf("%s\n", as_json(result).c_str());
    return result.status == picomlp::status::ok ? 0 : exit_failure;
}
