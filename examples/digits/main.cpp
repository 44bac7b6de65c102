// Learns to read handwritten digits: see --help.
#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "common/files.hpp"
#include "common/numbers.hpp"
#include "common/progress_bar.hpp"
#include "digits/experiment.hpp"
#include "digits/export.hpp"

namespace {

constexpr int exit_failure = 1;
constexpr int exit_usage = 2;

void print_confusion(const picomlp::confusion_counts<digits::network>& confusion) {
    std::printf("\n          predicted\n   digit ");
    for (uint32_t k = 0; k < digits::classes; ++k) std::printf("%4u", k);
    std::printf("\n");
    for (uint32_t target = 0; target < digits::classes; ++target) {
        std::printf("%8u ", target);
        for (const uint32_t count : confusion.count[target]) {
            if (count == 0) {
                std::printf("   .");
            } else {
                std::printf("%4u", count);
            }
        }
        std::printf("\n");
    }
}

void write_model(const std::string& directory, const digits::model_files& exported) {
    file_set files(directory);
    files.add("digits_model.hpp", exported.model);
    files.add("digits_vectors.h", exported.vectors);
    files.write();
}

int learn(const digits::settings& chosen, const std::string& csv, const std::string& export_to) {
    if (!export_to.empty()) make_directory(export_to);
    const auto images = digits::read_images(csv);
    progress_bar bar("digits", chosen.epochs);
    const auto result = digits::run(images, chosen, [&](int epoch, float cost, const auto& held) {
        bar.hide();
        if (epoch % 5 == 0 || epoch == chosen.epochs) {
            std::printf("Epoch %3d: cost %-11s held-out accuracy %.2f%%\n", epoch,
                        shortest(cost).c_str(), 100.0 * held.correct / held.samples);
            std::fflush(stdout);
        }
        bar.show(epoch);
    });
    bar.hide();
    if (result.outcome != picomlp::status::ok) {
        std::fprintf(stderr, "digits: %s\n", describe(result.outcome));
        return exit_failure;
    }
    print_confusion(result.confusion);
    std::printf(
        "\n%u training images, %u held out; %zu parameters (%zu bytes of flash), "
        "%zu bytes of RAM to predict, %zu to train\n",
        result.training_images, result.held_out_images, digits::network::parameter_count,
        digits::network::flash_bytes, digits::network::predict_ram_bytes,
        picomlp::training_ram_bytes<digits::trainer>);
    std::printf("Held-out accuracy: %u of %u, %.2f%%. Parameters' CRC-32: %08x\n",
                result.held_out.correct, result.held_out.samples,
                100.0 * result.held_out.correct / result.held_out.samples,
                digits::checksum(result.w));
    if (!export_to.empty()) write_model(export_to, digits::export_model(result.w, images));
    return 0;
}

}  // namespace

int main(int count, char** words) {
    digits::settings chosen;
    std::string csv = DIGITS_CSV;
    std::string export_to;
    CLI::App app{
        "Trains a 64-32-10 network on four fifths of the UCI handwritten digits by "
        "mini-batch gradient descent and tests it on the rest."};
    app.add_option("--seed", chosen.seed, "of the split, the parameters and the order, default 1")
        ->check(CLI::Range(0U, 4294967295U))
        ->option_text("N");
    app.add_option("--learning-rate", chosen.learning_rate, "default 0.5")
        ->check([](const std::string& text) {
            const double rate = std::strtod(text.c_str(), nullptr);
            return rate >= 0 && std::isfinite(rate) ? "" : "must be a number, 0 or more";
        })
        ->option_text("R");
    app.add_option("--epochs", chosen.epochs, "default 30")
        ->check(CLI::Range(1, 1000000))
        ->option_text("N");
    app.add_option("--data", csv, "a file like examples/digits/data/digits.csv")
        ->option_text("FILE");
    app.add_option("--export", export_to,
                   "write digits_model.hpp and digits_vectors.h there, for a firmware")
        ->option_text("DIR");
    try {
        app.parse(count, words);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : exit_usage;
    }
    try {
        return learn(chosen, csv, export_to);
    } catch (const file_error& error) {
        std::fprintf(stderr, "digits: %s\n", error.what());
        return exit_failure;
    }
}
