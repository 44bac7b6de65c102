/* Predicting from C: at start-up the network's outputs must be those of the machine that trained
 * it. What predict_from_flash does, for firmware in C; digits.h stands between it and the network.
 */
#include <string.h>

#include "console.h"
#include "digits.h"
#include "digits_vectors.h"

static int complain(int outcome) {
    say("predict_from_c: ");
    say(picomlp_describe(outcome));
    say("\n");
    return 1;
}

static unsigned most_likely(const float y[digits_classes]) {
    unsigned best = 0;
    for (unsigned digit = 1; digit < digits_classes; ++digit) {
        if (y[digit] > y[best]) best = digit;
    }
    return best;
}

int main(void) {
    const int checked = digits_check();
    if (checked != picomlp_ok) return complain(checked);

    unsigned alike = 0;
    for (unsigned image = 0; image < digits_vectors; ++image) {
        float y[digits_classes];
        const int outcome = digits_predict(digits_vectors_x[image], y);
        if (outcome != picomlp_ok) return complain(outcome);
        const unsigned digit = most_likely(y);
        const int same = memcmp(y, digits_vectors_y[image], sizeof y) == 0;
        say("Image ");
        say_number(image);
        say(" shows ");
        say_number(digit);
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
