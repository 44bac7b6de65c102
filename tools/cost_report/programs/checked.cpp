// SPDX-License-Identifier: MIT
// What the network of a configuration that checks the page's bill takes, as counted.hpp says it.
#include "counted.hpp"

int main() {
    using room = counted::room<networks::NETWORK, networks::OPTIMIZER>;
    room::report({NAME});
    room::report_bytes({NAME});
    return counted::passed ? 0 : 1;
}
