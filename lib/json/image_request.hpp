/// @file
/// The body of image:analyze, read.
#pragma once

#include <string_view>

#include "json/reader.hpp"
#include "ward/json/image.hpp"

namespace ward::json {

/// A request and the memory that its bytes are in. It cannot be moved away from that, for the request points to it.
struct ImageBody {
    Bytes content;                ///< of `image.content`
    std::vector<std::byte> blob;  ///< of `image.blobUrl`
    ImageRequest request;

    ImageBody() = default;
    ImageBody(ImageBody&&) = default;  // moves the buffers' owners; the buffers stay where they are
    ImageBody& operator=(ImageBody&&) = default;
};

/// @param fetch  may be empty
/// @errors those of Reader::read() and Value::base64(); invalid_field: not exactly one of `content` and `blobUrl`, or
///   a `blobUrl` without `fetch`; those of `fetch`
Result<ImageBody> read_image_body(Reader& reader, std::string_view body, const FetchBlob& fetch);

}  // namespace ward::json
