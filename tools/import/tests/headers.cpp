// SPDX-License-Identifier: MIT
// Writes what tools/export makes of a few networks, for cpp_header_test.py to compare with.
#include <fstream>
#include <limits>
#include <string>

#include "export/model_files.hpp"

namespace {

using picomlp::dense;
using picomlp::input;

/// The numbers of cpp_header_test.py.
template <class T>
T number(uint32_t k) {
    return static_cast<T>(static_cast<int>(k * 37 % 64) - 32) / static_cast<T>(7) +
           static_cast<T>(k % 11 == 0 ? 0 : 1e-4);
}

template <class Network>
void write(const std::string& folder, const std::string& name) {
    using T = typename Network::value_type;
    typename Network::parameters w;
    for (uint32_t k = 0; k < Network::parameter_count; ++k) w.values[k] = number<T>(k);
    w.values[0] = 0;
    w.values[1] = -static_cast<T>(0);
    w.values[2] = std::numeric_limits<T>::denorm_min();
    w.values[3] = std::numeric_limits<T>::max();
    const model_export::title title{name, "tools/import"};
    std::ofstream(folder + "/" + name + "_model.hpp") << model_export::model_header(title, w);

    // Outputs do not matter here, so those of all zeros are as good as any.
    for (uint32_t k = 0; k < Network::parameter_count; ++k) w.values[k] = 0;
    T x[3][Network::inputs];
    uint32_t k = 0;
    for (auto& sample : x) {
        for (T& feature : sample) feature = number<T>(k++);
    }
    std::ofstream(folder + "/" + name + "_vectors.h") << model_export::vectors_header(title, w, x);
    std::ofstream(folder + "/" + name + "_image.h")
        << model_export::image_header(title, picomlp::contents_of(w));
}

}  // namespace

int main(int count, char** words) {
    if (count != 2) return 2;
    write<picomlp::network<input<2>, dense<3, picomlp::relu>, dense<1, picomlp::sigmoid>>>(words[1],
                                                                                           "small");
    write<picomlp::basic_network<double, input<5>, dense<16, picomlp::leaky_relu_of<3, 10>>,
                                 dense<7, picomlp::elu_of<1, 2>>>>(words[1], "with_fractions");
    write<picomlp::network<input<64>, dense<32, picomlp::gelu_tanh>, dense<10, picomlp::softmax>>>(
        words[1], "wide");
}
