// SPDX-License-Identifier: MIT
#include "options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>

#include "jobs.hpp"
#include "sized_jobs.hpp"

namespace bench {

namespace {

/// Names in the order of all_jobs(), all of them when none is wanted; behind them those of
/// families, as they were wanted.
std::vector<std::string> in_order(const std::vector<std::string>& wanted) {
    std::vector<std::string> names;
    for (const job_facts& facts : all_jobs()) {
        if (wanted.empty() || std::find(wanted.begin(), wanted.end(), facts.name) != wanted.end()) {
            names.emplace_back(facts.name);
        }
    }
    for (const sized_job& job : sized_jobs(wanted)) {
        if (std::find(names.begin(), names.end(), job.name) == names.end()) {
            names.push_back(job.name);
        }
    }
    return names;
}

std::string unless_a_job(const std::string& name) {
    return find_job(name) ? "" : "no job is called '" + name + "'; --list names them";
}

// CLI::Range lets NaN pass.
std::string unless_a_duration(const std::string& text) {
    const double seconds = std::strtod(text.c_str(), nullptr);
    return seconds >= 1e-6 && seconds <= 3600 ? "" : "must be a number from 0.000001 to 3600";
}

}  // namespace

std::optional<int> parse_options(int count, char** words, const std::vector<std::string>& sets,
                                 options& chosen) {
    CLI::App app{"Times the jobs of small networks on one thread."};
    std::vector<std::string> wanted;
    std::string precision = "float";
    if (!sets.empty()) chosen.instruction_set = sets.back();
    app.add_option("--isa", chosen.instruction_set, "instruction set, default the last")
        ->check(CLI::IsMember(sets))
        ->option_text(CLI::detail::join(sets, "|"));
    app.add_option("--precision", precision, "default float")
        ->check(CLI::IsMember({"float", "double"}))
        ->option_text("float|double");
    app.add_option("--jobs", wanted, "jobs to run, default all")
        ->delimiter(',')
        ->check(unless_a_job)
        ->option_text("NAME,NAME...");
    app.add_option("--json", chosen.json_file, "write the measurements there")->option_text("FILE");
    app.add_option("--seconds", chosen.seconds, "least length of a measurement, default 0.1")
        ->check(unless_a_duration)
        ->option_text("S");
    app.add_option("--repeat", chosen.repeat, "measurements of each job, default 5")
        ->check(CLI::Range(1, 100000))
        ->option_text("N");
    app.add_flag("--list", chosen.list, "name the jobs and the instruction sets, run nothing");
    try {
        app.parse(count, words);
        if (sets.empty() && !chosen.list) {
            throw CLI::ValidationError("this processor lacks what this program was compiled for");
        }
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    chosen.is_double = precision == "double";
    chosen.jobs = in_order(wanted);
    return std::nullopt;
}

}  // namespace bench
