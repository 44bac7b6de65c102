// SPDX-License-Identifier: MIT
#include "common/files.hpp"

#include <fstream>
#include <system_error>

namespace {

/// Files that go away again unless the whole set was put in place.
class temporary_files {
  public:
    ~temporary_files() {
        for (const auto& path : paths_) {
            std::error_code ignored;
            std::filesystem::remove(path, ignored);
        }
    }
    void add(const std::filesystem::path& path) { paths_.push_back(path); }
    void keep() { paths_.clear(); }

  private:
    std::vector<std::filesystem::path> paths_;
};

std::filesystem::path directory_of(const std::filesystem::path& file) {
    return file.has_parent_path() ? file.parent_path() : ".";
}

}  // namespace

void make_directory(const std::filesystem::path& directory) {
    std::error_code failed;
    std::filesystem::create_directories(directory, failed);
    if (failed || !std::filesystem::is_directory(directory)) {
        throw file_error("cannot make the directory " + directory.string() + ": " +
                         (failed ? failed.message() : "a file of that name is in the way"));
    }
}

std::vector<std::filesystem::path> file_set::write() const {
    make_directory(directory_);
    temporary_files begun;
    for (const auto& [name, contents] : files_) {
        const auto path = directory_ / (name + ".part");
        begun.add(path);
        std::ofstream out(path, std::ios::binary | std::ios::trunc);
        out.write(contents.data(), static_cast<std::streamsize>(contents.size()));
        out.close();
        if (!out) throw file_error("cannot write " + path.string());
    }
    std::vector<std::filesystem::path> written;
    for (const auto& [name, contents] : files_) {
        std::error_code failed;
        std::filesystem::rename(directory_ / (name + ".part"), directory_ / name, failed);
        if (failed) {
            throw file_error("cannot write " + (directory_ / name).string() + ": " +
                             failed.message());
        }
        written.push_back((directory_ / name).lexically_normal());
    }
    begun.keep();
    return written;
}

void require_place_for(const std::filesystem::path& file) {
    if (std::filesystem::is_directory(file) || !file.has_filename()) {
        throw file_error("cannot write " + file.string() + ": it is a directory");
    }
    make_directory(directory_of(file));
}

std::filesystem::path write_file(const std::filesystem::path& file, std::string contents) {
    file_set files(directory_of(file));
    files.add(file.filename().string(), std::move(contents));
    return files.write().front();
}
