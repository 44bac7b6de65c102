/* SPDX-License-Identifier: MIT */
// Training for C: any shape, over memory of the caller's, into an image.
//
//     static const picomlp_layer layers[] = {{10, &picomlp_trained_relu, 0},
//                                            {1, &picomlp_trained_sigmoid, 0}};
//     static uint64_t memory[1024];
//
//     picomlp_training_settings how;
//     int outcome = picomlp_training_defaults(&how, &picomlp_adam);
//     how.inputs = 2;
//     how.layers = layers;
//     how.layer_count = 2;
//     how.loss = &picomlp_binary_cross_entropy;
//     how.batch_size = 32;
//     picomlp_training* training;
//     outcome = picomlp_training_open(&training, &how, memory, sizeof memory);
//     outcome = picomlp_training_initialize(training, &picomlp_he_normal);
//     outcome = picomlp_training_step(training, x, y, 32, &cost);
//
// What is chosen among activations, losses, optimizers and initializers is named as an object, and
// only that is linked. Numbers are float; samples lie one after another, each with its features (or
// targets) side by side: x[samples][inputs], y[samples][outputs]. The bits are those of the C++
// library. An int that is returned is a picomlp_status (c/status.h).
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/c/activation.h"
#include "picomlp/c/model.h"
#include "picomlp/c/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/// An activation, to train and to predict with: picomlp_trained_relu, ..., one for each name in
/// activation/activation_names.h.
typedef struct picomlp_trained_activation picomlp_trained_activation;
#define PICOMLP_DECLARE(NAME) extern const picomlp_trained_activation picomlp_trained_##NAME;
PICOMLP_ACTIVATIONS(PICOMLP_DECLARE)
PICOMLP_PARAMETRIC_ACTIVATIONS(PICOMLP_DECLARE)
#undef PICOMLP_DECLARE

/// The losses of loss/cross_entropy.hpp, which want sigmoid and softmax in the last layer, and of
/// loss/regression_losses.hpp.
typedef struct picomlp_loss picomlp_loss;
extern const picomlp_loss picomlp_binary_cross_entropy;
extern const picomlp_loss picomlp_softmax_cross_entropy;
extern const picomlp_loss picomlp_mean_squared_error;
extern const picomlp_loss picomlp_huber;

/// The optimizers of the headers in optimizer/ by these names.
typedef struct picomlp_optimizer picomlp_optimizer;
extern const picomlp_optimizer picomlp_gradient_descent;
extern const picomlp_optimizer picomlp_momentum;
extern const picomlp_optimizer picomlp_nesterov;
extern const picomlp_optimizer picomlp_rmsprop;
extern const picomlp_optimizer picomlp_adam;
extern const picomlp_optimizer picomlp_adamw;
extern const picomlp_optimizer picomlp_rprop;

/// Those of initializer/random_weights.hpp whose spread follows from a layer's size.
typedef struct picomlp_initializer picomlp_initializer;
extern const picomlp_initializer picomlp_he_normal;
extern const picomlp_initializer picomlp_he_uniform;
extern const picomlp_initializer picomlp_xavier_normal;
extern const picomlp_initializer picomlp_xavier_uniform;
extern const picomlp_initializer picomlp_lecun_normal;
extern const picomlp_initializer picomlp_lecun_uniform;

/// What a training may do besides: picomlp_dropout (option/dropout.hpp).
typedef struct picomlp_training_option picomlp_training_option;
extern const picomlp_training_option picomlp_dropout;

/// A fully connected layer.
typedef struct picomlp_layer {
    uint32_t outputs;                              ///< its units, 1 to 65535
    const picomlp_trained_activation* activation;  ///< null is refused
    float parameter;  ///< the slope of picomlp_trained_any_leaky_relu, the alpha of
                      ///< picomlp_trained_any_elu; 0 for all others
} picomlp_layer;

enum { picomlp_most_trained_layers = 16 };

/// An optimizer's numbers; their ranges are in its header. It reads those that name it.
typedef struct picomlp_optimizer_settings {
    float learning_rate;  ///< all: finite, > 0
    float coefficient;    ///< momentum, nesterov
    float dampening;      ///< momentum
    float decay;          ///< rmsprop
    float beta1;          ///< adam, adamw
    float beta2;          ///< adam, adamw
    float epsilon;        ///< rmsprop, adam, adamw
    float weight_decay;   ///< adamw
    float decrease;       ///< rprop
    float increase;       ///< rprop
    float minimum_step;   ///< rprop
    float maximum_step;   ///< rprop
} picomlp_optimizer_settings;

/// What a training is opened with. Begin with picomlp_training_defaults(), so that no number is
/// left out.
typedef struct picomlp_training_settings {
    uint32_t inputs;                     ///< features of a sample, 1 to 65535
    uint32_t layer_count;                ///< of `layers`
    const picomlp_layer* layers;         ///< 1 to picomlp_most_trained_layers, the first one first
    const picomlp_loss* loss;            ///< one of those above
    const picomlp_optimizer* optimizer;  ///< one of those above
    picomlp_optimizer_settings numbers;  ///< the optimizer's
    float
        l2;  ///< lambda of all layers (option/weight_regularization.hpp): finite, >= 0; 0 for none
    const picomlp_training_option* dropout;  ///< &picomlp_dropout, or null for none
    float keep;           ///< the probability that dropout keeps a hidden unit: above 0, at most 1
    uint32_t batch_size;  ///< the largest number of samples in a step, at least 1
    uint64_t seed;        ///< of the initial weights and orders, and of dropout's masks
} picomlp_training_settings;

/// Sets everything: the optimizer and its numbers to the defaults in its header; no shape and no
/// loss, which are yours to set; neither l2 nor dropout (keep is 1); a batch_size of 1, a seed of
/// 0. picomlp_bad_argument for null.
int picomlp_training_defaults(picomlp_training_settings* settings,
                              const picomlp_optimizer* optimizer);

/// A training: its network's parameters, gradient and optimizer, and a mini-batch. It lies in the
/// memory that it was opened over, which belongs to it alone; the settings need not stay. One task
/// at a time. Where a function is handed null in its place, it says picomlp_unusable_shape, 0 or
/// null.
typedef struct picomlp_training picomlp_training;

/// The bytes of memory that picomlp_training_open() wants, whatever the numbers; 0 for null, and
/// for a shape and batch_size that it refuses.
size_t picomlp_training_bytes(const picomlp_training_settings* settings);

/// Opens a training over `memory`, which holds `memory_size` bytes, needs no initial value and lies
/// at a multiple of picomlp_alignment. All parameters are NaN until they are initialized or loaded,
/// so that what forgets it meets picomlp_diverged or picomlp_not_finite_output.
///
/// picomlp_bad_argument for null, a number outside of its range, a `keep` other than 1 without
/// dropout, and a cross-entropy behind another activation than its own; picomlp_unusable_shape for
/// sizes outside of their limits, a batch_size of 0, dropout without a hidden layer, or a single
/// output of softmax; picomlp_too_little_memory, picomlp_misaligned_memory. Unless picomlp_ok,
/// *training is null; the memory may have been written to.
int picomlp_training_open(picomlp_training** training, const picomlp_training_settings* settings,
                          void* memory, size_t memory_size);

/// Draws the weights of all layers from the seed's stream (random/xoshiro128pp.hpp), where it has
/// come to; biases are 0. The optimizer keeps what it has. picomlp_bad_argument for null.
int picomlp_training_initialize(picomlp_training* training, const picomlp_initializer* initializer);

/// The parameters: W1, b1, W2, b2, ..., each W inputs x outputs of its layer, row by row. They may
/// be changed between two calls, to finite numbers.
float* picomlp_training_parameters(picomlp_training* training);
size_t picomlp_training_parameter_count(const picomlp_training* training);

/// One step of the optimizer on `samples` samples, up to batch_size. cost: their mean cost before
/// the step, penalties included; may be null.
///
/// picomlp_bad_argument for null; picomlp_no_samples; picomlp_too_many_samples;
/// picomlp_not_finite_input for a feature or target; picomlp_label_out_of_range for a target that
/// the loss does not take; picomlp_diverged. Unless picomlp_ok, parameters, optimizer and *cost are
/// unchanged.
int picomlp_training_step(picomlp_training* training, const float* x, const float* y,
                          uint32_t samples, float* cost);

/// Writes 0, 1, ... count - 1 in an order drawn from the seed's stream, where it has come to.
/// picomlp_bad_argument for null.
int picomlp_training_draw_order(picomlp_training* training, uint32_t* order, uint32_t count);

/// One pass over the `count` samples that `order` lists among the `samples` of x and y, in steps of
/// batch_size; the last step takes what is left. cost: the mean over the samples; may be null.
///
/// picomlp_bad_argument for null, and for an index that is not below `samples`: then nothing has
/// changed. Otherwise as picomlp_training_step(), whose failure ends the epoch: the steps before
/// have been taken.
int picomlp_training_epoch(picomlp_training* training, const float* x, const float* y,
                           uint32_t samples, const uint32_t* order, uint32_t count, float* cost);

/// Changes the learning rate of the next steps: finite, >= 0, otherwise picomlp_bad_argument.
int picomlp_training_set_learning_rate(picomlp_training* training, float learning_rate);

/// y = what the network gives for one sample x by now, without dropout. picomlp_bad_argument for
/// null; otherwise as picomlp_model_predict().
int picomlp_training_predict(picomlp_training* training, const float* x, float* y);

/// What an image holds besides layers and parameters. All of it may be null and 0, and is then
/// left out. Refers to the caller's memory.
typedef struct picomlp_image_details {
    /// x' = (x - offset) * factor is what the network was trained on: `inputs` numbers each.
    const float* feature_offset;
    const float* feature_factor;  ///< see feature_offset
    /// The output is y' * scale + offset: `outputs` numbers each.
    const float* output_offset;
    const float* output_scale;         ///< not 0
    const char* const* feature_names;  ///< `inputs` of them, in UTF-8
    const char* const* class_names;    ///< class_name_count of them
    uint32_t class_name_count;         ///< `outputs`; may be 2 where there is one output
    const char* text;                  ///< for people, in UTF-8; may be null
    /// For self-tests: samples before any scaling, and the outputs for them after it.
    const float* test_x;
    const float* test_y;    ///< `outputs` numbers for each
    uint32_t test_samples;  ///< 0 for none
} picomlp_image_details;

/// The length of the image in bytes; 0 when it cannot be written. details may be null.
size_t picomlp_training_image_bytes(const picomlp_training* training,
                                    const picomlp_image_details* details);

/// Writes the image (lib/picomlp/image/SPEC.md) to `to`, of which it takes
/// picomlp_training_image_bytes(). details may be null.
///
/// picomlp_bad_argument for null in place of `to` or of one of two arrays, for another number of
/// names, and for a scale of 0; picomlp_not_finite_input for a number that is NaN or infinite;
/// picomlp_beyond_range for an image of 4 GiB or more; picomlp_too_little_memory. Then nothing has
/// been written.
int picomlp_training_save(const picomlp_training* training, const picomlp_image_details* details,
                          void* to, size_t size);

/// Copies the parameters out of an image, whose scalings are not looked at. The statuses of
/// picomlp_model_open() for the image; picomlp_damaged_data also for one of other layers than the
/// training's. Unless picomlp_ok, nothing has changed.
int picomlp_training_load(picomlp_training* training, const void* image, size_t size);

#ifdef __cplusplus
}
#endif
