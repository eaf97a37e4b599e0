#include "model/safetensors.hpp"

#include <catch2/catch.hpp>
#include <cstring>

#include "support/folder.hpp"

using namespace ward;
using model::SafetensorsFile;

namespace {

std::string file_of(const std::string& header, const std::string& payload) {
    const std::uint64_t length = header.size();
    std::string bytes(8, '\0');
    std::memcpy(bytes.data(), &length, 8);
    return bytes + header + payload;
}

const std::string kHeader =
    R"({"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}})";

}  // namespace

TEST_CASE("a tensor is read with its shape and bytes") {
    const test::Folder folder;
    const auto file =
        SafetensorsFile::open(folder.write("w.safetensors", file_of(kHeader, std::string(24, 'x')))).value();
    REQUIRE(file.tensors().size() == 1);
    const auto& tensor = file.tensors().at("w");
    CHECK(tensor.shape == std::vector<std::int64_t>{2, 3});
    CHECK(tensor.bytes.size() == 24);
    CHECK(tensor.bytes[23] == std::byte{'x'});
}

TEST_CASE("a file cut anywhere is refused") {
    const test::Folder folder;
    const std::string whole = file_of(kHeader, std::string(24, 'x'));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto file = SafetensorsFile::open(folder.write("w.safetensors", whole.substr(0, size)));
        if (file || file.error().code != Errc::pack_invalid) FAIL("cut at " << size);
    }
}

TEST_CASE("entries that contradict themselves are refused by name") {
    const test::Folder folder;
    for (const char* entry : {
             R"({"dtype":"F32","shape":[2,2],"data_offsets":[0,24]})",
             R"({"dtype":"F32","shape":[2,3],"data_offsets":[24,0]})",
             R"({"dtype":"F32","shape":[2,3],"data_offsets":[0,25]})",
             R"({"dtype":"F32","shape":[-2,-3],"data_offsets":[0,24]})",
             R"({"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]})",
             R"({"dtype":"X9","shape":[2,3],"data_offsets":[0,24]})",
             R"({"shape":[2,3],"data_offsets":[0,24]})",
             R"([])",
         }) {
        const std::string header = R"({"w":)" + std::string(entry) + "}";
        const auto file =
            SafetensorsFile::open(folder.write("w.safetensors", file_of(header, std::string(24, 'x'))));
        REQUIRE_FALSE(file);
        CHECK(file.error().code == Errc::pack_invalid);
        CHECK(file.error().target == "w.safetensors: w");
    }
}

TEST_CASE("a header length beyond the file takes no memory") {
    const test::Folder folder;
    std::string bytes(64, '\xFF');
    CHECK(SafetensorsFile::open(folder.write("w.safetensors", bytes)).error().code == Errc::pack_invalid);
}

TEST_CASE("a missing file is an I/O error") {
    CHECK(SafetensorsFile::open("/nowhere/w.safetensors").error().code == Errc::io_failed);
}
