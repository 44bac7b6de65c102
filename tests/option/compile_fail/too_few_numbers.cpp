// expect: picomlp: give one number for all layers, or one for each
#include "common.hpp"

l2::settings<net> wrong{{0.7F, 0.2F}};
