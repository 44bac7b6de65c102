// expect: picomlp: positive is for two classes, of which 1 is it
#include "common.hpp"

float wrong(const picomlp::confusion_counts<net>& confusion) {
    return metrics_of(confusion).positive().f1;
}
