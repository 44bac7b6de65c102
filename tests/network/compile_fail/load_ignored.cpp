// expect: load
#include "common.hpp"
#include "picomlp/network/stored.hpp"

#pragma GCC diagnostic error "-Wunused-result"
void wrong(const picomlp::stored_parameters<net>& from) { load(from, w); }
