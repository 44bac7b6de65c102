/* SPDX-License-Identifier: MIT */
// The library's status values and check_arithmetic() for C programs. Models are in c/model.h,
// training in c/training.h.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/// picomlp::status under C's names, the same numbers (base/status.hpp). Functions pass it as an
/// int, because the size of an enumeration depends on compiler options.
enum picomlp_status {
    picomlp_ok,
    picomlp_not_finite_input,    ///< a feature, target or parameter handed in is NaN or infinite
    picomlp_label_out_of_range,  ///< a class label or a target out of its range
    picomlp_no_samples,          ///< zero samples
    picomlp_too_many_samples,    ///< more samples than the caller's state was sized for
    picomlp_bad_argument,        ///< a setting outside its documented range
    picomlp_diverged,            ///< cost or parameters would become NaN or infinite
    picomlp_damaged_data,        ///< stored data has changed, or belongs to something else
    picomlp_unsupported_arithmetic,  ///< not rounding to nearest, or flushing subnormals to zero
    picomlp_not_finite_output,       ///< a prediction is NaN or infinite
    picomlp_beyond_range,            ///< a result is too large or too small for the number type
    picomlp_nothing_to_resume,       ///< no training to continue, or another one than before
    picomlp_mismatched_samples,      ///< x and y hold different numbers of samples
    picomlp_unknown_type,            ///< an activation or loss that the program does not list
    picomlp_unusable_shape,          ///< no layers, or sizes beyond their limits
    picomlp_too_little_memory,       ///< fewer bytes than what is opened over them wants
    picomlp_misaligned_memory,       ///< memory whose address is no multiple of what it must be
    picomlp_unsupported_version,     ///< stored data of a kind or version that is not read
    picomlp_failed_self_test,        ///< a stored model does not give the outputs that it says
};

/// A picomlp_status as a sentence fragment in plain English, for example "no samples"; never null,
/// for any number.
const char* picomlp_describe(int outcome);

/// picomlp_ok when the processor rounds to nearest and keeps subnormal numbers, otherwise
/// picomlp_unsupported_arithmetic; see base/arithmetic_environment.hpp. Call it once at start-up.
int picomlp_check_arithmetic(void);

#ifdef __cplusplus
}
#endif
