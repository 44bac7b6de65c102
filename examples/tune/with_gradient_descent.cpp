#include "tune/compile_trainings.hpp"

namespace tune {

const compiled_trainings with_gradient_descent = compiled_with<picomlp::gradient_descent>();

}  // namespace tune
