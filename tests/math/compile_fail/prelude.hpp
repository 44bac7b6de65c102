#include "picomlp/math/math.hpp"
