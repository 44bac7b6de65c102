/* two_moons: a 2-10-5-1 network of int8. Layers: relu, relu, sigmoid.
   475 bytes of constants; 15 bytes of arrays on the stack; no static variables.
   Classes: 0 0, 1 1. */
#ifndef TWO_MOONS_H
#define TWO_MOONS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TWO_MOONS_INPUTS 2
#define TWO_MOONS_OUTPUTS 1

/* x[i] stands for TWO_MOONS_X_SCALE * (x[i] - TWO_MOONS_X_ZERO_POINT), y[i] likewise. */
#define TWO_MOONS_X_SCALE 0.018725822f
#define TWO_MOONS_X_ZERO_POINT (0)
#define TWO_MOONS_Y_SCALE 0.00390625f
#define TWO_MOONS_Y_ZERO_POINT (-128)

/* What two_moons_self_test() returns; the numbers are those of picomlp::status. */
#define TWO_MOONS_OK 0
#define TWO_MOONS_NO_SAMPLES 3
#define TWO_MOONS_FAILED_SELF_TEST 18

/* y = the network's outputs for the features x, to the last bit those of
   TensorFlow Lite Micro and CMSIS-NN with double rounding.
   All in integers; nothing can fail. y must not overlap x. Several threads may call this at once. */
void two_moons_predict(const int8_t *x, int8_t *y);

/* Whether this processor and compiler give the outputs that are known for some features: TWO_MOONS_OK,
   TWO_MOONS_FAILED_SELF_TEST, or TWO_MOONS_NO_SAMPLES when none are known. */
int two_moons_self_test(void);

/* From floats and back, for programs that have them; whoever calls neither has no code of them. */
static inline void two_moons_quantize(const float *x, int8_t *q) {
    static const float offset[2] = {
        0.51037467f, 0.2559417f,
    };
    static const float factor[2] = {
        1.1377214f, 1.9100338f,
    };
    uint_fast32_t i;
    for (i = 0; i < TWO_MOONS_INPUTS; ++i) {
        const float steps = (x[i] - offset[i]) * factor[i] / TWO_MOONS_X_SCALE;
        const float near = steps > -65536.0f ? (steps < 65536.0f ? steps : 65536.0f) : -65536.0f;
        int32_t whole = (int32_t)near;
        const float rest = near - (float)whole;
        whole += (rest >= 0.5f ? 1 : 0) - (rest <= -0.5f ? 1 : 0) + TWO_MOONS_X_ZERO_POINT;
        q[i] = (int8_t)(whole < -128 ? -128 : whole > 127 ? 127 : whole);
    }
}
static inline void two_moons_dequantize(const int8_t *q, float *y) {
    uint_fast32_t i;
    for (i = 0; i < TWO_MOONS_OUTPUTS; ++i) {
        const float output = TWO_MOONS_Y_SCALE * (float)(q[i] - TWO_MOONS_Y_ZERO_POINT);
        y[i] = output;
    }
}

#ifdef __cplusplus
}
#endif

#endif
