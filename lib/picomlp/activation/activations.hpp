// SPDX-License-Identifier: MIT
// All activations, and by activation_names.h the list of them: tests, proofs and tools are made of
// it.
//
// What they are called elsewhere, where arguments that are not written are the defaults:
//
//   here                   scikit-learn   PyTorch (torch.nn)         Keras
//   identity               identity       Identity()                 linear
//   relu                   relu           ReLU()                     relu
//   leaky_relu                            LeakyReLU()                LeakyReLU(0.01)
//   leaky_relu_of<3, 10>                  LeakyReLU(0.3)             LeakyReLU()
//   leaky_relu_of<1, 5>                   LeakyReLU(0.2)             leaky_relu (Keras 3)
//   leaky_relu_of<1, 4>                   PReLU() before training    LeakyReLU(0.25)
//   elu                                   ELU()                      elu, ELU()
//   elu_of<1, 2>                          ELU(0.5)                   ELU(0.5)
//   sigmoid                logistic       Sigmoid()                  sigmoid
//   hyperbolic_tangent     tanh           Tanh()                     tanh
//   softmax                softmax        Softmax(1)                 softmax
//   log_softmax                           LogSoftmax(1)              log_softmax
//   softplus                              Softplus()                 softplus
//   softsign                              Softsign()                 softsign
//   hard_sigmoid                          Hardsigmoid()              hard_sigmoid (Keras 3)
//   hard_swish                            Hardswish()                hard_silu, hard_swish
//   silu                                  SiLU()                     silu, swish
//   mish                                  Mish()                     mish
//   gelu                                  GELU()                     gelu
//   gelu_tanh                             GELU(approximate="tanh")   gelu with approximate=True
//   relu6                                 ReLU6()                    relu6
//   selu                                  SELU()                     selu
//
// A trained PReLU with a single slope is leaky_relu_of its slope. One with a slope for each unit,
// as Keras makes it by default, has no type here, nor has Keras 2's hard_sigmoid, 0.2 z + 0.5 cut
// off. In a network whose shape is known at run time, any_leaky_relu and any_elu take slope and
// alpha from the layer.
#pragma once

#include "picomlp/activation/activation_names.h"
#include "picomlp/activation/elu.hpp"
#include "picomlp/activation/elu_of.hpp"
#include "picomlp/activation/gelu.hpp"
#include "picomlp/activation/gelu_tanh.hpp"
#include "picomlp/activation/hard_sigmoid.hpp"
#include "picomlp/activation/hard_swish.hpp"
#include "picomlp/activation/hyperbolic_tangent.hpp"
#include "picomlp/activation/identity.hpp"
#include "picomlp/activation/leaky_relu_of.hpp"
#include "picomlp/activation/log_softmax.hpp"
#include "picomlp/activation/mish.hpp"
#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/relu6.hpp"
#include "picomlp/activation/selu.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/activation/silu.hpp"
#include "picomlp/activation/softmax.hpp"
#include "picomlp/activation/softplus.hpp"
#include "picomlp/activation/softsign.hpp"
