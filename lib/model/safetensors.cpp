#include "model/safetensors.hpp"

#include <simdjson.h>

#include <bit>
#include <cstring>
#include <fstream>
#include <optional>
#include <utility>

namespace ward::model {
namespace {

namespace dom = simdjson::dom;

static_assert(std::endian::native == std::endian::little, "safetensors files are little-endian");

constexpr std::size_t kLengthBytes = 8;               // of the header, before it
constexpr std::size_t kMaxHeaderBytes = 100'000'000;  // the format's own limit

struct Element {
    std::string_view name;
    ElementType type;
    std::size_t bytes;
};
constexpr Element kElements[] = {{"F32", ElementType::float32, 4},
                                 {"F16", ElementType::float16, 2},
                                 {"BF16", ElementType::bfloat16, 2},
                                 {"I64", ElementType::int64, 8}};

const Element* find_element(std::string_view name) {
    for (const Element& element : kElements)
        if (element.name == name) return &element;
    return nullptr;
}

Result<std::vector<std::byte>> read_whole(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    const auto size = file ? static_cast<std::streamoff>(file.tellg()) : -1;
    if (size < 0) return Error{Errc::io_failed, "The file cannot be read", path.string()};
    std::vector<std::byte> data(static_cast<std::size_t>(size));
    file.seekg(0);
    if (!file.read(reinterpret_cast<char*>(data.data()), size))
        return Error{Errc::io_failed, "The file cannot be read", path.string()};
    return data;
}

// Elements of a shape, unless they pass what a file can hold.
std::optional<std::size_t> element_count(dom::array dimensions, std::size_t limit,
                                         std::vector<std::int64_t>& shape) {
    std::size_t count = 1;
    for (const dom::element dimension : dimensions) {
        std::uint64_t size = 0;
        if (dimension.get(size) != simdjson::SUCCESS || size > limit) return std::nullopt;
        if (size != 0 && count > limit / size) return std::nullopt;
        count *= size;
        shape.push_back(static_cast<std::int64_t>(size));
    }
    return count;
}

// One header entry: {"dtype":"F32","shape":[2,3],"data_offsets":[begin,end]}.
std::optional<TensorView> read_entry(dom::element entry, std::span<const std::byte> payload) {
    std::string_view type;
    dom::array dimensions;
    std::uint64_t begin = 0, end = 0;
    if (entry["dtype"].get(type) != simdjson::SUCCESS ||
        entry["shape"].get(dimensions) != simdjson::SUCCESS ||
        entry["data_offsets"].at(0).get(begin) != simdjson::SUCCESS ||
        entry["data_offsets"].at(1).get(end) != simdjson::SUCCESS)
        return std::nullopt;
    const Element* const element = find_element(type);
    if (!element || begin > end || end > payload.size()) return std::nullopt;
    TensorView view{element->type, {}, payload.subspan(begin, end - begin)};
    const auto count = element_count(dimensions, payload.size(), view.shape);
    if (!count || *count * element->bytes != view.bytes.size()) return std::nullopt;
    return view;
}

}  // namespace

Result<SafetensorsFile> SafetensorsFile::open(const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    auto data = read_whole(path);
    if (!data) return std::move(data).error();

    SafetensorsFile file;
    file.data_ = *std::move(data);
    const auto broken = [&](std::string target) {
        return Error{Errc::pack_invalid, "The file is no safetensors file, or it is cut short",
                     std::move(target)};
    };
    std::uint64_t length = 0;
    if (file.data_.size() < kLengthBytes) return broken(name);
    std::memcpy(&length, file.data_.data(), kLengthBytes);
    if (length > kMaxHeaderBytes || length > file.data_.size() - kLengthBytes) return broken(name);

    const auto all = std::span<const std::byte>(file.data_).subspan(kLengthBytes);
    const simdjson::padded_string header(reinterpret_cast<const char*>(all.data()), length);
    dom::parser parser(kMaxHeaderBytes);
    dom::object entries;
    if (parser.parse(header).get(entries) != simdjson::SUCCESS) return broken(name);
    for (const auto [key, entry] : entries) {
        if (key == "__metadata__") continue;
        auto view = read_entry(entry, all.subspan(length));
        if (!view) return broken(name + ": " + std::string(key));
        file.tensors_.insert_or_assign(std::string(key), *std::move(view));
    }
    return file;
}

}  // namespace ward::model
