// SPDX-License-Identifier: MIT
#include "picomlp/c/model.h"

#include "picomlp/base/memory_block.hpp"
#include "picomlp/c/detail/activation_object.hpp"
#include "picomlp/image/dynamic_model.hpp"
#include "picomlp/network/predict.hpp"

/// The head of the memory; behind it lies that of the opened model.
struct picomlp_model {
    picomlp::basic_dynamic_model<float, void> opened;
};

namespace {

using picomlp::status;
using opened_model = picomlp::basic_dynamic_model<float, void>;

constexpr size_t alignment = picomlp_alignment;
constexpr size_t head = (sizeof(picomlp_model) + alignment - 1) / alignment * alignment;
static_assert(alignment >= alignof(picomlp_model) && alignment >= opened_model::alignment &&
                  alignment >= picomlp::image_alignment,
              "picomlp: C's memory suits all that is opened over it");

constexpr int in_c(status outcome) { return static_cast<int>(outcome); }

size_t bytes_of(const picomlp::image& file) {
    const size_t behind = opened_model::bytes(file);
    return behind == 0 ? 0 : head + behind;
}

/// The model, unless its memory is refused; nothing has been written then.
status open(const void* image, size_t size, const picomlp_activations& known, void* memory,
            size_t memory_size) {
    picomlp::detail::collected_activations listed;
    const status collected = listed.add_all(known);
    if (collected != status::ok) return collected;
    picomlp::image file;
    const status read = file.open(image, size);
    if (read != status::ok) return read;
    const status fits =
        picomlp::detail::check_memory({memory, memory_size}, bytes_of(file), alignment);
    if (fits != status::ok) return fits;

    // Until it is opened, nothing of the model is read, and nothing written.
    auto* const model = static_cast<picomlp_model*>(memory);
    void* const behind = static_cast<unsigned char*>(memory) + head;
    return model->opened.open_listed(file, {behind, memory_size - head}, listed.listed());
}

}  // namespace

size_t picomlp_model_bytes(const void* image, size_t size) {
    picomlp::image file;
    return ok(file.open(image, size)) ? bytes_of(file) : 0;
}

int picomlp_model_open(picomlp_model** model, const void* image, size_t size,
                       const picomlp_activations* known, void* memory, size_t memory_size) {
    if (!model) return picomlp_bad_argument;
    *model = nullptr;
    if (!image || !known || !memory) return picomlp_bad_argument;
    const status opened = open(image, size, *known, memory, memory_size);
    if (opened == status::ok) *model = static_cast<picomlp_model*>(memory);
    return in_c(opened);
}

int picomlp_model_predict(picomlp_model* model, const float* x, float* y) {
    if (!model) return picomlp_unusable_shape;
    if (!x || !y) return picomlp_bad_argument;
    return in_c(model->opened.predict(x, y));
}

int picomlp_model_self_test(picomlp_model* model) {
    return model ? in_c(model->opened.self_test()) : picomlp_unusable_shape;
}

uint32_t picomlp_model_inputs(const picomlp_model* model) {
    return model ? model->opened.image().shape().inputs : 0;
}
uint32_t picomlp_model_outputs(const picomlp_model* model) {
    return model ? model->opened.image().shape().outputs() : 0;
}

const char* picomlp_model_feature_name(const picomlp_model* model, uint32_t index) {
    return model ? model->opened.image().feature_name(index).first : nullptr;
}
const char* picomlp_model_class_name(const picomlp_model* model, uint32_t index) {
    return model ? model->opened.image().class_name(index).first : nullptr;
}
const char* picomlp_model_text(const picomlp_model* model) {
    return model ? model->opened.image().text().first : nullptr;
}

uint32_t picomlp_label_of(const float* y, uint32_t outputs) {
    return y && outputs > 0 ? picomlp::label_of<float>(outputs, y, 1) : 0;
}
