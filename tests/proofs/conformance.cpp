// SPDX-License-Identifier: MIT
// Prints a CRC of everything the library computes, stage by stage, or compares it with a list.
//
//   conformance [--isa NAME] [--expect FILE] [--restore-arithmetic]
//   conformance --list-isa     names of the instruction sets that this build and processor have
//
// Two builds of one rounding profile must print the same lines, whatever compiler, flags and
// processor. A stage may have indented lines that follow it from layer to layer, for the name of
// the first place that differs. Exit status: 0 alike (or nothing to compare), 1 different, 2 wrong
// usage, 3 out of memory, 77 when the processor or the build lacks the instruction set.
#include <fenv.h>
#include <stdio.h>

#include "golden_lines.hpp"
#include "picomlp/base/arithmetic_environment.hpp"
#include "picomlp/kernels/vector_arithmetic.hpp"
#include "picomlp/simd/instruction_set.hpp"
#include "stage.hpp"

namespace {

using testing::line;

constexpr int exit_different = 1;
constexpr int exit_usage = 2;
constexpr int exit_skipped = 77;

/// 0, or the exit status.
int choose_instruction_set(const char* name) {
    for (const auto set : picomlp::every_instruction_set) {
        if (strcmp(name, picomlp::name_of(set)) != 0) continue;
        if (picomlp::use_instruction_set(set) == picomlp::status::ok) return 0;
        printf("SKIPPED: this processor or this build has no %s\n", name);
        return exit_skipped;
    }
    fprintf(stderr, "conformance: unknown instruction set '%s'\n", name);
    return exit_usage;
}

int list_instruction_sets() {
    for (const auto set : picomlp::every_instruction_set) {
        if (picomlp::supports(set)) puts(picomlp::name_of(set));
    }
    return 0;
}

/// Whether this target is known to differ in a stage.
bool may_differ(const testing::stage& stage) {
    const bool of_doubles =
        strstr(stage.name, ".double") != nullptr || strstr(stage.variant, ".double") != nullptr;
    return (stage.numbers == testing::range::subnormal &&
            (picomlp::check_arithmetic() != picomlp::status::ok ||
             (!of_doubles && picomlp::check_vector_arithmetic() != picomlp::status::ok))) ||
           (of_doubles && picomlp::check_double_arithmetic() != picomlp::status::ok);
}

void print(const testing::stage& stage, const testing::checksum& results) {
    puts(line(stage, results.value()).text);
    for (uint32_t i = 0; i < results.mark_count(); ++i) puts(line(results.mark_at(i)).text);
}

class comparison {
  public:
    explicit comparison(testing::golden_lines& expected) : expected_(expected) {}

    void compare(const testing::stage& stage, const testing::checksum& results) {
        if (!find(stage)) return;
        const line found(stage, results.value());
        const line wanted(expected_.current());
        expected_.advance();
        const line place = first_differing_place(results);
        if (strcmp(found.text, wanted.text) == 0) {
            ++alike_;
        } else if (may_differ(stage)) {
            printf("left out: %s, expected %s\n", found.text, wanted.text);
            ++left_out_;
        } else {
            printf("%s: %s, expected %s\n", different_ == 0 ? "FIRST DIFFERENCE" : "different",
                   found.text, wanted.text);
            if (place.text[0] != '\0') printf("  first in it:%s\n", place.text + 1);
            ++different_;
        }
    }

    void pass_over(const testing::stage& stage) {
        if (!find(stage)) return;
        printf("%s %s%s", absent_ == 0 ? "not on this board, whose memory is too small:" : ",",
               stage.name, stage.variant);
        ++absent_;
        expected_.advance();
        expected_.skip_places();
    }

    /// The exit status.
    int conclude() {
        if (absent_ > 0) puts("");
        if (!expected_.at_end()) {
            printf("FIRST DIFFERENCE: no such stage: %s\n", expected_.current());
            ++different_;
        }
        printf("%s: %u stages alike, %u different, %u left out, %u not on this board\n",
               picomlp::name_of(picomlp::active_instruction_set()), alike_, different_, left_out_,
               absent_);
        return different_ == 0 && alike_ > 0 ? 0 : exit_different;
    }

  private:
    bool find(const testing::stage& stage) {
        if (expected_.is_of(stage)) return true;
        printf("%s: no line of %s%s, but %s\n", different_ == 0 ? "FIRST DIFFERENCE" : "different",
               stage.name, stage.variant, expected_.at_end() ? "the end" : expected_.current());
        ++different_;
        return false;
    }

    /// Passes over the lines that follow a stage from place to place. Empty when all are alike.
    line first_differing_place(const testing::checksum& results) {
        line first;
        for (uint32_t i = 0; i < results.mark_count(); ++i) {
            const line found(results.mark_at(i));
            const bool same = strcmp(found.text, expected_.current()) == 0;
            if (!same && first.text[0] == '\0') first = found;
            if (expected_.is_place()) expected_.advance();
        }
        expected_.skip_places();
        return first;
    }

    testing::golden_lines& expected_;
    unsigned alike_ = 0;
    unsigned left_out_ = 0;
    unsigned different_ = 0;
    unsigned absent_ = 0;
};

int run_all(comparison* comparing) {
    const bool flushing = picomlp::check_vector_arithmetic() != picomlp::status::ok;
    if (flushing && picomlp::check_arithmetic() == picomlp::status::ok) {
        printf("# the kernels flush subnormal numbers\n");
        if (picomlp::active_instruction_set() == picomlp::instruction_set::scalar) {
            printf("FAILED: scalar kernels must keep them\n");
            return exit_different;
        }
    }
    if (picomlp::check_arithmetic() != picomlp::status::ok) {
        printf("# %s\n", picomlp::describe(picomlp::check_arithmetic()));
    } else if (picomlp::check_double_arithmetic() != picomlp::status::ok) {
        printf("# of double: %s\n", picomlp::describe(picomlp::check_double_arithmetic()));
    }
    for (const auto stages_of_floor : testing::all_stages) {
        for (const testing::stage& stage : stages_of_floor()) {
            if (stage.run == nullptr) {
                if (comparing != nullptr) comparing->pass_over(stage);
                continue;
            }
            static testing::checksum results;
            results.reset();
            stage.run(results);
            if (comparing == nullptr) {
                print(stage, results);
            } else {
                comparing->compare(stage, results);
            }
        }
    }
    return comparing == nullptr ? 0 : comparing->conclude();
}

}  // namespace

int main(int argc, char** argv) {
    const char* path = nullptr;
    for (int i = 1; i < argc; ++i) {
        const char* const option = argv[i];
        if (strcmp(option, "--restore-arithmetic") == 0) {
            fesetenv(FE_DFL_ENV);
        } else if (strcmp(option, "--list-isa") == 0) {
            return list_instruction_sets();
        } else if (strcmp(option, "--isa") == 0 && i + 1 < argc) {
            const int failed = choose_instruction_set(argv[++i]);
            if (failed != 0) return failed;
        } else if (strcmp(option, "--expect") == 0 && i + 1 < argc) {
            path = argv[++i];
        } else {
            fprintf(stderr,
                    "usage: conformance [--isa NAME] [--expect FILE] [--restore-arithmetic]\n"
                    "       conformance --list-isa\n");
            return exit_usage;
        }
    }
    static char output[256];  // or the C library takes more, of which a small board has not much
    setvbuf(stdout, output, _IOLBF, sizeof output);
    if (path == nullptr) return run_all(nullptr);
    testing::golden_lines expected(path);
    if (expected.at_end()) {
        fprintf(stderr, "conformance: cannot read '%s'\n", path);
        return exit_usage;
    }
    comparison comparing(expected);
    return run_all(&comparing);
}
