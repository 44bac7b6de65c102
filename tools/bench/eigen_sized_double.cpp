// SPDX-License-Identifier: MIT
#include "eigen_sized.hpp"

namespace bench {

template void eigen::add_sized_jobs<double>(const sized_job&, std::vector<job>&);

}  // namespace bench
