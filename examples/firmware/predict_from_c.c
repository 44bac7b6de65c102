/* SPDX-License-Identifier: MIT */
/* Predicting from C: what predict_from_flash does, by a model that is an image in flash. At
 * start-up its outputs must be those of the machine that trained it.
 *
 * digits_image.h and digits_vectors.h are what `digits --export DIR` has written.
 */
#include <string.h>

#include <picomlp/c/model.h>

#include "console.h"
#include "digits_image.h"
#include "digits_vectors.h"

/* What the image may ask for, and all that is linked of the library's activations. */
static const picomlp_activation* const listed[] = {&picomlp_relu, &picomlp_softmax};
static const picomlp_activations known = PICOMLP_LIST(listed);

/* picomlp_model_bytes() says how many a model wants; half of this where pointers have 32 bits. */
static uint64_t memory[96];

enum {
    pixels = sizeof digits_vectors_x[0] / sizeof(float),
    classes = sizeof digits_vectors_y[0] / sizeof(float)
};

static int complain(int outcome) {
    say("predict_from_c: ");
    say(picomlp_describe(outcome));
    say("\n");
    return 1;
}

/* Flash and processor are as they were when the model was tried out, and it fits this program. */
static int start(picomlp_model** model) {
    int outcome = picomlp_check_arithmetic();
    if (outcome != picomlp_ok) return outcome;
    outcome =
        picomlp_model_open(model, digits_image, sizeof digits_image, &known, memory, sizeof memory);
    if (outcome != picomlp_ok) return outcome;
    if (picomlp_model_inputs(*model) != pixels || picomlp_model_outputs(*model) != classes) {
        return picomlp_unusable_shape;
    }
    return picomlp_model_self_test(*model);
}

int main(void) {
    picomlp_model* model;
    const int started = start(&model);
    if (started != picomlp_ok) return complain(started);

    unsigned alike = 0;
    for (unsigned image = 0; image < digits_vectors; ++image) {
        float y[classes];
        const int outcome = picomlp_model_predict(model, digits_vectors_x[image], y);
        if (outcome != picomlp_ok) return complain(outcome);
        const uint32_t digit = picomlp_label_of(y, classes);
        const int same = memcmp(y, digits_vectors_y[image], sizeof y) == 0;
        say("Image ");
        say_number(image);
        say(" shows ");
        say(picomlp_model_class_name(model, digit));
        say(", probability ");
        say_decimal(y[digit]);
        say(", bits ");
        say_bits(y[digit]);
        say(same ? "\n" : ": not as on the host\n");
        alike += same ? 1U : 0U;
    }
    say("Outputs as on the host, bit for bit: ");
    say_number(alike);
    say(" of ");
    say_number(digits_vectors);
    say("\n");
    return alike == digits_vectors ? 0 : 1;
}
