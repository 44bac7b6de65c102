// Written by tests/golden/course.py; regenerate with: /usr/bin/python3 tests/golden/course.py
// True costs before the first update (mpmath, 300 bits).
#pragma once

namespace golden {

// clang-format off
struct course_first_cost {
    const char* dataset;
    const char* init;
    double nearest;
    const char* digits;
};

inline constexpr course_first_cost course_first_costs[] = {
    {"circles", "zeros", 0x1.62e42fefa39efp-1, "0.6931471805599453094172321"},
    {"circles", "random", 0x1.bb658049233f7p+10, "1773.58595493738341347518"},
    {"circles", "uniform", 0x1.82e704dd6238ap+10, "1547.60967192260655383274"},
    {"circles", "he", 0x1.c41f9ee24c527p-1, "0.8830537463419760056685623"},
    {"circles", "xavier", 0x1.757ab197b5415p-1, "0.7294517038050140068245649"},
    {"circles", "xavier_divided", 0x1.757ab197b5415p-1, "0.7294517038050139952564177"},
    {"moons", "zeros", 0x1.62e42fefa39efp-1, "0.6931471805599453094172321"},
    {"moons", "random", 0x1.4420ad61a6d2bp+10, "1296.510582363999381873245"},
    {"moons", "uniform", 0x1.5553f3951aa86p+11, "2730.623484184327966324794"},
    {"moons", "he", 0x1.77ef62605c6f6p-1, "0.7342482321384682158992463"},
    {"moons", "xavier", 0x1.567fba9dcfb22p-1, "0.6689432447090874511459499"},
    {"moons", "xavier_divided", 0x1.567fba9dcfb22p-1, "0.668943244709087448061449"},
};
// clang-format on

}  // namespace golden
