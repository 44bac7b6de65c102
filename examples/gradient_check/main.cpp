// SPDX-License-Identifier: MIT
// The course's gradient check, right and wrong: see --help.
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "common/command_line.hpp"
#include "common/files.hpp"
#include "common/numbers.hpp"
#include "gradient_check/report.hpp"

namespace {

using namespace gradient_check;

int refuse(picomlp::status outcome, double epsilon) {
    std::fflush(stdout);
    if (outcome == picomlp::status::bad_argument || outcome == picomlp::status::diverged) {
        std::fprintf(stderr,
                     "gradient_check: epsilon %s moves a parameter not at all, or too far\n",
                     shortest(epsilon).c_str());
    } else {
        std::fprintf(stderr, "gradient_check: %s\n", describe(outcome));
    }
    return exit_failure;
}

/// Runs everything asked for; returns the program's exit code.
int run_all(const std::vector<errors>& cases, const settings& chosen, const std::string& csv) {
    const bool plain = isatty(STDOUT_FILENO) != 1 || std::getenv("NO_COLOR") != nullptr;
    const colours allowed = plain ? colours::no : colours::yes;
    const auto line = check_one_dimension(chosen);
    std::vector<result> results;
    for (const errors made : cases) results.push_back(check_network(made, chosen));
    if (line.status != picomlp::status::ok) return refuse(line.status, chosen.epsilon);
    for (const result& of : results) {
        if (of.status != picomlp::status::ok) return refuse(of.status, chosen.epsilon);
    }
    std::vector<std::filesystem::path> written;
    if (!csv.empty()) written.push_back(write_csv(csv, results));
    std::printf("%s", one_dimension_lines(line).c_str());
    for (const result& of : results) {
        std::printf("\n%s%s%s", heading(of.made, chosen).c_str(),
                    verdict(of, chosen, allowed).c_str(), parameter_table(of, allowed).c_str());
    }
    if (!written.empty()) std::printf("\n");
    announce(written);
    return 0;
}

}  // namespace

int main(int count, char** words) {
    settings chosen;
    std::string which;
    std::string csv;
    bool textbook = false;
    CLI::App app{
        "Compares gradients by backpropagation with slopes of the cost, as the well-known course "
        "assignment on gradient checking does: a right one, and one with two planted errors."};
    app.add_option("--case", which, "default: both")
        ->check(CLI::IsMember({"correct", "planted"}))
        ->option_text("correct|planted");
    app.add_option("--epsilon", chosen.epsilon, "how far a parameter is moved, default 1e-7")
        ->check([](const std::string& text) {
            const double epsilon = std::strtod(text.c_str(), nullptr);
            return epsilon > 0 && std::isfinite(epsilon) ? "" : "must be a number above 0";
        })
        ->option_text("E");
    app.add_flag("--textbook", textbook,
                 "measure slopes of -(y log A + (1-y) log(1-A)), as the course computes it, "
                 "instead of the cost from logits");
    app.add_option("--csv", csv, "write one row for each parameter there")->option_text("FILE");
    if (const auto code = parse(app, "gradient_check", count, words)) return *code;
    if (textbook) chosen.of = cost::textbook;
    std::vector<errors> cases{errors::none, errors::planted};
    if (!which.empty()) cases = {which == "planted" ? errors::planted : errors::none};
    try {
        return run_all(cases, chosen, csv);
    } catch (const file_error& error) {
        std::fprintf(stderr, "gradient_check: %s\n", error.what());
        return exit_failure;
    }
}
