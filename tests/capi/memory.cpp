// Lets each allocation of a call fail in turn. The only test that is not C: it replaces operator new, which the
// library takes from the program.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <new>

#include "pictures.h"

namespace {

// Allocations of this thread that still succeed; negative: all of them.
thread_local long allowed = -1;

}  // namespace

// All forms but the aligned ones, so that a sanitizer sees pairs.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    if (allowed == 0) return nullptr;
    if (allowed > 0) --allowed;
    return std::malloc(size == 0 ? 1 : size);
}

void* operator new(std::size_t size) {
    if (void* memory = operator new(size, std::nothrow)) return memory;
    throw std::bad_alloc();
}

void* operator new[](std::size_t size) { return operator new(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    return operator new(size, std::nothrow);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }

namespace {

/// Calls until it takes no more allocations than it may have; `call(error)` returns the status and checks outputs.
template <class Call>
void starve(const char* what, ward_status at_last, Call call) {
    for (long k = 0; k < 1000; ++k) {
        ward_error* error = nullptr;
        allowed = k;
        const ward_status status = call(&error);
        allowed = -1;
        if (status == at_last) {
            // The call itself went through; its error may have had no room.
            const ward_status told = ward_error_status(error);
            CHECK((told == at_last || told == WARD_E_OUT_OF_MEMORY));
            ward_error_free(error);
            if (told != at_last) continue;
            CHECK(k > 0);  // it did allocate, and by the operator new above
            return;
        }
        CHECK(status == WARD_E_OUT_OF_MEMORY);
        CHECK(ward_error_status(error) == WARD_E_OUT_OF_MEMORY);
        CHECK(ward_error_message(error)[0] != '\0');
        ward_error_free(error);
        ward_error_free(error);  // the static object may be freed any number of times
    }
    std::fprintf(stderr, "%s never had enough memory\n", what);
    ++failures;
}

/// A host that passes on what it is told.
ward_status fetch(const char*, size_t, ward_blob* blob, void*) {
    static const std::uint8_t kNoPicture[4096]{};
    return ward_blob_append(blob, kNoPicture, sizeof kNoPicture, nullptr);
}

void starve_pictures() {
    ward_image_analyzer* images = open_image_analyzer();
    starve("image_analyze", WARD_E_IMAGE_UNREADABLE, [&](ward_error** error) {
        static const std::uint8_t kNoPicture[100]{};
        ward_image_result* out = nullptr;
        const ward_status status =
            ward_image_analyze(images, kNoPicture, sizeof kNoPicture, nullptr, &out, error);
        CHECK(out == nullptr);
        return status;
    });
    // Where the host's own part ran out of memory, the answer is an error body that says so.
    starve("json_image_analyze", WARD_OK, [&](ward_error** error) {
        ward_json_response* out = nullptr;
        const ward_status status = ward_json_image_analyze(images, STR("{\"image\":{\"blobUrl\":\"a\"}}"),
                                                           "2024-09-01", 10, fetch, nullptr, &out, error);
        CHECK((out != nullptr) == (status == WARD_OK));
        ward_json_response_free(out);
        return status;
    });
    ward_image_analyzer_free(images);
}

}  // namespace

extern "C" void test_memory(void) {
    starve("library_open", WARD_OK, [](ward_error** error) {
        ward_library* out = library;
        const ward_status status = ward_library_open(&out, error);
        CHECK((out != nullptr) == (status == WARD_OK));
        ward_library_free(out);
        return status;
    });
    starve("version mismatch", WARD_E_VERSION_MISMATCH, [](ward_error** error) {
        ward_library* out = library;
        const ward_status status = ward_library_open_version(0, &out, error);
        CHECK(out == nullptr);
        return status;
    });
    starve("registry_list", WARD_OK, [](ward_error** error) {
        ward_model_list* out = nullptr;
        const ward_status status = ward_registry_list(registry, &out, error);
        CHECK((out != nullptr) == (status == WARD_OK));
        ward_model_list_free(out);
        return status;
    });
    starve("registry_find", WARD_E_MODEL_NOT_FOUND, [](ward_error** error) {
        ward_model_list* out = nullptr;
        const ward_status status = ward_registry_find(registry, "nobody", 6, nullptr, 0, &out, error);
        CHECK(out == nullptr);
        return status;
    });
    starve("json_text_analyze", WARD_OK, [](ward_error** error) {
        ward_json_response* out = nullptr;
        const ward_status status =
            ward_json_text_analyze(analyzer, STR("{\"text\":5}"), "2024-09-01", 10, &out, error);
        CHECK((out != nullptr) == (status == WARD_OK));
        ward_json_response_free(out);
        return status;
    });
    starve_pictures();
}
