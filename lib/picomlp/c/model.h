/* SPDX-License-Identifier: MIT */
// Models out of images, for C: opened where the bytes lie, over memory of the caller's.
//
//     static const picomlp_activation *const listed[] = {&picomlp_relu, &picomlp_softmax};
//     static const picomlp_activations known = PICOMLP_LIST(listed);
//     static uint64_t memory[128];
//
//     picomlp_model *model;
//     int outcome = picomlp_model_open(&model, flash, flash_size, &known, memory, sizeof memory);
//     if (outcome == picomlp_ok) outcome = picomlp_model_self_test(model);
//     if (outcome == picomlp_ok) outcome = picomlp_model_predict(model, x, y);
//
// Numbers are float. The bits are those of the C++ library. An int that is returned is a
// picomlp_status (c/status.h).
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/c/activation.h"
#include "picomlp/c/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/// What the address of an image, and of memory that something is opened over, is a multiple of.
enum { picomlp_alignment = 8 };

/// An opened model. It lies in the memory that it was opened over, which belongs to it alone, and
/// it refers to the image and to the listed activations: all must stay as they are as long as it is
/// used. There is nothing to close. It holds the activations of a prediction, so each task needs a
/// model of its own; they may share an image.
///
/// Where a function is handed null in place of a model, it says picomlp_unusable_shape, 0 or null.
typedef struct picomlp_model picomlp_model;

/// The bytes of memory that picomlp_model_open() wants for an image; 0 for what it cannot open.
/// Reads all of the image, as that does. Where the memory is an array, this is what to find out
/// its size with on a desktop, for a processor with pointers as large.
size_t picomlp_model_bytes(const void* image, size_t size);

/// Opens an image of `size` bytes (as write_image() or picomlp_training_save() has written it; more
/// bytes may follow) over `memory`, which holds `memory_size` bytes and needs no initial value.
/// Checks everything in the image, so that no bytes, damaged or made with bad intent, lead to a
/// read outside of them: time in proportion to their number.
///
/// picomlp_bad_argument for null, and for a list of no activations or of more than the library has;
/// picomlp_misaligned_memory unless image and memory lie at multiples of picomlp_alignment;
/// picomlp_damaged_data, also for what is no image; picomlp_unsupported_version for one of a newer
/// format, of double or of the other rounding profile, and on a big-endian machine;
/// picomlp_unusable_shape; picomlp_unknown_type for an activation that is not listed;
/// picomlp_too_little_memory. Unless picomlp_ok, the memory is unchanged and *model is null: what
/// was opened over this memory before can still be used through another pointer.
int picomlp_model_open(picomlp_model** model, const void* image, size_t size,
                       const picomlp_activations* known, void* memory, size_t memory_size);

/// y = what the model gives for one sample x, with the scalings that the image has. x:
/// picomlp_model_inputs() numbers; y: picomlp_model_outputs() numbers, which must not overlap x.
///
/// picomlp_bad_argument for null; picomlp_not_finite_input, y is then unchanged;
/// picomlp_not_finite_output, also for an output that overflows when it is scaled back: y is then
/// unchanged, or NaN throughout.
int picomlp_model_predict(picomlp_model* model, const float* x, float* y);

/// Predicts the samples that are stored in the image for this: picomlp_failed_self_test unless all
/// outputs have the stored bits, picomlp_no_samples when there are none, otherwise as above.
int picomlp_model_self_test(picomlp_model* model);

/// Features of a sample, and outputs.
uint32_t picomlp_model_inputs(const picomlp_model* model);
uint32_t picomlp_model_outputs(const picomlp_model* model);

/// The names that are in the image, counted from 0, as UTF-8 with a zero at the end; null where
/// there is none. A model with one output may have two classes. Searched from the first on.
const char* picomlp_model_feature_name(const picomlp_model* model, uint32_t index);
const char* picomlp_model_class_name(const picomlp_model* model, uint32_t index);
/// What the image says of itself to people, likewise.
const char* picomlp_model_text(const picomlp_model* model);

/// The class that a sample's outputs stand for. Of one output: 1 when it is above 1/2, otherwise 0.
/// Of more: the index of the largest, the first of equals. 0 for null and for no outputs.
uint32_t picomlp_label_of(const float* y, uint32_t outputs);

#ifdef __cplusplus
}
#endif
