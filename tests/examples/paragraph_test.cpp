// SPDX-License-Identifier: MIT
#include "common/paragraph.hpp"

#include "doctest_config.hpp"

TEST_CASE("lines are as long as they may be and break at blanks alone") {
    CHECK(wrapped("one two three", 7) == "one two\nthree");
    CHECK(wrapped("one two three", 6) == "one\ntwo\nthree");
    CHECK(wrapped("one two three", 13) == "one two three");
    CHECK(wrapped(" one \n two ", 80) == "one two");
    CHECK(wrapped("", 80).empty());
}

TEST_CASE("later lines are indented, and the first counts as if it were") {
    CHECK(wrapped("one two three", 9, 2) == "one two\n  three");
    CHECK(wrapped("one two three", 8, 2) == "one\n  two\n  three");
}

TEST_CASE("a word that is too long stands alone and whole") {
    CHECK(wrapped("a incomprehensible b", 6) == "a\nincomprehensible\nb");
    CHECK(wrapped("incomprehensible b", 6, 2) == "incomprehensible\n  b");
}
