// SPDX-License-Identifier: MIT
#include "picomlp/c/status.h"

#include "picomlp/base/arithmetic_environment.hpp"
#include "picomlp/base/status.hpp"

namespace {

using picomlp::status;

constexpr bool is(picomlp_status in_c, status here) { return static_cast<int>(here) == in_c; }

static_assert(is(picomlp_ok, status::ok) &&
                  is(picomlp_not_finite_input, status::not_finite_input) &&
                  is(picomlp_label_out_of_range, status::label_out_of_range) &&
                  is(picomlp_no_samples, status::no_samples) &&
                  is(picomlp_too_many_samples, status::too_many_samples) &&
                  is(picomlp_bad_argument, status::bad_argument) &&
                  is(picomlp_diverged, status::diverged) &&
                  is(picomlp_damaged_data, status::damaged_data) &&
                  is(picomlp_unsupported_arithmetic, status::unsupported_arithmetic) &&
                  is(picomlp_not_finite_output, status::not_finite_output) &&
                  is(picomlp_beyond_range, status::beyond_range) &&
                  is(picomlp_nothing_to_resume, status::nothing_to_resume) &&
                  is(picomlp_mismatched_samples, status::mismatched_samples) &&
                  is(picomlp_unknown_type, status::unknown_type) &&
                  is(picomlp_unusable_shape, status::unusable_shape) &&
                  is(picomlp_too_little_memory, status::too_little_memory) &&
                  is(picomlp_misaligned_memory, status::misaligned_memory) &&
                  is(picomlp_unsupported_version, status::unsupported_version) &&
                  is(picomlp_failed_self_test, status::failed_self_test),
              "picomlp: C and C++ give the status values the same numbers");

}  // namespace

extern "C" const char* picomlp_describe(int outcome) {
    const bool is_status = outcome >= picomlp_ok && outcome <= picomlp_failed_self_test;
    constexpr auto no_status = static_cast<status>(0xff);
    return picomlp::describe(is_status ? static_cast<status>(outcome) : no_status);
}

extern "C" int picomlp_check_arithmetic(void) {
    return static_cast<int>(picomlp::check_arithmetic());
}
