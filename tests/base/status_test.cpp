// SPDX-License-Identifier: MIT
#include "picomlp/base/status.hpp"

#include <string>

#include "doctest_config.hpp"

TEST_CASE("every status has its own description") {
    const picomlp::status all[] = {picomlp::status::ok,
                                   picomlp::status::not_finite_input,
                                   picomlp::status::label_out_of_range,
                                   picomlp::status::no_samples,
                                   picomlp::status::too_many_samples,
                                   picomlp::status::bad_argument,
                                   picomlp::status::diverged,
                                   picomlp::status::damaged_data,
                                   picomlp::status::unsupported_arithmetic,
                                   picomlp::status::not_finite_output,
                                   picomlp::status::nothing_to_resume,
                                   picomlp::status::mismatched_samples,
                                   picomlp::status::unknown_type,
                                   picomlp::status::unusable_shape,
                                   picomlp::status::too_little_memory,
                                   picomlp::status::misaligned_memory,
                                   picomlp::status::unsupported_version,
                                   picomlp::status::failed_self_test};
    for (const auto a : all) {
        for (const auto b : all) {
            CHECK((std::string(describe(a)) == describe(b)) == (a == b));
        }
    }
}
