// SPDX-License-Identifier: MIT
// Status codes: the library returns errors as values.
#pragma once

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The result of every operation that can fail at run time. When it is not `ok`, the operation has
/// left its outputs (parameters, predictions, generator) as they were; predict() states the one
/// exception.
enum class [[nodiscard]] status : unsigned char{
    ok,
    not_finite_input,        ///< a feature, target or parameter handed in is NaN or infinite
    label_out_of_range,      ///< a class label outside 0 .. classes-1, or a target outside [0, 1]
    no_samples,              ///< zero samples
    too_many_samples,        ///< more samples than the caller's state was sized for
    bad_argument,            ///< a setting outside its documented range
    diverged,                ///< cost or parameters would become NaN or infinite
    damaged_data,            ///< stored data has changed, or belongs to something else
    unsupported_arithmetic,  ///< not rounding to nearest, or flushing subnormals to zero
    not_finite_output,       ///< a prediction is NaN or infinite: parameters that are no numbers
                             ///< (erased flash), or numbers that overflow on the way
    beyond_range,            ///< a result is too large or too small for the number type
    nothing_to_resume,       ///< no training to continue, or another one than before
    mismatched_samples,      ///< x and y (or labels, or what is written) hold different numbers of
                             ///< samples
    unknown_type,            ///< an activation, loss or optimizer that the program does not list
    unusable_shape,          ///< no layers, or sizes beyond their limits
    too_little_memory,       ///< fewer bytes than what is opened over them wants
    misaligned_memory,       ///< memory whose address is no multiple of what it must be
    unsupported_version,     ///< stored data of a kind or version that this library does not read
    failed_self_test,        ///< a stored model does not give the outputs that it says it gives
};

/// Whether the operation succeeded.
[[nodiscard]] constexpr bool ok(status outcome) { return outcome == status::ok; }

/// The outcome as a sentence fragment in plain English, for example "no samples"; never null.
const char* describe(status outcome) noexcept;

/// The same for a result type. Each has a `status` and an ok(), which is true for status::ok.
template <class Result, class = decltype(Result::status)>
const char* describe(const Result& result) noexcept {
    return describe(result.status);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
