// SPDX-License-Identifier: MIT
// The trained network as source text for a firmware.
#pragma once

#include <string>

#include "digits/experiment.hpp"

namespace digits {

struct model_files {
    std::string model;    ///< of digits_model.hpp
    std::string vectors;  ///< of digits_vectors.h: the first image of each digit
    std::string image;    ///< of digits_image.h: the model with these as its test vectors
};

/// Throws std::invalid_argument when there is nothing to predict.
model_files export_model(const network::parameters& w, const image_set& images);

}  // namespace digits
