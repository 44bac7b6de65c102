// SPDX-License-Identifier: MIT
#include "picomlp/math/math.hpp"
