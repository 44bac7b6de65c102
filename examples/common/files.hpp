// SPDX-License-Identifier: MIT
// Writing several files as if at once: all of them, or none.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

/// Why a file could not be read or written, in words for the user, naming the file.
struct file_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Makes `directory`, and those above it, where they are missing. Throws file_error.
void make_directory(const std::filesystem::path& directory);

/// Collects files and puts them in place together: each is written whole under a temporary name in
/// `directory` (made when missing) and renamed when all of them have been written. When one cannot
/// be written, throws file_error and removes what it had begun.
class file_set {
  public:
    explicit file_set(std::filesystem::path directory) : directory_(std::move(directory)) {}

    void add(const std::string& name, std::string contents) {
        files_.emplace_back(name, std::move(contents));
    }
    /// Where they are now.
    std::vector<std::filesystem::path> write() const;

  private:
    std::filesystem::path directory_;
    std::vector<std::pair<std::string, std::string>> files_;
};

/// Makes the directory of a file that is to be written later, so that a path that cannot be is
/// found out beforehand. Throws file_error.
void require_place_for(const std::filesystem::path& file);

/// Writes one file, whole or not at all, and returns its path. Throws file_error.
std::filesystem::path write_file(const std::filesystem::path& file, std::string contents);
