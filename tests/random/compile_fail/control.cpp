#include "common.hpp"

float right() {
    picomlp::identity_order(integers, 3);
    picomlp::shuffle(integers, 3, bits);
    numpy.shuffle(integers, 3);
    picomlp::uniform_fill(bits, reals, 3);
    picomlp::uniform_fill(bits, reals, 3, 0.0F, 10.0F);
    picomlp::normal<float> stream(bits);
    return stream() + picomlp::uniform(bits, 0.0F, 10.0F) + picomlp::uniform<float>(bits);
}
