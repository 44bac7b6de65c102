// expect: picomlp: map needs
#include "common.hpp"

void wrong() {
    picomlp::map(
        a, [](float z) { return z; }, b);
}
