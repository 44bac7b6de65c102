#include "digits/export.hpp"

#include <algorithm>

#include "export/model_files.hpp"

namespace digits {

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
    return {
        model_export::model_header<network>(title, w),
        model_export::vectors_header(title, w, picomlp::feature_major(samples.x.data(), count))};
}

}  // namespace digits
