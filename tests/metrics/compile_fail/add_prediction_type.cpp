// expect: picomlp: add needs predictions of the numbers that it computes with
#include "common.hpp"

double wrong_predictions[3][4];
void wrong() { (void)sums.add(wrong_predictions, y); }
