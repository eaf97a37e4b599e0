#include "json/image_request.hpp"

#include <optional>

#include "json/members.hpp"
#include "ward/limits.hpp"

namespace ward::json {
namespace {

struct Source {
    std::optional<Bytes> content;
    std::optional<std::string_view> url;
};

Result<void> read_image(Value& value, Source& source) {
    using enum Presence;
    const Member members[] = {
        {"content", optional,
         [&](Value& content) { return store(content.base64(limits::kMaxImageBytes), source.content); }},
        {"blobUrl", optional, [&](Value& url) { return store(url.string(), source.url); }},
    };
    return value.object(members);
}

Result<void> read_output_type(Value& value) {
    const auto name = value.string();
    if (!name) return name.error();
    if (*name == "FourSeverityLevels") return {};
    return value.error(Errc::invalid_field, "must be FourSeverityLevels");
}

}  // namespace

Result<ImageBody> read_image_body(Reader& reader, std::string_view body, const FetchBlob& fetch) {
    ImageBody out;
    Source source;
    using enum Presence;
    const Member members[] = {
        {"image", required, [&](Value& value) { return read_image(value, source); }},
        categories_member(out.request.categories),
        {"outputType", optional, read_output_type},
    };
    if (auto read = reader.read(body, members, limits::kMaxImageBodyBytes); !read)
        return std::move(read).error();
    if (source.content.has_value() == source.url.has_value())
        return Reader::error_at("image", Errc::invalid_field, "must have either content or blobUrl");
    if (source.content) {
        out.content = *std::move(source.content);
        out.request.bytes = out.content.span();
        return out;
    }
    if (!fetch)
        return Reader::error_at("image.blobUrl", Errc::invalid_field,
                                "is not served here; send the picture in image.content");
    auto blob = fetch(*source.url);
    if (!blob) return std::move(blob).error();
    out.blob = *std::move(blob);
    out.request.bytes = out.blob;
    return out;
}

}  // namespace ward::json
