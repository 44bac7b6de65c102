// SPDX-License-Identifier: MIT
// A fuzzer of its own, for compilers without libFuzzer: changes the files that it is given at
// random, without looking at which code they reach.
//
//     driver COUNT FILE ...
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using bytes = std::vector<std::uint8_t>;

bytes read(const char* name) {
    bytes all;
    std::FILE* const file = std::fopen(name, "rb");
    if (file == nullptr) return all;
    for (int next = std::fgetc(file); next != EOF; next = std::fgetc(file)) {
        all.push_back(static_cast<std::uint8_t>(next));
    }
    std::fclose(file);
    return all;
}

/// One to four changes: bits, bytes, numbers of interest, another length, bytes from elsewhere.
void change(bytes& image, std::mt19937_64& random) {
    constexpr std::uint32_t interesting[] = {
        0,          1,          2,          16,         0xff,       0xffff,     0x10000,
        0x7fffffff, 0x80000000, 0xffffffff, 0xfffffff0, 0x7f800000, 0x7ff00000, 0x40000000};
    const auto below = [&](std::size_t bound) {
        return static_cast<std::size_t>(random() % bound);
    };
    for (std::size_t left = 1 + below(4); left > 0 && image.size() > 8; --left) {
        const std::size_t at = below(image.size() - 4);
        // Headers and tables are where most can go wrong.
        const std::size_t place = below(2) != 0 ? at : at % 200 % (image.size() - 4);
        switch (below(6)) {
            case 0:
                image[place] ^= static_cast<std::uint8_t>(1U << below(8));
                break;
            case 1:
                image[place] = static_cast<std::uint8_t>(random());
                break;
            case 2:
            case 3: {
                const std::size_t word = 1 + (place - place % 4) % (image.size() - 5);
                const std::uint32_t value = interesting[below(sizeof interesting / 4)];
                const std::size_t size = 1U << below(3);
                for (std::size_t k = 0; k < size; ++k) {
                    image[word + k] = static_cast<std::uint8_t>(value >> 8 * k);
                }
                break;
            }
            case 4:
                image.resize(below(4) != 0 ? at + 4 : image.size() + 16 * below(4));
                break;
            default:
                for (std::size_t k = 0; k < 4; ++k) image[place + k] = image[at + k];
        }
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 3) return 2;
    std::vector<bytes> files;
    for (int k = 2; k < count; ++k) {
        files.push_back(read(arguments[k]));
        if (files.back().empty()) {
            std::fprintf(stderr, "driver: cannot read %s\n", arguments[k]);
            return 2;
        }
        LLVMFuzzerTestOneInput(files.back().data(), files.back().size());
    }
    std::mt19937_64 random(1);
    const std::uint64_t runs = std::strtoull(arguments[1], nullptr, 10);
    for (std::uint64_t run = 0; run < runs; ++run) {
        bytes image = files[run % files.size()];
        change(image, random);
        LLVMFuzzerTestOneInput(image.data(), image.size());
    }
    std::printf("%llu images\n", static_cast<unsigned long long>(runs));
    return 0;
}
