// SPDX-License-Identifier: MIT
#include "tune/labels.hpp"

#include <stdexcept>

#include "doctest_config.hpp"
#include "message_of.hpp"
#include "tune/activations.hpp"
#include "tune/hidden_layers.hpp"
#include "tune/optimizers.hpp"

namespace {

using namespace tune;
using testing::message_of;

/// Of a file with a feature of zeros before the label.
csv_table table_of(const std::vector<std::string>& labels) {
    std::string text = "feature,label\n";
    for (const auto& label : labels) text += "0," + label + '\n';
    return parse_csv(text, "some.csv", last_column::text);
}

std::string refused_classes(const std::vector<std::string>& labels) {
    return message_of([&] { (void)classes_of(table_of(labels)); });
}

std::string refused_targets(const std::vector<std::string>& labels) {
    return message_of([&] { (void)targets_of(table_of(labels)); });
}

}  // namespace

TEST_CASE("texts are classes in the order of the alphabet") {
    const auto found = classes_of(table_of({"oak", "elm", "\"ash, red\"", "oak"}));
    CHECK(found.classes == std::vector<std::string>{"ash, red", "elm", "oak"});
    CHECK(found.numbers == std::vector<float>{2, 1, 0, 2});
}

TEST_CASE("integers are classes in their order, however they are written") {
    const auto found = classes_of(table_of({"10", "2.0", "-1", "1e1", "2"}));
    CHECK(found.classes == std::vector<std::string>{"-1", "2", "10"});
    CHECK(found.numbers == std::vector<float>{2, 1, 0, 2, 1});
    const auto zero = classes_of(table_of({"-0", "0", "1"}));
    CHECK(zero.classes == std::vector<std::string>{"0", "1"});
}

TEST_CASE("labels that are no classes are refused where they stand") {
    CHECK(refused_classes({"0", "1", "0.5"}) ==
          "some.csv, line 4, column 2: the label is 0.5, no integer; to predict numbers, --task "
          "regression");
    CHECK(refused_classes({"0", "1", "one"}) ==
          "some.csv, line 4, column 2: the label 'one' is a text, those above are numbers");
    CHECK(refused_classes({"zero", "1", "one"}) ==
          "some.csv, line 3, column 2: the label '1' is a number, those above are texts");
    const auto headed = parse_csv("0,1,kind\n5,6,0\n7,8,1\n", "some.csv", last_column::text);
    CHECK(
        message_of([&] { (void)classes_of(headed); }) ==
        "some.csv, line 1, column 3: the label 'kind' is a text, the one below a number; a header "
        "has no number among its names");
    CHECK(message_of([&] { (void)targets_of(headed); }) ==
          "some.csv, line 1, column 3: 'kind' is not a number; without --task regression it is a "
          "class; a header has no number among its names");
    CHECK(refused_classes({"0", "nan", "1"}) == "some.csv, line 3, column 2: 'nan' is not finite");
    CHECK(refused_classes({"0", "1e999", "1"}) ==
          "some.csv, line 3, column 2: '1e999' is not finite");
    CHECK(refused_classes({"0", "1e300", "1"}).find("line 3, column 2: the label is 1e+300") !=
          std::string::npos);
}

TEST_CASE("a single class, and as many classes as samples, are refused") {
    CHECK(refused_classes({"0", "0.0"}) == "some.csv: all labels are 0");
    CHECK(refused_classes({"oak", "oak"}) == "some.csv: all labels are 'oak'");
    CHECK(refused_classes({"1", "2", "3"}) ==
          "some.csv: no two labels are the same; to predict numbers, --task regression");
    CHECK(refused_classes({"a", "b", "c"}) == "some.csv: no two labels are the same");
    CHECK(refused_classes({"1", "2"}).empty());
}

TEST_CASE("numbers to predict are floats") {
    CHECK(targets_of(table_of({"0.5", "-3", "1e3"})) == std::vector<float>{0.5F, -3, 1000});
}

TEST_CASE("numbers to predict that are none are refused where they stand") {
    CHECK(refused_targets({"1", "oak"}) ==
          "some.csv, line 3, column 2: 'oak' is not a number; without --task regression it is a "
          "class");
    CHECK(refused_targets({"1", "inf"}) == "some.csv, line 3, column 2: 'inf' is not finite");
    CHECK(refused_targets({"1", "-1e39"}) ==
          "some.csv, line 3, column 2: the number is too large for a float");
    CHECK(refused_targets({"2.5", "2.5"}) == "some.csv: all numbers to predict are 2.5");
}

TEST_CASE("hidden layers are read as they are named") {
    CHECK(parse_hidden_layers("none").empty());
    CHECK(parse_hidden_layers("8") == hidden_layers{8});
    CHECK(parse_hidden_layers("32-16-65535-1") == hidden_layers{32, 16, 65535, 1});
    CHECK(parse_hidden_layers("1-2-3-4-5-6-7-8-9-1-2-3-4-5-6").size() == most_hidden_layers);
    for (const std::string text : {"none", "8", "32-16-65535-1"}) {
        CHECK(name_of(parse_hidden_layers(text)) == text);
    }
}

TEST_CASE("hidden layers that are none are refused") {
    for (const std::string text : {"", "-", "8-", "-8", "8--8", "0", "8-0", "65536", "8x", "8,8",
                                   "+8", " 8", "99999999999", "None", "8-none"}) {
        CAPTURE(text);
        CHECK(message_of([&] { (void)parse_hidden_layers(text); }) ==
              "'" + text + "' is neither 'none' nor numbers of units from 1 to 65535 as in 16-8");
    }
    CHECK(message_of([&] { (void)parse_hidden_layers("1-2-3-4-5-6-7-8-9-1-2-3-4-5-6-7"); }) ==
          "'1-2-3-4-5-6-7-8-9-1-2-3-4-5-6-7' has more than 15 hidden layers");
}

TEST_CASE("activations have the library's names, and tanh its usual one") {
    CHECK(hidden_activation("relu") == activation::relu);
    CHECK(hidden_activation("tanh") == activation::hyperbolic_tangent);
    for (const activation which : hidden_activations()) {
        CHECK(hidden_activation(name_of(which)) == which);
    }
    for (const std::string name : {"", "ReLU", "softmax", "log_softmax", "leaky_relu_of"}) {
        CHECK_FALSE(hidden_activation(name).has_value());
    }
}
