// Opens images by the library, and runs their self-tests: "ok", "no test vectors", or what is
// wrong.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <vector>

#include "picomlp/picomlp.hpp"

namespace {

/// Bytes at an address that is a multiple of 8.
class aligned {
  public:
    explicit aligned(size_t bytes) : words_(bytes / sizeof(uint64_t) + 1), bytes_(bytes) {}
    void* data() { return words_.data(); }
    size_t size() const { return bytes_; }

  private:
    std::vector<uint64_t> words_;
    size_t bytes_;
};

template <class T>
const char* tested(void* bytes, size_t size) {
    picomlp::basic_image<T> image;
    picomlp::status outcome = image.open(bytes, size);
    if (!picomlp::ok(outcome)) return picomlp::describe(outcome);
    using model = picomlp::basic_dynamic_model<T, picomlp::all_activations>;
    aligned memory(model::bytes(image));
    model opened;
    outcome = opened.open(image, {memory.data(), memory.size()});
    if (!picomlp::ok(outcome)) return picomlp::describe(outcome);
    outcome = opened.self_test();
    return outcome == picomlp::status::no_samples ? "no test vectors" : picomlp::describe(outcome);
}

}  // namespace

int main(int count, char** words) {
    for (int k = 1; k < count; ++k) {
        std::ifstream file(words[k], std::ios::binary);
        const std::vector<char> contents{std::istreambuf_iterator<char>(file), {}};
        if (contents.size() < 32) return 1;
        aligned image(contents.size());
        std::memcpy(image.data(), contents.data(), contents.size());
        const bool is_double = contents[16] == 2;
        std::puts(is_double ? tested<double>(image.data(), image.size())
                            : tested<float>(image.data(), image.size()));
    }
}
