// SPDX-License-Identifier: MIT
// Digits read by networks of several shapes, in floats and in integers: what accuracy costs in
// flash.
#pragma once

#include <string>
#include <vector>

#include "digits/experiment.hpp"

namespace digits {

/// Units of the hidden layers, between 64 pixels and 10 classes.
using hidden_layers = std::vector<uint32_t>;

/// From no hidden layer to twice the example's 64-32-10. With fewer than eight units, trainings at
/// the example's learning rate end with units that are dead.
inline const std::vector<hidden_layers> usual_shapes = {{},   {8},  {12}, {16},    {24},
                                                        {32}, {48}, {64}, {32, 16}};

/// "64-32-16-10".
std::string name_of(const hidden_layers& hidden);

/// One network in one form.
struct form_result {
    const char* form;  ///< "float", "int8" or "16x8", those with a scale for each output
    uint32_t right;    ///< of the held-out images
    uint32_t flash;    ///< bytes of weights, biases and multipliers
};

struct shape_result {
    picomlp::status status;
    uint32_t held_out_images;
    std::vector<form_result> forms;
};

/// Trains a network with these hidden layers as run() does the example's, to the same bits, and
/// quantizes it as compare_in_eight_bits() does.
shape_result run_shape(const image_set& images, const hidden_layers& hidden,
                       const settings& chosen);

/// Collects results as text: a header, and a line for each form of each network.
class shapes_csv {
  public:
    void add(const hidden_layers& hidden, uint64_t seed, const shape_result& result);

    const std::string& text() const { return text_; }

  private:
    std::string text_ = "network,form,seed,samples,right,flash\n";
};

}  // namespace digits
