// SPDX-License-Identifier: MIT
// What is asked of the library in a program whose size is measured, as the compiler is told:
// PREDICT with parameters in flash; EIGHT_BITS, from int8 to int8; TRAIN in RAM, and predict;
// INITIALIZE.
#include "data.hpp"

using namespace picomlp;

void job() {
#ifdef PREDICT
    passed = predict(trained, scratch, x, y) == status::ok;
#endif
#ifdef EIGHT_BITS
    passed = small_net.predict(small_x, small_scratch, small_y) == status::ok;
#endif
#ifdef INITIALIZE
    initialize(w, he_normal{}, source);
#endif
#ifdef TRAIN
    passed = teacher.step(w, x, target).ok() && predict(w, scratch, x, y) == status::ok;
#endif
}
