// How option structs grow, on a struct that has a history: ward.h's own have none yet.
#include <catch2/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <new>
#include <stdexcept>
#include <string>

#include "options.hpp"

namespace {

struct First {
    std::size_t struct_size;
    std::int32_t colour;
    std::int32_t shape;
};

/// The same, two versions later.
struct Third {
    std::size_t struct_size;
    std::int32_t colour;
    std::int32_t shape;
    const char* label;
    std::uint64_t weight;
};

template <class Given>
Third read(const Given& given, ward::capi::Arguments& arguments) {
    return ward::capi::read_options(reinterpret_cast<const Third*>(&given), sizeof(First), "options",
                                    arguments);
}

}  // namespace

TEST_CASE("an older caller's options get defaults for what came later", "[capi]") {
    ward::capi::Arguments arguments;
    const Third options = read(First{sizeof(First), 3, 4}, arguments);
    REQUIRE(arguments.ok());
    CHECK(options.struct_size == sizeof(Third));
    CHECK(options.colour == 3);
    CHECK(options.shape == 4);
    CHECK(options.label == nullptr);
    CHECK(options.weight == 0);
}

TEST_CASE("a newer caller's options are taken only when it does without what is new", "[capi]") {
    const struct {
        Third known;
        std::uint64_t fourth;
    } newer{{sizeof(Third) + sizeof(std::uint64_t), 1, 2, "x", 5}, 0}, used{{newer.known}, 1};
    ward::capi::Arguments arguments;
    const Third options = read(newer, arguments);
    CHECK(arguments.ok());
    CHECK(options.struct_size == sizeof(Third));
    CHECK(options.weight == 5);

    read(used, arguments);
    REQUIRE_FALSE(arguments.ok());
    CHECK(arguments.error().target == "options");
}

TEST_CASE("no options are all defaults", "[capi]") {
    ward::capi::Arguments arguments;
    const Third options = ward::capi::read_options<Third>(nullptr, sizeof(First), "options", arguments);
    CHECK(arguments.ok());
    CHECK(options.struct_size == sizeof(Third));
    CHECK(options.weight == 0);
}

TEST_CASE("exceptions become statuses", "[capi]") {
    using ward::Result;
    ward_error* error = nullptr;
    CHECK(ward::capi::guard(&error, [](auto&) -> Result<void> { throw std::bad_alloc(); }) ==
          WARD_E_OUT_OF_MEMORY);
    CHECK(error == ward::capi::out_of_memory());
    ward_error_free(error);
    CHECK(ward::capi::guard(&error, [](auto&) -> Result<void> { throw std::runtime_error("SECRET"); }) ==
          WARD_E_INTERNAL);
    CHECK(std::string(ward_error_message(error)).find("SECRET") == std::string::npos);
    ward_error_free(error);
    CHECK(ward::capi::guard(&error, [](auto&) -> Result<void> { throw 5; }) == WARD_E_INTERNAL);
    ward_error_free(error);
    CHECK(ward::capi::guard(nullptr, [](auto&) -> Result<void> { throw 5; }) == WARD_E_INTERNAL);
    CHECK(ward::capi::guard(&error, [](auto&) -> Result<void> { return {}; }) == WARD_OK);
    CHECK(error == nullptr);
}
