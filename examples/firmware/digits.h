// The digits' network for firmware in C: all that C sees of it. digits.cpp is the whole of the C++.
#pragma once

#include "picomlp/c/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { digits_pixels = 64, digits_classes = 10 };

/// Whether flash and processor are as they were when the network was tried out: picomlp_ok,
/// picomlp_damaged_data or picomlp_unsupported_arithmetic. Worth a call at start-up.
int digits_check(void);

/// y = for each digit the probability that it is what the image x shows: 8 x 8 pixels, row by row,
/// from 0 (white) to 1 (black). picomlp_ok, or picomlp_not_finite_input, which leaves y as it was.
/// Takes 132 bytes of stack beside that of the calls; may be called by several tasks at a time.
int digits_predict(const float x[digits_pixels], float y[digits_classes]);

#ifdef __cplusplus
}
#endif
