// Prints a CRC of everything the library computes, stage by stage, or compares it with a list.
//
//   conformance [--isa scalar|sse2|avx2|avx512] [--expect FILE] [--restore-arithmetic]
//
// Two builds of one rounding profile must print the same lines, whatever compiler, flags and
// processor. Exit status: 0 alike (or nothing to compare), 1 different, 2 wrong usage, 77 when the
// processor or the build lacks the instruction set.
#include <fenv.h>
#include <stdio.h>

#include <string>

#include "picomlp/base/arithmetic_environment.hpp"
#include "picomlp/kernels/instruction_set.hpp"
#include "stage.hpp"

namespace {

constexpr int exit_different = 1;
constexpr int exit_usage = 2;
constexpr int exit_skipped = 77;

std::string expected_lines;

bool read_expected(const char* path) {
    FILE* file = fopen(path, "r");
    if (file == nullptr) return false;
    char part[4096];
    for (size_t count = fread(part, 1, sizeof part, file); count > 0;
         count = fread(part, 1, sizeof part, file)) {
        expected_lines.append(part, count);
    }
    fclose(file);
    return !expected_lines.empty();
}

std::string next_expected_line() {
    const size_t end = expected_lines.find('\n');
    std::string line = expected_lines.substr(0, end);
    expected_lines.erase(0, end == std::string::npos ? end : end + 1);
    return line;
}

/// 0, or the exit status.
int choose_instruction_set(const std::string& name) {
    using picomlp::instruction_set;
    for (const auto set : {instruction_set::scalar, instruction_set::sse2, instruction_set::avx2,
                           instruction_set::avx512}) {
        if (name != picomlp::name_of(set)) continue;
        if (picomlp::use_instruction_set(set) == picomlp::status::ok) return 0;
        printf("SKIPPED: this processor or this build has no %s\n", name.c_str());
        return exit_skipped;
    }
    fprintf(stderr, "conformance: unknown instruction set '%s'\n", name.c_str());
    return exit_usage;
}

/// False with libgcc 12 on ARM processors without double hardware: when exponents are 33 apart and
/// the difference falls below a power of two, its routine rounds by a bit that it has dropped.
bool subtracts_doubles_correctly() {
    volatile double one = 1;
    volatile double small = 0x1.3e52d3e1effa3p-33;
    return one - small == 0x1.fffffffec1ad3p-1;
}

/// Whether this target is known to differ in a stage.
bool may_differ(const proofs::stage& stage) {
    if (stage.numbers == proofs::range::subnormal &&
        picomlp::check_arithmetic() != picomlp::status::ok) {
        return true;
    }
    return stage.name.find(".double") != std::string::npos && !subtracts_doubles_correctly();
}

int run_all(bool compare) {
    if (picomlp::check_arithmetic() != picomlp::status::ok) {
        printf("# %s\n", picomlp::describe(picomlp::check_arithmetic()));
    }
    if (!subtracts_doubles_correctly()) {
        printf("# the compiler's routines round some differences of doubles wrongly\n");
    }
    int compared = 0;
    int left_out = 0;
    int different = 0;
    for (const auto stages_of_floor : proofs::all_stages) {
        for (const proofs::stage& stage : stages_of_floor()) {
            proofs::checksum results;
            stage.run(results);
            char crc[16];
            snprintf(crc, sizeof crc, " %08x", static_cast<unsigned>(results.value()));
            const std::string line = stage.name + crc;
            if (!compare) {
                puts(line.c_str());
                continue;
            }
            const std::string expected = next_expected_line();
            const bool same_name = expected.compare(0, line.rfind(' '), stage.name) == 0;
            if (line == expected) {
                ++compared;
            } else if (same_name && may_differ(stage)) {
                printf("left out: %s, expected %s\n", line.c_str(), expected.c_str());
                ++left_out;
            } else {
                printf("%s: %s, expected %s\n", different == 0 ? "FIRST DIFFERENCE" : "different",
                       line.c_str(), expected.c_str());
                ++different;
            }
        }
    }
    if (!compare) return 0;
    if (!expected_lines.empty()) {
        printf("FIRST DIFFERENCE: no such stage: %s\n", next_expected_line().c_str());
        ++different;
    }
    printf("%s: %d stages alike, %d different, %d left out\n",
           picomlp::name_of(picomlp::active_instruction_set()), compared, different, left_out);
    return different == 0 && compared > 0 ? 0 : exit_different;
}

}  // namespace

int main(int argc, char** argv) {
    bool compare = false;
    for (int i = 1; i < argc; ++i) {
        const std::string option = argv[i];
        if (option == "--restore-arithmetic") {
            fesetenv(FE_DFL_ENV);
        } else if (option == "--isa" && i + 1 < argc) {
            const int failed = choose_instruction_set(argv[++i]);
            if (failed != 0) return failed;
        } else if (option == "--expect" && i + 1 < argc) {
            compare = true;
            if (!read_expected(argv[++i])) {
                fprintf(stderr, "conformance: cannot read '%s'\n", argv[i]);
                return exit_usage;
            }
        } else {
            fprintf(stderr,
                    "usage: conformance [--isa scalar|sse2|avx2|avx512] [--expect FILE] "
                    "[--restore-arithmetic]\n");
            return exit_usage;
        }
    }
    return run_all(compare);
}
