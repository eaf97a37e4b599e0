#include "json/text_request.hpp"

#include "json/members.hpp"
#include "ward/limits.hpp"

namespace ward::json {
namespace {

Result<void> read_blocklist_name(Value& value, std::vector<std::string_view>& names) {
    const auto name = value.string();
    if (!name) return name.error();
    names.push_back(*name);
    return {};
}

Result<void> read_output_type(Value& value, SeverityScale& scale) {
    const auto name = value.string();
    if (!name) return name.error();
    if (*name == "FourSeverityLevels") {
        scale = SeverityScale::four;
    } else if (*name == "EightSeverityLevels") {
        scale = SeverityScale::eight;
    } else {
        return value.error(Errc::invalid_field, "must be FourSeverityLevels or EightSeverityLevels");
    }
    return {};
}

}  // namespace

Result<TextRequest> read_text_body(Reader& reader, std::string_view body) {
    TextRequest request;
    const auto blocklist = [&](Value& value) { return read_blocklist_name(value, request.blocklist_names); };
    using enum Presence;
    const Member members[] = {
        {"text", required, [&](Value& value) { return store(value.string(), request.text); }},
        categories_member(request.categories),
        {"blocklistNames", optional,
         [&](Value& value) { return value.array(limits::kMaxBlocklistNames, blocklist); }},
        {"haltOnBlocklistHit", optional,
         [&](Value& value) { return store(value.boolean(), request.halt_on_blocklist_hit); }},
        {"outputType", optional, [&](Value& value) { return read_output_type(value, request.scale); }},
    };
    if (auto read = reader.read(body, members); !read) return std::move(read).error();
    return request;
}

}  // namespace ward::json
