// SPDX-License-Identifier: MIT
#include "playground/csv_table.hpp"

#include <set>
#include <string>

#include "common/csv.hpp"

namespace playground {

void read_table(const std::filesystem::path& csv, given_table& table) {
    const csv_table read = read_csv(csv, last_column::text);
    if (read.columns != inputs) {
        throw file_error(read.file +
                         ": wanted are three columns: two features, and what is learnt");
    }
    if (read.rows() < least_samples || read.rows() > most_samples) {
        throw file_error(read.file + ": wanted are " + std::to_string(least_samples) + " to " +
                         std::to_string(most_samples) + " rows");
    }
    const std::set<std::string> different(read.texts.begin(), read.texts.end());
    table.task = different.size() == 2 ? task::classes : task::numbers;
    table.count = read.rows();
    for (uint32_t s = 0; s < table.count; ++s) {
        for (uint32_t f = 0; f < inputs; ++f) table.x[f][s] = static_cast<float>(read.at(s, f));
        if (table.task == task::classes) {
            table.y[s] = read.texts[s] == read.texts[0] ? 0.0F : 1.0F;
            continue;
        }
        const auto number = csv_number(read.texts[s]);
        if (!number)
            throw file_error(read.place(s, inputs) + "a number is wanted, as there are " +
                             std::to_string(different.size()) + " different cells");
        table.y[s] = static_cast<float>(*number);
    }
}

}  // namespace playground
