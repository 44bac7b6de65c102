// SPDX-License-Identifier: MIT
// What accuracy on the digits costs in flash: see --help.
#include <cstdio>

#include "common/command_line.hpp"
#include "common/files.hpp"
#include "digits/shapes.hpp"

namespace {

struct command_line {
    uint64_t seeds = 10;
    std::string data = DIGITS_CSV;
    std::string csv;
};

/// A network's line: over all trainings, the share of images that each form reads, and its flash.
void print(const digits::hidden_layers& hidden, uint32_t images,
           const std::vector<digits::form_result>& sums) {
    std::printf("%-12s", digits::name_of(hidden).c_str());
    for (const auto& of : sums) std::printf("%9u B%8.2f %%", of.flash, 100.0 * of.right / images);
    std::printf("\n");
    std::fflush(stdout);
}

int compare(const command_line& asked) {
    if (!asked.csv.empty()) require_place_for(asked.csv);
    const auto images = digits::read_images(asked.data);
    std::printf(
        "Flash of the numbers, and held-out images that are read correctly:\n%-12s%21s%21s%21s\n",
        "network", "float", "int8", "16x8");
    digits::shapes_csv csv;
    for (const auto& hidden : digits::usual_shapes) {
        std::vector<digits::form_result> sums;
        uint32_t samples = 0;
        for (uint64_t seed = 1; seed <= asked.seeds; ++seed) {
            digits::settings chosen;
            chosen.seed = seed;
            const auto result = run_shape(images, hidden, chosen);
            if (result.status != picomlp::status::ok) {
                std::fprintf(stderr, "digits_shapes: %s\n", describe(result.status));
                return exit_failure;
            }
            csv.add(hidden, seed, result);
            samples += result.held_out_images;
            if (sums.empty()) sums.resize(result.forms.size());
            for (size_t k = 0; k < sums.size(); ++k) {
                const uint32_t right = sums[k].right + result.forms[k].right;
                sums[k] = result.forms[k];
                sums[k].right = right;
            }
        }
        print(hidden, samples, sums);
    }
    if (!asked.csv.empty()) announce({write_file(asked.csv, csv.text())});
    return 0;
}

}  // namespace

int main(int count, char** words) {
    command_line asked;
    CLI::App app{
        "Trains networks of several shapes on the handwritten digits, as `digits` does its own, "
        "makes each one of int8 and of 16x8, and shows for each how many bytes of flash its "
        "weights, biases and multipliers take and how many held-out images it reads."};
    app.add_option("--seeds", asked.seeds,
                   "trainings of each network, from seeds 1, 2, ..., default 10")
        ->check(integer_in(1, 1000))
        ->option_text("N");
    app.add_option("--data", asked.data, "a file like examples/digits/data/digits.csv")
        ->option_text("FILE");
    app.add_option("--csv", asked.csv, "write there the counts of each training")
        ->option_text("FILE");
    if (const auto code = parse(app, "digits_shapes", count, words)) return *code;
    try {
        return compare(asked);
    } catch (const file_error& error) {
        std::fflush(stdout);
        std::fprintf(stderr, "digits_shapes: %s\n", error.what());
        return exit_failure;
    }
}
