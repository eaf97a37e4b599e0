/// @file
/// What went wrong, why, and which argument or field it was about.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ward {

/// The complete list of failures. The numbers are those of `ward_status` in the C ABI; they are grouped
/// in families of 100 and never reused.
enum class Errc : std::int32_t {
    ok = 0,

    // 1xx: the caller passed something that no call accepts.
    invalid_argument = 100,  ///< an option or argument is out of its documented range
    invalid_utf8 = 101,      ///< text is not well-formed UTF-8
    unknown_category = 102,  ///< a category name that is none of Hate, SelfHarm, Sexual, Violence
    version_mismatch = 103,  ///< the caller was built for a newer Ward than the one that runs
    invalid_name = 104,      ///< a blocklist's name or an item's id that no blocklist or item can have

    // 2xx: a limit of ward/limits.hpp was passed.
    text_too_long = 200,      ///< more code points than the limit on texts, items or descriptions
    too_deep = 201,           ///< JSON nested deeper than limits::kMaxJsonDepth
    body_too_large = 202,     ///< a request body larger than limits::kMaxBodyBytes
    overloaded = 203,         ///< the queue is full: the machine is asked for more than it can do; try again
    deadline_exceeded = 204,  ///< the caller's deadline passed before the model started
    cancelled = 205,  ///< the object that would have answered was destroyed first, or the caller said stop
    image_too_small = 206,       ///< a picture with a side shorter than limits::kMinImageSide
    image_too_large = 207,       ///< a picture with a side longer than limits::kMaxImageSide
    image_file_too_large = 208,  ///< an encoded picture of more than limits::kMaxImageBytes
    blocklist_full = 209,        ///< the store has as many lists or items as its options allow

    // 3xx: a document could not be read.
    invalid_json = 300,      ///< not JSON, or cut short
    invalid_field = 301,     ///< a member is missing, given twice, or of the wrong type or value
    image_unreadable = 302,  ///< not a JPEG, PNG, GIF, BMP, TIFF or WebP picture, or damaged

    // 4xx: something that was named does not exist.
    folder_not_found = 400,     ///< the pack folder does not exist or cannot be read
    model_not_found = 401,      ///< no pack of that name
    version_not_found = 402,    ///< the model exists, but not in that version
    blocklist_not_found = 403,  ///< no blocklist of that name
    item_not_found = 404,       ///< the blocklist exists, but has no item of that id

    // 5xx: a model pack or a model is at fault.
    pack_unreadable = 500,  ///< not a TorchScript archive, or cut short
    pack_foreign = 501,     ///< a TorchScript archive, but without a Ward manifest
    pack_version = 502,     ///< a manifest of a schema version that this library does not know
    pack_invalid = 503,     ///< the manifest contradicts itself or the model
    pack_digest = 504,      ///< the file's SHA-256 is not the one the host requires
    model_failed = 505,     ///< the model raised an error while it ran

    // 6xx: the machine.
    device_unavailable = 600,  ///< the asked device is not there, or cannot be used
    out_of_memory = 601,
    io_failed = 602,          ///< a file could not be read or written
    store_unavailable = 603,  ///< the database server does not answer, or refuses
    store_invalid = 604,      ///< a file that is no blocklist store, or is damaged
    store_version = 605,      ///< a blocklist store that a newer Ward made

    // 9xx
    internal = 900,  ///< a defect in Ward; please report it
};

/// The code's name as it is spelled above, for logs: "text_too_long".
std::string_view name(Errc code) noexcept;

/// A failure. `message` is one sentence that says what to do next and never holds user content;
/// `target` names the argument, the field of a request ("categories[1]") or the pack it is about.
struct Error {
    Errc code = Errc::internal;
    std::string message;
    std::string target;
};

}  // namespace ward
