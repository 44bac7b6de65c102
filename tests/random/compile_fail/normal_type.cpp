// expect: picomlp: normal numbers are float or double
#include "common.hpp"

void wrong() {
    picomlp::normal<int> stream(bits);
    (void)stream();
}
