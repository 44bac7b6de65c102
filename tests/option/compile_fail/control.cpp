#include "common.hpp"

l2::settings<net> none;
l2::settings<net> alike{0.7F};
l2::settings<net> one_for_each{{0.7F, 0.2F, 0.1F}};
