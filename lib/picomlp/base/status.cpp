// SPDX-License-Identifier: MIT
#include "picomlp/base/status.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

const char* describe(status outcome) noexcept {
    switch (outcome) {
        case status::ok:
            return "ok";
        case status::not_finite_input:
            return "an input is NaN or infinite";
        case status::label_out_of_range:
            return "a label or target is out of range";
        case status::no_samples:
            return "no samples";
        case status::too_many_samples:
            return "more samples than the state was sized for";
        case status::bad_argument:
            return "a setting is outside its range";
        case status::diverged:
            return "training diverged: the cost or a parameter is not finite";
        case status::damaged_data:
            return "stored data is damaged or belongs to something else";
        case status::unsupported_arithmetic:
            return "the processor is set to round otherwise than to nearest or to flush subnormals";
        case status::not_finite_output:
            return "an output is NaN or infinite: parameters are damaged, or numbers overflow";
        case status::beyond_range:
            return "a result is too large or too small for the number type";
        case status::nothing_to_resume:
            return "nothing to resume: no fit has begun, or its samples, seed, parameters or "
                   "trainer were others";
        case status::mismatched_samples:
            return "x and y hold different numbers of samples";
        case status::unknown_type:
            return "an activation, loss or optimizer is not in the program's list";
        case status::unusable_shape:
            return "a network has no layers, or sizes beyond the limits";
        case status::too_little_memory:
            return "too little memory";
        case status::misaligned_memory:
            return "memory is not aligned";
        case status::unsupported_version:
            return "stored data is of a kind or version that this library does not read";
        case status::failed_self_test:
            return "a stored model does not give the outputs that it says it gives";
    }
    return "unknown status";
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
