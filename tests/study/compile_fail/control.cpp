#include "common.hpp"

void right() { (void)study(w, scratch, x, y, report); }
