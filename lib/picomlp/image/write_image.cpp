// SPDX-License-Identifier: MIT
#include "picomlp/image/write_image.hpp"

#include "picomlp/image/detail/image_writing.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/network/parameters.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

using detail::byte_stream;
using detail::image_kind;
using detail::section_plan;

template <class T>
status check_numbers(const image_contents<T>& contents) {
    const status shape = check_shape(contents.shape);
    if (shape != status::ok) return shape;
    if (!contents.parameters) return status::bad_argument;
    if (!all_finite(contents.parameters, parameter_count_of(contents.shape))) {
        return status::not_finite_input;
    }
    const status layers = detail::check_layer_parameters<T>(contents.shape);
    if (layers != status::ok) return layers;
    return detail::check_description<T>(contents, contents.shape.inputs, contents.shape.outputs());
}

/// Checks the contents and decides where they go.
template <class T>
status prepare(const image_contents<T>& contents, section_plan& to) {
    const status numbers = check_numbers(contents);
    if (numbers != status::ok) return numbers;
    const dynamic_shape& shape = contents.shape;
    const size_t parameters = parameter_count_of(shape);
    to.add(image_kind::layers, detail::must_understand,
           uint64_t{shape.layer_count} * detail::image_record_bytes, shape.layer_count);
    to.add(image_kind::parameters, detail::must_understand, uint64_t{parameters} * sizeof(T),
           parameters);
    const status described =
        detail::add_description<T>(contents, shape.inputs, shape.outputs(), to);
    if (described != status::ok) return described;
    to.lay_out(parameter_alignment<T>(parameters));
    return is_possible(to) ? status::ok : status::beyond_range;
}

template <class T>
status put_image(byte_stream& to, const image_contents<T>& contents, const section_plan& sections) {
    const dynamic_shape& shape = contents.shape;
    put_table(to, sections, detail::image_minor_version, detail::image_number_type<T>,
              static_cast<uint32_t>(profile), shape.inputs);
    for (const section_plan::section& section : sections) {
        to.put_zeros_up_to(static_cast<uint32_t>(section.offset));
        if (section.kind == image_kind::layers) {
            for (uint32_t l = 0; l < shape.layer_count; ++l) put_layer(to, shape.layers[l]);
        } else if (section.kind == image_kind::parameters) {
            to.put_numbers(contents.parameters, section.count, sizeof(T));
        } else {
            detail::put_description<T>(to, contents, shape.inputs, shape.outputs(), section);
        }
    }
    to.put_zeros_up_to(static_cast<uint32_t>(sections.total()) - detail::image_checksum_bytes);
    return to.finish();
}

}  // namespace

template <class T>
size_t image_bytes(const image_contents<T>& contents) noexcept(detail::needs_real<T>()) {
    section_plan sections;
    return prepare(contents, sections) == status::ok ? static_cast<size_t>(sections.total()) : 0;
}

template <class T>
status write_image(const image_contents<T>& contents, void* to,
                   size_t size) noexcept(detail::needs_real<T>()) {
    section_plan sections;
    const status prepared = prepare(contents, sections);
    if (prepared != status::ok) return prepared;
    if (size < sections.total()) return status::too_little_memory;
    auto* next = static_cast<unsigned char*>(to);
    byte_stream stream(detail::append_bytes, &next);
    return put_image(stream, contents, sections);
}

template <class T>
status write_image(const image_contents<T>& contents, write_function write,
                   void* context) noexcept(detail::needs_real<T>()) {
    section_plan sections;
    const status prepared = prepare(contents, sections);
    if (prepared != status::ok) return prepared;
    byte_stream stream(write, context);
    return put_image(stream, contents, sections);
}

#define PICOMLP_INSTANTIATE(T)                                                     \
    template size_t image_bytes(const image_contents<T>&) noexcept;                \
    template status write_image(const image_contents<T>&, void*, size_t) noexcept; \
    template status write_image(const image_contents<T>&, write_function, void*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
