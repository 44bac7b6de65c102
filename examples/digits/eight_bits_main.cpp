// SPDX-License-Identifier: MIT
// What the digits lose in eight bits: see --help.
#include <cmath>
#include <cstdio>
#include <utility>

#include "common/command_line.hpp"
#include "common/files.hpp"
#include "common/numbers.hpp"
#include "digits/eight_bits.hpp"
#include "digits/report.hpp"

namespace {

struct command_line {
    uint64_t first_seed = 1;
    uint64_t seeds = 10;
    digits::aware_settings aware;
    std::string data = DIGITS_CSV;
    std::string export_to;
    std::string csv;
    std::string costs;
};

/// Sums over all seeds.
struct sums {
    static constexpr int columns = 6;
    uint32_t images = 0;
    uint32_t right[columns] = {};

    void add(const digits::eight_bits_result& one) {
        const uint32_t of_one[columns] = {one.in_float, one.per_layer,    one.per_output,
                                          one.in_16x8,  one.float_longer, one.aware};
        images += one.held_out_images;
        for (int k = 0; k < columns; ++k) right[k] += of_one[k];
        std::printf("%8u", one.held_out_images);
        for (const uint32_t each : of_one) std::printf("%11u", each);
        std::printf("\n");
    }
    void print() const {
        std::printf("      %8u", images);
        for (const uint32_t each : right) std::printf("%11u", each);
        std::printf("\n              ");
        for (const uint32_t each : right) std::printf("%9.2f %%", 100.0 * each / images);
        std::printf("\n");
    }
};

int compare(const command_line& asked) {
    if (!asked.export_to.empty()) make_directory(asked.export_to);
    for (const auto& file : {asked.csv, asked.costs}) {
        if (!file.empty()) require_place_for(file);
    }
    const auto images = digits::read_images(asked.data);
    std::printf(
        "Held-out images that are read correctly:\n"
        " seed   images      float   int8 per   int8 per   16x8 per  10 epochs  10 epochs\n"
        "                               layer     output     output more float aware int8\n");
    sums all;
    std::string outputs;
    digits::cost_csv costs;
    for (uint64_t k = 0; k < asked.seeds; ++k) {
        const uint64_t seed = asked.first_seed + k;
        digits::settings chosen;
        chosen.seed = seed;
        const auto result = digits::compare_in_eight_bits(
            images, chosen, asked.aware,
            [&](const char* run, int epoch, float cost, float held_out) {
                if (k == 0) costs.add(run, epoch, cost, held_out);
            });
        if (result.status != picomlp::status::ok) {
            std::fprintf(stderr, "digits_int8: %s\n", describe(result.status));
            return exit_failure;
        }
        std::printf("%5u ", static_cast<unsigned>(seed));
        all.add(result);
        std::fflush(stdout);
        if (k == 0 && !asked.export_to.empty()) {
            file_set files(asked.export_to);
            files.add("digits_int8.hpp", digits::eight_bits_header(result.numbers, images));
            files.write();
        }
        if (k == 0) outputs = digits::outputs_csv(result.outputs);
    }
    all.print();
    if (!asked.csv.empty()) announce({write_file(asked.csv, std::move(outputs))});
    if (!asked.costs.empty()) announce({write_file(asked.costs, costs.text())});
    return 0;
}

}  // namespace

int main(int count, char** words) {
    command_line asked;
    CLI::App app{
        "Trains the network of `digits`, makes it one of int8, and counts what it then reads: with "
        "a scale for each layer's weights, with one for each output's, with activations of sixteen "
        "bits, and after ten epochs more that are quantization-aware; beside it, ten epochs more "
        "in float."};
    app.add_option("--seeds", asked.seeds, "how many trainings, each with its own seed, default 10")
        ->check(integer_in(1, 1000))
        ->option_text("N");
    app.add_option("--first-seed", asked.first_seed, "of the first training, default 1")
        ->check(integer_in(0, 4294967295))
        ->option_text("N");
    app.add_option("--learning-rate", asked.aware.learning_rate, "of the epochs more, default 0.02")
        ->check(number_in([](double value) { return value >= 0 && std::isfinite(value); },
                          "a number, 0 or more"))
        ->option_text("R");
    app.add_option("--data", asked.data, "a file like examples/digits/data/digits.csv")
        ->option_text("FILE");
    app.add_option("--export", asked.export_to,
                   "write digits_int8.hpp there, for a firmware: of the first seed")
        ->option_text("DIR");
    app.add_option(
           "--csv", asked.csv,
           "write there what networks of integers and of floats say of each held-out image: "
           "of the first seed")
        ->option_text("FILE");
    app.add_option("--costs", asked.costs,
                   "write there the costs of training and of held-out images, epoch by epoch: of "
                   "the first seed")
        ->option_text("FILE");
    if (const auto code = parse(app, "digits_int8", count, words)) return *code;
    try {
        return compare(asked);
    } catch (const file_error& error) {
        std::fflush(stdout);
        std::fprintf(stderr, "digits_int8: %s\n", error.what());
        return exit_failure;
    }
}
