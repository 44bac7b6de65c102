// SPDX-License-Identifier: MIT
// What a C program has trained, as an image, and back.
#include "picomlp/c/detail/training_object.hpp"
#include "picomlp/image/image.hpp"
#include "picomlp/image/write_image.hpp"

namespace {

using picomlp::image_contents;
using picomlp::status;

image_contents<float> contents_of(const picomlp_training& training,
                                  const picomlp_image_details* details) {
    image_contents<float> contents;
    contents.shape = training.network.shape();
    contents.parameters = training.parameters;
    if (!details) return contents;
    const picomlp_image_details& d = *details;
    if (d.feature_offset || d.feature_factor) {
        contents.scaling = {d.feature_offset, d.feature_factor, contents.shape.inputs};
    }
    if (d.output_offset || d.output_scale) {
        contents.targets = {d.output_offset, d.output_scale, contents.shape.outputs()};
    }
    contents.feature_names = d.feature_names;
    contents.class_names = d.class_names;
    contents.class_name_count = d.class_name_count;
    contents.text = d.text;
    contents.test_x = d.test_x;
    contents.test_y = d.test_y;
    contents.test_samples = d.test_samples;
    return contents;
}

}  // namespace

size_t picomlp_training_image_bytes(const picomlp_training* training,
                                    const picomlp_image_details* details) {
    return training ? picomlp::image_bytes(contents_of(*training, details)) : 0;
}

int picomlp_training_save(const picomlp_training* training, const picomlp_image_details* details,
                          void* to, size_t size) {
    if (!training) return picomlp_unusable_shape;
    if (!to) return picomlp_bad_argument;
    return static_cast<int>(picomlp::write_image(contents_of(*training, details), to, size));
}

int picomlp_training_load(picomlp_training* training, const void* image, size_t size) {
    if (!training) return picomlp_unusable_shape;
    if (!image) return picomlp_bad_argument;
    picomlp::image file;
    const status read = file.open(image, size);
    if (read != status::ok) return static_cast<int>(read);
    if (!picomlp::same_shape(file.shape(), training->network.shape())) return picomlp_damaged_data;
    const float* const from = file.parameters();
    const size_t count = file.parameter_count();
    for (size_t k = 0; k < count; ++k) training->parameters[k] = from[k];
    return picomlp_ok;
}
