// SPDX-License-Identifier: MIT
// What the files of exports share: the only engine, and how results are told.
#pragma once

#include "playground/engine.hpp"

#define PLAYGROUND_EXPORT(name) [[clang::export_name(#name)]]

namespace playground {

engine& the_engine();
/// 0 training, else test.
samples set_of(uint32_t which);
int number(picomlp::status outcome);

}  // namespace playground
