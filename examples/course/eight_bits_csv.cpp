// SPDX-License-Identifier: MIT
#include "course/eight_bits_csv.hpp"

#include "common/numbers.hpp"

namespace course {

void eight_bits_csv::add_outputs(const char* form, const std::vector<uint8_t>& labels,
                                 const std::vector<float>& in_float,
                                 const std::vector<float>& in_integers) {
    for (size_t k = 0; k < labels.size(); ++k) {
        outputs_ += data_set_ + ' ' + form + ',' + std::to_string(k) + ',' +
                    std::to_string(labels[k]) + ",0," + seventeen_digits(double{in_float[k]}) +
                    ',' + seventeen_digits(double{in_integers[k]}) + '\n';
    }
}

void eight_bits_csv::add_cost(const char* run, long iteration, double cost, double held_out) {
    costs_ += data_set_ + ' ' + run + ',' + std::to_string(iteration) + ',' +
              seventeen_digits(cost) + ',' + seventeen_digits(held_out) + '\n';
}

}  // namespace course
