/* SPDX-License-Identifier: MIT */
// Networks of int8 out of images, for C: opened where the bytes lie, over memory of the caller's.
//
//     static const picomlp_rounding *const listed[] = {&picomlp_double_rounding};
//     static const picomlp_roundings known = PICOMLP_LIST(listed);
//     static uint64_t memory[64];
//
//     picomlp_quantized_model *model;
//     int outcome =
//         picomlp_quantized_model_open(&model, flash, flash_size, &known, memory, sizeof memory);
//     if (outcome == picomlp_ok) outcome = picomlp_quantized_model_self_test(model);
//     if (outcome == picomlp_ok) outcome = picomlp_quantized_model_predict(model, x, y);
//
// The bits are those of the C++ library. An int that is returned is a picomlp_status (c/status.h).
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/c/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/// How sums are rounded (quantized/requantization.hpp). An image says which one its network has; to
/// name one means to link its code. `tools/import --rounding` chooses it.
typedef struct picomlp_rounding picomlp_rounding;
extern const picomlp_rounding picomlp_double_rounding;
extern const picomlp_rounding picomlp_single_rounding;

/// The roundings that a program allows. Refers to the caller's array, in any order.
typedef struct picomlp_roundings {
    const picomlp_rounding* const* first;  ///< addresses of the objects
    size_t count;                          ///< 1 or 2
} picomlp_roundings;

/// Both.
extern const picomlp_roundings picomlp_all_roundings;

/// An opened network of int8. As of a picomlp_model: it lies in the memory that it was opened over,
/// refers to the image, which must stay as it is, and there is nothing to close; each task needs
/// one of its own. Where a function is handed null in place of it, it says picomlp_unusable_shape,
/// 0 or null.
typedef struct picomlp_quantized_model picomlp_quantized_model;

/// The bytes of memory that picomlp_quantized_model_open() wants for an image; 0 for what it cannot
/// open. Reads all of the image, as that does.
size_t picomlp_quantized_model_bytes(const void* image, size_t size);

/// Opens an image of `size` bytes (as write_image() or `tools/import --int8` has written it; more
/// bytes may follow) over `memory`, as picomlp_model_open() does, with its statuses:
/// picomlp_unsupported_version also for a network of floats, and for a rounding that is not listed;
/// no activation need be listed, an image of int8 holds what its own do. Unless picomlp_ok, the
/// memory is unchanged and *model is null.
int picomlp_quantized_model_open(picomlp_quantized_model** model, const void* image, size_t size,
                                 const picomlp_roundings* known, void* memory, size_t memory_size);

/// y = the model's outputs for one sample x, both in the users' units: with the scalings that the
/// image has, quantized before and dequantized after. x: picomlp_quantized_model_inputs() numbers;
/// y: picomlp_quantized_model_outputs() numbers, which may be x.
///
/// picomlp_bad_argument for null; picomlp_not_finite_input; picomlp_not_finite_output where the
/// scale of a target makes an output infinite. Unless picomlp_ok, y is as it was.
int picomlp_quantized_model_predict(picomlp_quantized_model* model, const float* x, float* y);

/// The same in int8 alone, for chips without floats: what x and y stand for is said below, and the
/// image's scalings are left out. x and y must not overlap. picomlp_bad_argument for null.
int picomlp_quantized_model_predict_int8(picomlp_quantized_model* model, const int8_t* x,
                                         int8_t* y);

/// A number q stands for scale * (q - zero_point).
typedef struct picomlp_quantization {
    float scale;         ///< above 0
    int32_t zero_point;  ///< -128 to 127
} picomlp_quantization;

/// Of the network's inputs, and of its outputs; {0, 0} for null.
picomlp_quantization picomlp_quantized_model_input_quantization(
    const picomlp_quantized_model* model);
picomlp_quantization picomlp_quantized_model_output_quantization(
    const picomlp_quantized_model* model);

/// Predicts the samples that are stored in the image for this: picomlp_failed_self_test unless all
/// outputs have the stored bits, picomlp_no_samples when there are none.
int picomlp_quantized_model_self_test(picomlp_quantized_model* model);

/// Features of a sample, and outputs.
uint32_t picomlp_quantized_model_inputs(const picomlp_quantized_model* model);
uint32_t picomlp_quantized_model_outputs(const picomlp_quantized_model* model);

/// What is in the image for people, as of a picomlp_model.
const char* picomlp_quantized_model_feature_name(const picomlp_quantized_model* model,
                                                 uint32_t index);
const char* picomlp_quantized_model_class_name(const picomlp_quantized_model* model,
                                               uint32_t index);
const char* picomlp_quantized_model_text(const picomlp_quantized_model* model);

#ifdef __cplusplus
}
#endif
