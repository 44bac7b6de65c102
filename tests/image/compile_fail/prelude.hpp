// SPDX-License-Identifier: MIT
#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/image/image.hpp"
#include "picomlp/image/model_image.hpp"
#include "picomlp/image/self_test.hpp"
#include "picomlp/image/write_image.hpp"
#include "picomlp/image/write_quantized_image.hpp"

using picomlp::basic_image;
using picomlp::dense;
using picomlp::input;
using picomlp::relu;
using picomlp::sigmoid;

using net = picomlp::network<input<2>, dense<10, relu>, dense<1, sigmoid>>;

inline net::parameters w{};
inline picomlp::image model;
inline basic_image<double> precise;
inline picomlp::self_test_scratch<net> scratch;
