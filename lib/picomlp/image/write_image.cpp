#include "picomlp/image/write_image.hpp"

#include "picomlp/base/crc32.hpp"
#include "picomlp/image/format.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/network/parameters.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

using detail::image_kind;

/// Passes bytes on, counts them and keeps their checksum.
class byte_stream {
  public:
    byte_stream(write_function write, void* context) : write_(write), context_(context) {}

    void put(const void* bytes, size_t count) {
        if (status_ != status::ok || count == 0) return;
        checksum_ = crc32(checksum_, bytes, count);
        position_ += static_cast<uint32_t>(count);
        status_ = write_(context_, bytes, count);
    }

    template <class Unsigned>
    void put_number(Unsigned number) {
        unsigned char bytes[sizeof number];
        for (unsigned k = 0; k < sizeof number; ++k) {
            bytes[k] = static_cast<unsigned char>(number >> 8 * k & 0xff);
        }
        put(bytes, sizeof bytes);
    }

    /// On a big-endian machine one by one, turned around.
    void put_numbers(const void* numbers, size_t count, size_t bytes_of_each) {
        if (detail::is_little_endian) return put(numbers, count * bytes_of_each);
        const auto* from = static_cast<const unsigned char*>(numbers);
        for (; count > 0; --count, from += bytes_of_each) {
            unsigned char reversed[8];
            for (size_t k = 0; k < bytes_of_each; ++k) reversed[k] = from[bytes_of_each - 1 - k];
            put(reversed, bytes_of_each);
        }
    }

    void put_zeros_up_to(uint32_t position) {
        constexpr unsigned char zeros[detail::section_alignment] = {};
        while (status_ == status::ok && position_ < position) {
            const uint32_t left = position - position_;
            put(zeros, left < sizeof zeros ? left : sizeof zeros);
        }
    }

    void put_text(const char* text, uint64_t bytes) { put(text, static_cast<size_t>(bytes)); }

    status finish() {
        put_number(checksum_);
        return status_;
    }

  private:
    write_function write_;
    void* context_;
    status status_ = status::ok;
    uint32_t checksum_ = 0;
    uint32_t position_ = 0;
};

/// With the zero that ends it; no image holds more than the bound. (Compilers know a loop without a
/// bound for strlen, and call it, which a bare board need not have.)
uint64_t bytes_of(const char* text) {
    uint32_t length = 0;
    while (length < UINT32_MAX && text[length] != 0) ++length;
    return uint64_t{length} + 1;
}

/// 0 when one of them is null, which no text has.
uint64_t bytes_of(const char* const* texts, uint32_t count) {
    uint64_t bytes = 0;
    for (uint32_t k = 0; k < count; ++k) {
        if (!texts[k]) return 0;
        bytes += bytes_of(texts[k]);
    }
    return bytes;
}

/// The sections that there are, in order, and where they lie.
class plan {
  public:
    struct section {
        image_kind kind;
        uint16_t flags;
        uint64_t offset;
        uint64_t bytes;
        uint32_t count;
    };

    void add(image_kind kind, uint16_t flags, uint64_t bytes, size_t count) {
        sections_[count_++] = {kind, flags, 0, bytes, static_cast<uint32_t>(count)};
    }

    /// To be called once, when all have been added. `alignment` is that of the parameters.
    void lay_out(size_t alignment) {
        uint64_t end = detail::image_header_bytes + detail::image_record_bytes * count_;
        for (uint16_t k = 0; k < count_; ++k) {
            section& next = sections_[k];
            const bool wide =
                next.kind == image_kind::parameters && alignment > detail::section_alignment;
            const uint64_t unit = wide ? alignment : detail::section_alignment;
            next.offset = rounded_up(end, unit);
            end = next.offset + (wide ? rounded_up(next.bytes, unit) : next.bytes);
        }
        total_ = rounded_up(end + detail::image_checksum_bytes, detail::section_alignment);
    }

    uint16_t count() const { return count_; }
    uint64_t total() const { return total_; }
    const section* begin() const { return sections_; }
    const section* end() const { return sections_ + count_; }

  private:
    /// `alignment` is a power of two.
    static uint64_t rounded_up(uint64_t offset, uint64_t alignment) {
        return (offset + (alignment - 1)) & ~(alignment - 1);
    }

    section sections_[detail::image_kinds] = {};
    uint16_t count_ = 0;
    uint64_t total_ = 0;
};

template <class T>
bool has_zero(const T* numbers, uint32_t count) {
    for (uint32_t k = 0; k < count; ++k) {
        if (numbers[k] == T(0)) return true;
    }
    return false;
}

/// status::bad_argument for `count` pairs of numbers where there should be `needed` or none.
template <class T>
status check_pairs(const T* first, const T* second, uint32_t count, uint32_t needed) {
    if (count == 0) return status::ok;
    if (count != needed || !first || !second) return status::bad_argument;
    const bool finite = all_finite(first, count) && all_finite(second, count);
    return finite ? status::ok : status::not_finite_input;
}

template <class T>
status check_tests(const image_contents<T>& contents) {
    const size_t samples = contents.test_samples;
    if (samples == 0) return status::ok;
    if (!contents.test_x || !contents.test_y) return status::bad_argument;
    const uint64_t numbers =
        uint64_t{samples} * (uint64_t{contents.shape.inputs} + contents.shape.outputs());
    if (numbers * sizeof(T) > UINT32_MAX) return status::beyond_range;
    const bool finite = all_finite(contents.test_x, samples * contents.shape.inputs) &&
                        all_finite(contents.test_y, samples * contents.shape.outputs());
    return finite ? status::ok : status::not_finite_input;
}

/// Bits of the activations' parameters, which are numbers of type T.
template <class T>
status check_layer_parameters(const dynamic_shape& shape) {
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        const uint32_t(&bits)[2] = shape.layers[l].parameter;
        constexpr bool wide = sizeof(T) == 8;
        const uint32_t exponent = wide ? 0x7ff00000 : 0x7f800000;
        if (!wide && bits[1] != 0) return status::bad_argument;
        if ((bits[wide ? 1 : 0] & exponent) == exponent) return status::not_finite_input;
    }
    return status::ok;
}

template <class T>
status check_numbers(const image_contents<T>& contents) {
    const status shape = check_shape(contents.shape);
    if (shape != status::ok) return shape;
    const uint32_t outputs = contents.shape.outputs();
    if (!contents.parameters) return status::bad_argument;
    if (!all_finite(contents.parameters, parameter_count_of(contents.shape))) {
        return status::not_finite_input;
    }
    const status layers = check_layer_parameters<T>(contents.shape);
    if (layers != status::ok) return layers;
    const scaling_table<T>& scaling = contents.scaling;
    const status scaled =
        check_pairs(scaling.offset, scaling.factor, scaling.features, contents.shape.inputs);
    if (scaled != status::ok) return scaled;
    const target_table<T>& targets = contents.targets;
    const status unscaled = check_pairs(targets.offset, targets.scale, targets.targets, outputs);
    if (unscaled != status::ok) return unscaled;
    if (has_zero(targets.scale, targets.targets)) return status::bad_argument;
    return check_tests(contents);
}

/// Checks the contents and decides where they go.
template <class T>
status prepare(const image_contents<T>& contents, plan& to) {
    const status numbers = check_numbers(contents);
    if (numbers != status::ok) return numbers;
    const uint32_t inputs = contents.shape.inputs;
    const uint32_t outputs = contents.shape.outputs();
    const size_t parameters = parameter_count_of(contents.shape);
    to.add(image_kind::layers, detail::must_understand,
           uint64_t{contents.shape.layer_count} * detail::image_record_bytes,
           contents.shape.layer_count);
    to.add(image_kind::parameters, detail::must_understand, uint64_t{parameters} * sizeof(T),
           parameters);
    if (contents.scaling.features > 0) {
        to.add(image_kind::scaling, detail::must_understand, uint64_t{inputs} * 2 * sizeof(T),
               inputs);
    }
    if (contents.targets.targets > 0) {
        to.add(image_kind::targets, detail::must_understand, uint64_t{outputs} * 2 * sizeof(T),
               outputs);
    }
    if (contents.feature_names) {
        const uint64_t bytes = bytes_of(contents.feature_names, inputs);
        if (bytes == 0) return status::bad_argument;
        to.add(image_kind::feature_names, 0, bytes, inputs);
    }
    if (contents.class_names) {
        const uint32_t names = contents.class_name_count;
        const bool fits = names == outputs || (outputs == 1 && names == 2);
        const uint64_t bytes = fits ? bytes_of(contents.class_names, names) : 0;
        if (bytes == 0) return status::bad_argument;
        to.add(image_kind::output_names, 0, bytes, names);
    }
    if (contents.test_samples > 0) {
        to.add(image_kind::test_vectors, 0,
               uint64_t{contents.test_samples} * (inputs + outputs) * sizeof(T),
               contents.test_samples);
    }
    if (contents.text) to.add(image_kind::text, 0, bytes_of(contents.text), 1);
    to.lay_out(parameter_alignment<T>(parameters));
    return to.total() <= UINT32_MAX && to.total() <= SIZE_MAX ? status::ok : status::beyond_range;
}

template <class T>
void put_section(byte_stream& to, const image_contents<T>& contents, const plan::section& section) {
    const dynamic_shape& shape = contents.shape;
    const size_t count = section.count;
    const auto put_texts = [&](const char* const* texts) {
        for (size_t k = 0; k < count; ++k) to.put_text(texts[k], bytes_of(texts[k]));
    };
    switch (section.kind) {
        case image_kind::layers:
            for (size_t l = 0; l < count; ++l) {
                to.put_number(shape.layers[l].outputs);
                to.put_number(shape.layers[l].activation);
                to.put_number(shape.layers[l].parameter[0]);
                to.put_number(shape.layers[l].parameter[1]);
            }
            break;
        case image_kind::parameters:
            to.put_numbers(contents.parameters, count, sizeof(T));
            break;
        case image_kind::scaling:
            to.put_numbers(contents.scaling.offset, count, sizeof(T));
            to.put_numbers(contents.scaling.factor, count, sizeof(T));
            break;
        case image_kind::targets:
            to.put_numbers(contents.targets.offset, count, sizeof(T));
            to.put_numbers(contents.targets.scale, count, sizeof(T));
            break;
        case image_kind::feature_names:
            put_texts(contents.feature_names);
            break;
        case image_kind::output_names:
            put_texts(contents.class_names);
            break;
        case image_kind::test_vectors:
            to.put_numbers(contents.test_x, count * shape.inputs, sizeof(T));
            to.put_numbers(contents.test_y, count * shape.outputs(), sizeof(T));
            break;
        case image_kind::text:
            to.put_text(contents.text, section.bytes);
            break;
    }
}

template <class T>
status put_image(byte_stream& to, const image_contents<T>& contents, const plan& sections) {
    to.put(detail::image_magic, sizeof detail::image_magic);
    to.put_number(static_cast<uint32_t>(sections.total()));
    to.put_number(detail::image_major_version);
    to.put_number(detail::image_minor_version);
    to.put_number(detail::image_number_type<T>);
    to.put_number(static_cast<uint8_t>(profile));
    to.put_number(sections.count());
    to.put_number(contents.shape.inputs);
    to.put_zeros_up_to(detail::image_header_bytes);
    for (const plan::section& section : sections) {
        to.put_number(static_cast<uint16_t>(section.kind));
        to.put_number(section.flags);
        to.put_number(static_cast<uint32_t>(section.offset));
        to.put_number(static_cast<uint32_t>(section.bytes));
        to.put_number(section.count);
    }
    for (const plan::section& section : sections) {
        to.put_zeros_up_to(static_cast<uint32_t>(section.offset));
        put_section(to, contents, section);
    }
    to.put_zeros_up_to(static_cast<uint32_t>(sections.total()) - detail::image_checksum_bytes);
    return to.finish();
}

/// A write_function: `context` points to where the next bytes go.
status append(void* context, const void* bytes, size_t count) {
    auto*& next = *static_cast<unsigned char**>(context);
    __builtin_memcpy(next, bytes, count);
    next += count;
    return status::ok;
}

}  // namespace

template <class T>
size_t image_bytes(const image_contents<T>& contents) noexcept(detail::needs_real<T>()) {
    plan sections;
    return prepare(contents, sections) == status::ok ? static_cast<size_t>(sections.total()) : 0;
}

template <class T>
status write_image(const image_contents<T>& contents, void* to,
                   size_t size) noexcept(detail::needs_real<T>()) {
    plan sections;
    const status prepared = prepare(contents, sections);
    if (prepared != status::ok) return prepared;
    if (size < sections.total()) return status::too_little_memory;
    auto* next = static_cast<unsigned char*>(to);
    byte_stream stream(append, &next);
    return put_image(stream, contents, sections);
}

template <class T>
status write_image(const image_contents<T>& contents, write_function write,
                   void* context) noexcept(detail::needs_real<T>()) {
    plan sections;
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
