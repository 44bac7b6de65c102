// SPDX-License-Identifier: MIT
// The frame of every contender's program. Exit code 0, 1 (a job or a file failed) or 2 (usage).
#include <cstdio>
#include <exception>

#include "contender.hpp"
#include "measure.hpp"
#include "options.hpp"
#include "report.hpp"
#include "sized_jobs.hpp"

namespace {

void list() {
    std::printf("jobs:\n");
    for (const bench::job_facts& facts : bench::all_jobs()) {
        std::printf("  %-22s %s\n", facts.name.c_str(), facts.description.c_str());
    }
    std::printf("families of jobs, NET being one of\n %s:\n", bench::list_of_networks().c_str());
    for (const bench::job_family& family : bench::families) {
        std::printf("  %-22s %s\n", family.pattern, family.description);
    }
    std::printf("instruction sets:");
    for (const std::string& name : bench::instruction_sets()) std::printf(" %s", name.c_str());
    std::printf("\n");
}

int run(const bench::options& chosen) {
    const bench::contender who = bench::choose_instruction_set(chosen.instruction_set);
    bench::print_heading(who, chosen.is_double);
    std::vector<bench::measurement> results;
    for (const bench::job& job : chosen.is_double ? bench::make_jobs<double>(chosen.jobs)
                                                  : bench::make_jobs<float>(chosen.jobs)) {
        results.push_back(bench::measure(job, chosen.seconds, chosen.repeat));
        bench::print_line(results.back());
    }
    if (!chosen.json_file.empty() &&
        !bench::write_json(chosen.json_file, who, chosen.is_double, results)) {
        std::fprintf(stderr, "cannot write %s\n", chosen.json_file.c_str());
        return 1;
    }
    return 0;
}

}  // namespace

int main(int count, char** words) {
    try {
        bench::options chosen;
        const auto over = bench::parse_options(count, words, bench::instruction_sets(), chosen);
        if (over) return *over;
        if (chosen.list) {
            list();
            return 0;
        }
        return run(chosen);
    } catch (const std::exception& wrong) {
        std::fprintf(stderr, "%s: %s\n", words[0], wrong.what());
        return 1;
    }
}
