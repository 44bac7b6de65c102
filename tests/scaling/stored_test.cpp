// SPDX-License-Identifier: MIT
// Parameters, scaled models and regressors to a file and back.
#include "picomlp/network/stored.hpp"

#include <cstdio>
#include <cstring>
#include <limits>
#include <type_traits>
#include <vector>

#include "doctest_config.hpp"
#include "golden/stored.hpp"
#include "picomlp/picomlp.hpp"

namespace {

using namespace picomlp;  // NOLINT(google-build-using-namespace): the whole file is about it
using logistic = struct picomlp::sigmoid;

template <class T, class Hidden = relu>
using net = basic_network<T, input<3>, dense<4, Hidden>, dense<2, logistic>>;
template <class T>
using same_count = basic_network<T, input<3>, dense<2, relu>, dense<6, logistic>>;

struct own : relu {
    static constexpr type_name<own> name = "own";
};

template <class T>
constexpr bool is_plain = std::is_trivially_copyable_v<T>&& std::is_standard_layout_v<T>;

/// Numbers that are different, and none of them 0.
template <class Numbers>
void number(Numbers& values) {
    using T = std::remove_reference_t<decltype(values[0])>;
    T next = 0;
    for (auto& value : values) value = next += T(0.375);
}

template <class Stored>
std::vector<unsigned char> bytes_of(const Stored& made) {
    std::vector<unsigned char> bytes(sizeof made);
    std::memcpy(bytes.data(), &made, sizeof made);
    return bytes;
}

/// Writes to a file, forgets, and reads; a board has no files, but memory to do the same.
template <class Stored>
void read_back(Stored& made) {
#ifdef PICOMLP_EMULATED_BOARD
    const auto bytes = bytes_of(made);
    std::memset(&made, 0, sizeof made);
    std::memcpy(&made, bytes.data(), bytes.size());
#else
    std::FILE* file = std::tmpfile();
    REQUIRE(file != nullptr);
    CHECK(std::fwrite(&made, sizeof made, 1, file) == 1);
    std::rewind(file);
    std::memset(&made, 0, sizeof made);
    CHECK(std::fread(&made, sizeof made, 1, file) == 1);
    std::fclose(file);
#endif
}

template <class Contents>
status load_bytes(const std::vector<unsigned char>& bytes, Contents& to) {
    stored<Contents> read;
    std::memset(&read, 0, sizeof read);
    std::memcpy(&read, bytes.data(), bytes.size() < sizeof read ? bytes.size() : sizeof read);
    return load(read, to);
}

/// load() refuses what `bytes` hold and changes nothing.
template <class Contents>
void check_refused(const std::vector<unsigned char>& bytes) {
    Contents to;
    std::memset(static_cast<void*>(&to), 0x5a, sizeof to);
    const Contents before = to;
    CHECK(load_bytes(bytes, to) == status::damaged_data);
    CHECK(std::memcmp(&to, &before, sizeof to) == 0);
}

}  // namespace

TEST_CASE_TEMPLATE("stored objects are plain numbers without gaps, 16 bytes more than theirs", T,
                   float, double) {
    using parameters = stored_parameters<net<T>>;
    using model = stored_scaled_model<net<T>>;
    using wide = basic_network<T, input<64>, dense<64, relu>, dense<1, logistic>>;
    static_assert(is_plain<parameters> && is_plain<model>);
    static_assert(sizeof(parameters) == 16 + 26 * sizeof(T));
    static_assert(sizeof(model) == 16 + 32 * sizeof(T));
    static_assert(alignof(parameters_of<wide>) == 64);
    static_assert(sizeof(stored_parameters<wide>) == 16 + wide::parameter_count * sizeof(T));
}

TEST_CASE_TEMPLATE("parameters and scaled models go to a file and come back with their bits", T,
                   float, double) {
    typename net<T>::parameters w{};
    number(w.values);
    w.values[3] = -std::numeric_limits<T>::denorm_min();
    w.values[4] = -T(0);
    scaled_model<net<T>> model{};
    number(model.scaling.offset);
    number(model.scaling.factor);
    model.scaling.factor[2] = 99;
    model.parameters = w;
    stored_parameters<net<T>> parameters_file;
    stored_scaled_model<net<T>> model_file;
    CHECK(save(w, parameters_file) == status::ok);
    CHECK(save(model, model_file) == status::ok);
    read_back(parameters_file);
    read_back(model_file);
    typename net<T>::parameters read{};
    scaled_model<net<T>> model_read{};
    CHECK(load(parameters_file, read) == status::ok);
    CHECK(load(model_file, model_read) == status::ok);
    CHECK(std::memcmp(&read, &w, sizeof w) == 0);
    CHECK(std::memcmp(&model_read, &model, sizeof model) == 0);
}

TEST_CASE_TEMPLATE("regressors go to a file and come back; they are no scaled models", T, float,
                   double) {
    static_assert(is_plain<stored_scaled_regressor<net<T>>>);
    static_assert(sizeof(stored_scaled_regressor<net<T>>) == 16 + 36 * sizeof(T));
    scaled_regressor<net<T>> model{};
    number(model.scaling.offset);
    number(model.scaling.factor);
    number(model.parameters.values);
    number(model.targets.offset);
    number(model.targets.scale);
    model.targets.scale[1] = 99;
    stored_scaled_regressor<net<T>> file;
    CHECK(save(model, file) == status::ok);
    CHECK(file.values[6] == model.parameters.values[0]);
    CHECK(file.values[32] == model.targets.offset[0]);
    CHECK(file.values[35] == 99);
    read_back(file);
    scaled_regressor<net<T>> read{};
    CHECK(load(file, read) == status::ok);
    CHECK(std::memcmp(&read, &model, sizeof model) == 0);
    check_refused<scaled_model<net<T>>>(bytes_of(file));
    auto damaged = bytes_of(file);
    damaged.back() ^= 1;
    check_refused<scaled_regressor<net<T>>>(damaged);
    model.targets.scale[1] = std::numeric_limits<T>::infinity();
    CHECK(save(model, file) == status::not_finite_input);
    CHECK(file.values[35] == 99);
}

TEST_CASE("the layout is magic, version, layout, CRC, and the numbers in their order") {
    scaled_model<net<float>> model{};
    number(model.scaling.offset);
    number(model.scaling.factor);
    number(model.parameters.values);
    model.scaling.factor[0] = 7;
    stored_scaled_model<net<float>> made;
    CHECK(save(model, made) == status::ok);
    const auto bytes = bytes_of(made);
    const uint32_t magic = 0x6f636970;
    const uint32_t version = 1;
    const uint32_t layout = fingerprint()
                                .add("stored")
                                .add(fingerprint().add("scaled_model").value())
                                .add(network_fingerprint<net<float>>)
                                .value();
    std::vector<unsigned char> expected(12);
    std::memcpy(&expected[0], &magic, 4);
    std::memcpy(&expected[4], &version, 4);
    std::memcpy(&expected[8], &layout, 4);
    const auto append = [&](const auto& values) {
        const auto* first = reinterpret_cast<const unsigned char*>(values);
        expected.insert(expected.end(), first, first + sizeof values);
    };
    append(model.scaling.offset);
    append(model.scaling.factor);
    append(model.parameters.values);
    const uint32_t head[] = {magic, version, layout};
    uint32_t crc = detail::crc32_of_each(0, head, 3);
    crc = crc32_of_numbers(crc, model.scaling.offset, 3);
    crc = crc32_of_numbers(crc, model.scaling.factor, 3);
    crc = crc32_of_numbers(crc, model.parameters.values, 26);
    unsigned char crc_bytes[4];
    std::memcpy(crc_bytes, &crc, 4);
    expected.insert(expected.begin() + 12, crc_bytes, crc_bytes + 4);
    CHECK(bytes == expected);
}

TEST_CASE_TEMPLATE("stored parameters with any bit changed are refused and change nothing", T,
                   float, double) {
    typename net<T>::parameters w{};
    number(w.values);
    stored_parameters<net<T>> made;
    CHECK(save(w, made) == status::ok);
    const auto good = bytes_of(made);
    for (size_t bit = 0; bit < good.size() * 8; ++bit) {
        auto bytes = good;
        bytes[bit / 8] = static_cast<unsigned char>(bytes[bit / 8] ^ 1U << bit % 8);
        check_refused<typename net<T>::parameters>(bytes);
    }
    check_refused<typename net<T>::parameters>(std::vector<unsigned char>(good.size(), 0xff));
    check_refused<typename net<T>::parameters>(std::vector<unsigned char>(good.size(), 0));
    auto turned = good;  // a machine of the other byte order
    const auto width = [](size_t at) { return at < 16 ? size_t{4} : sizeof(T); };
    for (size_t at = 0; at < good.size(); at += width(at)) {
        for (size_t k = 0; k < width(at); ++k) turned[at + k] = good[at + width(at) - 1 - k];
    }
    check_refused<typename net<T>::parameters>(turned);
}

TEST_CASE(
    "what a machine of the same byte order has stored is read, what one of the other is refused") {
    using parameters = network<input<2>, dense<2, relu>, dense<1, logistic>>::parameters;
    const auto bytes_from = [](const auto& golden) {
        const auto& row = golden[profile == rounding_profile::fused ? 1 : 0];
        return std::vector<unsigned char>(row, row + sizeof row);
    };
    const auto little = bytes_from(golden::stored_little_endian);
    const auto big = bytes_from(golden::stored_big_endian);
    const uint16_t one = 1;
    unsigned char first;
    std::memcpy(&first, &one, 1);
    const auto& readable = first == 1 ? little : big;

    parameters read{};
    CHECK(load_bytes(readable, read) == status::ok);
    for (size_t k = 0; k < 9; ++k) {
        CHECK(read.values[k] == static_cast<float>(k + 1) * (k % 2 == 0 ? 0.5F : -0.5F));
    }
    stored<parameters> written;
    CHECK(save(read, written) == status::ok);
    CHECK(bytes_of(written) == readable);
    check_refused<parameters>(first == 1 ? big : little);
}

TEST_CASE_TEMPLATE("an activation's parameter is told by its value, however it is written", T,
                   float, double) {
    typename net<T, leaky_relu_of<2, 10>>::parameters w{};
    number(w.values);
    stored_parameters<net<T, leaky_relu_of<2, 10>>> made;
    CHECK(save(w, made) == status::ok);
    const auto bytes = bytes_of(made);
    typename net<T, leaky_relu_of<1, 5>>::parameters same{};
    CHECK(load_bytes(bytes, same) == status::ok);
    CHECK(std::memcmp(same.values, w.values, sizeof w.values) == 0);
    check_refused<typename net<T, leaky_relu_of<3, 10>>::parameters>(bytes);
    check_refused<typename net<T, leaky_relu_of<-1, 5>>::parameters>(bytes);
    check_refused<typename net<T, elu_of<1, 5>>::parameters>(bytes);
}

TEST_CASE_TEMPLATE("stored parameters of anything else are refused", T, float, double) {
    typename net<T>::parameters w{};
    number(w.values);
    stored_parameters<net<T>> made;
    CHECK(save(w, made) == status::ok);
    const auto bytes = bytes_of(made);
    static_assert(sizeof(stored_parameters<same_count<T>>) == sizeof made);
    check_refused<typename same_count<T>::parameters>(bytes);
    check_refused<typename net<T, leaky_relu>::parameters>(bytes);
    check_refused<typename net<T, own>::parameters>(bytes);
    using other = std::conditional_t<sizeof(T) == 4, double, float>;
    check_refused<typename net<other>::parameters>(bytes);
    check_refused<scaled_model<net<T>>>(bytes);

    // Of another version or profile: sealed well, but not what this library would have sealed.
    const auto sealed = [&](auto&& change) {
        auto changed = made;
        change(changed);
        const uint32_t head[3] = {changed.magic, changed.version, changed.layout};
        changed.crc = detail::stored_checksum(head, changed.values, net<T>::parameter_count);
        return bytes_of(changed);
    };
    auto same = w;
    CHECK(load_bytes(sealed([](auto&) {}), same) == status::ok);
    using parameters = typename net<T>::parameters;
    check_refused<parameters>(sealed([](auto& it) { it.version = 2; }));
    check_refused<parameters>(sealed([](auto& it) { it.magic = 0; }));
    const auto of_profile = [](rounding_profile rounding) {
        return fingerprint()
            .add("stored")
            .add(code_of<stored_form<parameters>>())
            .add(detail::fingerprint_of_network<net<T>>::make(rounding))
            .value();
    };
    static_assert(of_profile(profile) == stored_layout<parameters>);
    constexpr auto other_profile =
        profile == rounding_profile::fused ? rounding_profile::separate : rounding_profile::fused;
    check_refused<parameters>(sealed([&](auto& it) { it.layout = of_profile(other_profile); }));
    check_refused<parameters>(
        sealed([](auto& it) { it.values[25] = std::numeric_limits<T>::quiet_NaN(); }));
}

TEST_CASE_TEMPLATE("numbers that are none are not sealed", T, float, double) {
    using limits = std::numeric_limits<T>;
    scaled_model<net<T>> model{};
    stored_scaled_model<net<T>> made;
    stored_parameters<net<T>> parameters;
    std::memset(&made, 0x11, sizeof made);
    std::memset(&parameters, 0x11, sizeof parameters);
    const auto before = bytes_of(made);
    const auto parameters_before = bytes_of(parameters);
    for (const T bad : {limits::quiet_NaN(), limits::infinity(), -limits::infinity()}) {
        for (T* place :
             {&model.scaling.offset[2], &model.scaling.factor[0], &model.parameters.values[25]}) {
            *place = bad;
            CHECK(save(model, made) == status::not_finite_input);
            CHECK(bytes_of(made) == before);
            *place = 0;
        }
        model.parameters.values[0] = bad;
        CHECK(save(model.parameters, parameters) == status::not_finite_input);
        CHECK(bytes_of(parameters) == parameters_before);
        model.parameters.values[0] = 0;
    }
}
