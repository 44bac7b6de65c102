// SPDX-License-Identifier: MIT
#include "digits/export.hpp"

#include <algorithm>
#include <stdexcept>

#include "export/model_files.hpp"

namespace digits {

namespace {

const char* const names[classes] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};

/// The network with the names of its classes, and samples of known outputs.
std::string image_of(const model_export::title& title, const network::parameters& w,
                     const image_set& samples, uint32_t count) {
    std::vector<float> x(size_t{count} * pixels), y(size_t{count} * classes);
    network::scratch scratch;
    for (uint32_t s = 0; s < count; ++s) {
        for (uint32_t f = 0; f < pixels; ++f) x[s * pixels + f] = samples.x[f * count + s];
        const auto predicted = predict(w, scratch, &x[s * pixels], &y[s * classes]);
        if (predicted != picomlp::status::ok) throw std::invalid_argument(describe(predicted));
    }
    auto contents = picomlp::contents_of(w);
    contents.class_names = names;
    contents.class_name_count = classes;
    contents.test_x = x.data();
    contents.test_y = y.data();
    contents.test_samples = count;
    return model_export::image_header(title, contents);
}

}  // namespace

model_files export_model(const network::parameters& w, const image_set& images) {
    std::vector<uint32_t> first_of_each;
    for (uint8_t digit = 0; digit < classes; ++digit) {
        const auto found = std::find(images.labels.begin(), images.labels.end(), digit);
        if (found == images.labels.end()) continue;
        first_of_each.push_back(static_cast<uint32_t>(found - images.labels.begin()));
    }
    const auto count = static_cast<uint32_t>(first_of_each.size());
    const image_set samples = select(images, first_of_each, 0, count);
    const model_export::title title{"digits", "`digits --export DIR`"};
    return {model_export::model_header<network>(title, w),
            model_export::vectors_header(title, w, picomlp::feature_major(samples.x.data(), count)),
            image_of(title, w, samples, count)};
}

}  // namespace digits
