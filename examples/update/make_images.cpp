// SPDX-License-Identifier: MIT
// Trains the two models of this example and writes their images, on a computer:
//
//     make_images DIRECTORY      writes two_inputs.img and three_inputs.img
//
// Both say whether the number of ones among their inputs is odd. The second one has other features,
// layers and outputs than the first: the chip takes it all the same.
#include <picomlp/picomlp.hpp>

#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace {

using namespace picomlp;

/// All combinations of zeros and ones, once for training and once as an image wants them.
template <uint32_t Features, uint32_t Outputs>
struct combinations {
    static constexpr uint32_t samples = 1 << Features;
    float x[Features][samples];
    float y[Outputs][samples];
    float sample[samples][Features];

    combinations() {
        for (uint32_t s = 0; s < samples; ++s) {
            for (uint32_t f = 0; f < Features; ++f) {
                x[f][s] = sample[s][f] = static_cast<float>(s >> f & 1);
            }
            y[Outputs - 1][s] = is_odd(s) ? 1.0F : 0.0F;
            if (Outputs == 2) y[0][s] = 1.0F - y[1][s];
        }
    }
    static bool is_odd(uint32_t s) { return ((s ^ s >> 1 ^ s >> 2) & 1) != 0; }
};

bool write(const std::string& path, const image_contents<float>& contents) {
    std::vector<char> image(image_bytes(contents));
    if (!ok(write_image(contents, image.data(), image.size()))) return false;
    std::ofstream file(path, std::ios::binary);
    file.write(image.data(), static_cast<std::streamsize>(image.size()));
    file.close();
    if (file) std::cout << path << ": " << image.size() << " bytes\n";
    return static_cast<bool>(file);
}

/// Trains, and writes the image with all samples as test vectors. False when something has failed.
template <class Network, class Loss>
bool make(const std::string& path, const char* text) {
    using all_samples = combinations<Network::inputs, Network::outputs>;
    constexpr uint32_t samples = all_samples::samples;
    const all_samples all;
    typename Network::parameters w;
    initialize(w, he_normal{}, xoshiro128pp{3});
    static trainer<Network, Loss, adam, batch<samples>> by{adam::learning_rate(0.02F)};
    for (int step = 0; step < 2000; ++step) {
        if (!by.step(w, all.x, all.y).ok()) return false;
    }
    float y[samples][Network::outputs];
    typename Network::scratch scratch;
    for (uint32_t s = 0; s < samples; ++s) {
        if (!ok(predict(w, scratch, all.sample[s], y[s]))) return false;
        if ((y[s][Network::outputs - 1] > 0.5F) != all.is_odd(s)) return false;
    }
    const char* const classes[] = {"even", "odd"};
    auto contents = contents_of(w);
    contents.class_names = classes;
    contents.class_name_count = 2;
    contents.text = text;
    contents.test_x = all.sample[0];
    contents.test_y = y[0];
    contents.test_samples = samples;
    return write(path, contents);
}

using two_inputs = network<input<2>, dense<8, relu>, dense<1, picomlp::sigmoid>>;
using three_inputs = network<input<3>, dense<12, relu>, dense<8, relu>, dense<2, softmax>>;

}  // namespace

int main(int count, char** words) {
    if (count != 2) {
        std::cerr << "usage: make_images DIRECTORY\n";
        return 2;
    }
    const std::string folder = words[1];
    if (make<two_inputs, binary_cross_entropy>(folder + "/two_inputs.img",
                                               "Is the number of ones odd? Two inputs.") &&
        make<three_inputs, softmax_cross_entropy>(folder + "/three_inputs.img",
                                                  "Is the number of ones odd? Three inputs.")) {
        return 0;
    }
    std::cerr << "make_images: training or writing has failed\n";
    return 1;
}
