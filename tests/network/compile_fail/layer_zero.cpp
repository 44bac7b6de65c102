// expect: picomlp: the network has no layer of this number; layers count from 1
#include "common.hpp"

const net::parameters constant{};
void wrong() { (void)constant.layer<0>(); }
