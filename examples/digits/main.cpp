// SPDX-License-Identifier: MIT
// Learns to read handwritten digits: see --help.
#include <cmath>
#include <cstdio>

#include "common/command_line.hpp"
#include "common/files.hpp"
#include "common/numbers.hpp"
#include "common/progress_bar.hpp"
#include "digits/experiment.hpp"
#include "digits/export.hpp"
#include "digits/report.hpp"

namespace {

struct command_line {
    digits::settings chosen;
    std::string data = DIGITS_CSV;
    std::string export_to;
    std::string csv_directory;
};

std::vector<std::filesystem::path> write_model(const std::string& directory,
                                               const digits::model_files& exported) {
    file_set files(directory);
    files.add("digits_model.hpp", exported.model);
    files.add("digits_vectors.h", exported.vectors);
    files.add("digits_image.h", exported.image);
    return files.write();
}

std::vector<std::filesystem::path> write_csv(const std::string& directory,
                                             const digits::cost_csv& costs,
                                             const digits::result& learnt) {
    file_set files(directory);
    files.add("cost.csv", costs.text());
    files.add("confusion.csv", digits::confusion_csv(learnt.confusion));
    return files.write();
}

int learn(const command_line& asked) {
    for (const auto& directory : {asked.export_to, asked.csv_directory}) {
        if (!directory.empty()) make_directory(directory);
    }
    const auto images = digits::read_images(asked.data);
    const digits::settings& chosen = asked.chosen;
    digits::cost_csv costs;
    progress_bar bar("digits", chosen.epochs);
    const auto result = digits::run(images, chosen, [&](int epoch, float cost, const auto& held) {
        bar.hide();
        costs.add("64-32-10", epoch, cost, held.cost);
        if (epoch % 5 == 0 || epoch == chosen.epochs) {
            std::printf("Epoch %3d: cost %-11s held-out accuracy %.2f%%\n", epoch,
                        shortest(cost).c_str(), 100.0 * held.correct / held.samples);
            std::fflush(stdout);
        }
        bar.show(epoch);
    });
    bar.hide();
    if (result.status != picomlp::status::ok) {
        std::fprintf(stderr, "digits: %s\n", describe(result.status));
        return exit_failure;
    }
    std::printf("\n%s", digits::confusion_table(result.confusion).c_str());
    std::printf(
        "\n%u training images, %u held out\n%zu parameters, %zu bytes of flash; "
        "RAM: %zu bytes to predict, %zu to train\n",
        result.training_images, result.held_out_images, digits::network::parameter_count,
        digits::network::flash_bytes, digits::network::predict_ram_bytes,
        picomlp::training_ram_bytes<digits::trainer>);
    std::printf("Held-out accuracy: %u of %u, %.2f%%. Parameters' CRC-32: %08x\n",
                result.held_out.correct, result.held_out.samples,
                100.0 * result.held_out.correct / result.held_out.samples,
                digits::checksum(result.w));
    if (!asked.export_to.empty()) {
        announce(write_model(asked.export_to, digits::export_model(result.w, images)));
    }
    if (!asked.csv_directory.empty()) announce(write_csv(asked.csv_directory, costs, result));
    return 0;
}

}  // namespace

int main(int count, char** words) {
    command_line asked;
    CLI::App app{
        "Trains a 64-32-10 network on four fifths of the UCI handwritten digits by "
        "mini-batch gradient descent and tests it on the rest."};
    app.add_option("--seed", asked.chosen.seed,
                   "of the split, the parameters and the order, default 1")
        ->check(integer_in(0, 4294967295))
        ->option_text("N");
    app.add_option("--learning-rate", asked.chosen.learning_rate, "default 0.5")
        ->check(number_in([](double value) { return value >= 0 && std::isfinite(value); },
                          "a number, 0 or more"))
        ->option_text("R");
    app.add_option("--epochs", asked.chosen.epochs, "default 30")
        ->check(integer_in(1, 1000000))
        ->option_text("N");
    app.add_option("--data", asked.data, "a file like examples/digits/data/digits.csv")
        ->option_text("FILE");
    app.add_option(
           "--export", asked.export_to,
           "write digits_model.hpp, digits_vectors.h and digits_image.h there, for a firmware")
        ->option_text("DIR");
    app.add_option("--csv", asked.csv_directory, "write cost.csv and confusion.csv there")
        ->option_text("DIR");
    if (const auto code = parse(app, "digits", count, words)) return *code;
    try {
        return learn(asked);
    } catch (const file_error& error) {
        std::fflush(stdout);
        std::fprintf(stderr, "digits: %s\n", error.what());
        return exit_failure;
    }
}
