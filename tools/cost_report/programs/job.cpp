// What is asked of the library in an image whose size is measured: PREDICT and TRAIN say what.
#include "data.hpp"

using namespace picomlp;

void job() {
#ifdef PREDICT_FROM_FLASH
    failed = predict(trained, scratch, x, y) != status::ok;
#endif
#ifdef TRAIN
    failed = !teacher.step(w, x, target).ok();
    failed = predict(w, scratch, x, y) != status::ok || failed;
#endif
#ifdef INITIALIZE
    initialize(w, he_normal{}, source);
#endif
}
