/* SPDX-License-Identifier: MIT */
/* Learning from C: exclusive or, from initial weights to an image, which is then opened as a model.
 *
 * The same source on a desktop prints the same text, bit for bit. Put your own samples in place of
 * x and y; write the image to flash or a file in place of RAM.
 */
#include <picomlp/c/model.h>
#include <picomlp/c/training.h>

#include "console.h"

enum { samples = 4, steps = 400, report_every = 100 };
static const float x[samples][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
static const float y[samples][1] = {{0}, {1}, {1}, {0}};
static const char* const classes[] = {"same", "different"};

static const picomlp_layer layers[] = {{6, &picomlp_trained_hyperbolic_tangent, 0},
                                       {1, &picomlp_trained_sigmoid, 0}};
static const picomlp_activation* const listed[] = {&picomlp_hyperbolic_tangent, &picomlp_sigmoid};
static const picomlp_activations known = PICOMLP_LIST(listed);

/* All memory there is: nothing is taken from a heap, and little from the stack. */
static uint64_t training_memory[256];
static uint64_t image[64];
static uint64_t model_memory[64];

static int train(picomlp_training** training) {
    picomlp_training_settings how;
    int outcome = picomlp_training_defaults(&how, &picomlp_adam);
    if (outcome != picomlp_ok) return outcome;
    how.inputs = 2;
    how.layers = layers;
    how.layer_count = 2;
    how.loss = &picomlp_binary_cross_entropy;
    how.numbers.learning_rate = 0.05F;
    how.batch_size = samples;
    how.seed = 3;
    outcome = picomlp_training_open(training, &how, training_memory, sizeof training_memory);
    if (outcome == picomlp_ok) {
        outcome = picomlp_training_initialize(*training, &picomlp_xavier_uniform);
    }
    for (uint32_t step = 0; step < steps && outcome == picomlp_ok; ++step) {
        float cost = 0;
        outcome = picomlp_training_step(*training, x[0], y[0], samples, &cost);
        if (outcome == picomlp_ok && step % report_every == 0) {
            say("Cost after step ");
            say_number(step);
            say(": ");
            say_decimal(cost);
            say(", bits ");
            say_bits(cost);
            say("\n");
        }
    }
    return outcome;
}

/* Writes the image, with the samples and what the network gives for them as its self-test. */
static int save(picomlp_training* training) {
    float outputs[samples];
    for (unsigned s = 0; s < samples; ++s) {
        const int outcome = picomlp_training_predict(training, x[s], &outputs[s]);
        if (outcome != picomlp_ok) return outcome;
    }
    picomlp_image_details details = {0};
    details.class_names = classes;
    details.class_name_count = 2;
    details.test_x = x[0];
    details.test_y = outputs;
    details.test_samples = samples;
    return picomlp_training_save(training, &details, image, sizeof image);
}

static int report(void) {
    picomlp_model* model;
    int outcome =
        picomlp_model_open(&model, image, sizeof image, &known, model_memory, sizeof model_memory);
    if (outcome == picomlp_ok) outcome = picomlp_model_self_test(model);
    for (unsigned s = 0; s < samples && outcome == picomlp_ok; ++s) {
        float output;
        outcome = picomlp_model_predict(model, x[s], &output);
        if (outcome != picomlp_ok) break;
        say_number(x[s][0] > 0 ? 1 : 0);
        say(" and ");
        say_number(x[s][1] > 0 ? 1 : 0);
        say(" are ");
        say(picomlp_model_class_name(model, picomlp_label_of(&output, 1)));
        say(", bits ");
        say_bits(output);
        say("\n");
    }
    return outcome;
}

int main(void) {
    picomlp_training* training;
    int outcome = picomlp_check_arithmetic();
    if (outcome == picomlp_ok) outcome = train(&training);
    if (outcome == picomlp_ok) outcome = save(training);
    if (outcome == picomlp_ok) outcome = report();
    if (outcome == picomlp_ok) return 0;
    say("train_from_c: ");
    say(picomlp_describe(outcome));
    say("\n");
    return 1;
}
