// expect: ignoring return
#include "common.hpp"

#pragma GCC diagnostic error "-Wunused-result"
void wrong(const picomlp::confusion_counts<net>& confusion) { metrics_of(confusion); }
