// SPDX-License-Identifier: MIT
#include "digits/report.hpp"

#include "common/numbers.hpp"

namespace digits {

std::string confusion_table(const picomlp::confusion_counts<network>& confusion) {
    const auto cell = [](const std::string& text) {
        return std::string(text.size() < 4 ? 4 - text.size() : 0, ' ') + text;
    };
    std::string table = "          predicted\n   digit ";
    for (uint32_t k = 0; k < classes; ++k) table += cell(std::to_string(k));
    table += '\n';
    for (uint32_t target = 0; target < classes; ++target) {
        table += "    " + cell(std::to_string(target)) + ' ';
        for (const uint32_t count : confusion.count[target]) {
            table += cell(count == 0 ? "." : std::to_string(count));
        }
        table += '\n';
    }
    return table;
}

std::string confusion_csv(const picomlp::confusion_counts<network>& confusion) {
    std::string csv = "label,predicted,count\n";
    for (uint32_t target = 0; target < classes; ++target) {
        for (uint32_t predicted = 0; predicted < classes; ++predicted) {
            csv += std::to_string(target) + ',' + std::to_string(predicted) + ',' +
                   std::to_string(confusion.count[target][predicted]) + '\n';
        }
    }
    return csv;
}

void cost_csv::add(const std::string& run, int epoch, float training, float held_out) {
    text_ += run + ',' + std::to_string(epoch) + ',' + seventeen_digits(double{training}) + ',' +
             seventeen_digits(double{held_out}) + '\n';
}

}  // namespace digits
