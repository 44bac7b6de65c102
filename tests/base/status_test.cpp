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
                                   picomlp::status::mismatched_samples};
    for (const auto a : all) {
        for (const auto b : all) {
            CHECK((std::string(describe(a)) == describe(b)) == (a == b));
        }
    }
}
