#include "json/reader.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

#include <simdjson.h>

#include "ward/limits.hpp"

namespace ward::json {

namespace ondemand = simdjson::ondemand;

namespace {

constexpr std::string_view kBody = "body";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Bodies up to this size leave their buffers to the thread's next request: about eight times as much, half a
/// megabyte. Larger ones are rare and give theirs back.
constexpr std::size_t kKeptCapacity = 64u << 10;
constexpr std::size_t kSmallestCapacity = 4u << 10;

bool is_space(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// RFC 8259, section 6. simdjson's own check also refuses what is too large for a double, which is still JSON.
bool is_number(std::string_view token) noexcept {
    const auto digits = [&token] {
        const auto end = std::find_if_not(token.begin(), token.end(), is_digit);
        const bool some = end != token.begin();
        token.remove_prefix(static_cast<std::size_t>(end - token.begin()));
        return some;
    };
    if (token.starts_with('-')) token.remove_prefix(1);
    if (token.starts_with('0')) {
        token.remove_prefix(1);
    } else if (!digits()) {
        return false;
    }
    if (token.starts_with('.')) {
        token.remove_prefix(1);
        if (!digits()) return false;
    }
    if (token.starts_with('e') || token.starts_with('E')) {
        token.remove_prefix(1);
        if (token.starts_with('+') || token.starts_with('-')) token.remove_prefix(1);
        if (!digits()) return false;
    }
    return token.empty();
}

bool is_scalar(std::string_view token) noexcept {
    return token == "null" || token == "true" || token == "false" || is_number(token);
}

Error body_error(Errc code, std::string_view predicate) {
    return Reader::error_at(std::string(kBody), code, predicate);
}

Error malformed() { return body_error(Errc::invalid_json, "is not JSON, or is cut short"); }

Error parser_error(simdjson::error_code code) {
    switch (code) {
        case simdjson::EMPTY: return body_error(Errc::invalid_json, "must not be empty");
        case simdjson::UTF8_ERROR: return body_error(Errc::invalid_utf8, "is not UTF-8");
        case simdjson::MEMALLOC:
            return body_error(Errc::out_of_memory, "could not be read for lack of memory");
        default: return malformed();
    }
}

}  // namespace

/// What a request is read with: simdjson's index, a padded copy of the body, and a place for unescaped strings.
struct Scratch {
    ondemand::parser parser;
    std::unique_ptr<char[]> body;
    std::unique_ptr<std::uint8_t[]> strings;  // simdjson's own may be null when memory is short; this may not
    std::uint8_t* strings_end = nullptr;
    std::size_t capacity = 0;

    simdjson::error_code reserve(std::size_t size);
    simdjson::simdjson_result<ondemand::document> index(std::string_view text);
};

struct Value::Source {
    ondemand::value value;

    std::string_view token() noexcept {
        std::string_view token = value.raw_json_token();
        while (!token.empty() && is_space(token.back())) token.remove_suffix(1);
        return token;
    }
};

namespace {

// A request takes the thread's scratch away and returns it at its end, so that one that starts within another
// (from a completion callback) finds none and makes its own, instead of overwriting the text that is in use.
thread_local std::unique_ptr<Scratch> spare_scratch;

}  // namespace

simdjson::error_code Scratch::reserve(std::size_t size) {
    if (capacity != 0 && size <= capacity) return simdjson::SUCCESS;
    const std::size_t wanted = std::max(kSmallestCapacity, std::bit_ceil(size));
    capacity = 0;
    if (const auto error = parser.allocate(wanted); error != simdjson::SUCCESS) return error;
    body = std::make_unique_for_overwrite<char[]>(wanted + simdjson::SIMDJSON_PADDING);
    strings = std::make_unique_for_overwrite<std::uint8_t[]>(wanted + simdjson::SIMDJSON_PADDING);
    capacity = wanted;
    return simdjson::SUCCESS;
}

// simdjson reads up to SIMDJSON_PADDING bytes past the end. A caller's memory may end there, so the body is
// copied (microseconds, against milliseconds of a model). The padding is zeroed because a NUL is no token: a walk
// that a cut document leads past its end stops there.
simdjson::simdjson_result<ondemand::document> Scratch::index(std::string_view text) {
    if (const auto error = reserve(text.size()); error != simdjson::SUCCESS) return error;
    if (!text.empty()) std::memcpy(body.get(), text.data(), text.size());
    std::memset(body.get() + text.size(), 0, simdjson::SIMDJSON_PADDING);
    strings_end = strings.get();
    return parser.iterate(body.get(), text.size(), text.size() + simdjson::SIMDJSON_PADDING);
}

/// The walk itself, apart from the class so that the header needs no simdjson.
class Reader::Walk {
public:
    static Result<std::string_view> unescape(Reader& reader, ondemand::raw_json_string raw) {
        std::string_view text;
        const auto error = reader.scratch_->parser.unescape(raw, reader.scratch_->strings_end).get(text);
        if (error != simdjson::SUCCESS) {
            return error_at(reader.path(), Errc::invalid_json, "has an escape that stands for no character");
        }
        return text;
    }

    /// @param depth of the object's values
    static Result<void> object(Reader& reader, ondemand::object object, std::span<const Member> members,
                               std::size_t depth) {
        std::uint64_t given = 0;
        std::vector<std::string_view> unknown;
        for (auto field : object) {
            ondemand::raw_json_string raw_name;
            Value::Source source;
            if (field.key().get(raw_name) || std::move(field).value().get(source.value)) return malformed();
            const auto name = unescape(reader, raw_name);
            if (!name) return name.error();

            Value value(reader, source, depth);
            const auto member = std::ranges::find(members, *name, &Member::name);
            if (member == members.end()) {
                unknown.push_back(*name);
                if (auto skipped = value.skip(); !skipped) return skipped;
                continue;
            }
            const std::uint64_t bit = std::uint64_t{1} << (member - members.begin());
            reader.steps_.push_back({.name = member->name});
            if ((given & bit) != 0) return value.error(Errc::invalid_field, "is given twice");
            given |= bit;
            const bool absent = member->presence == Presence::optional && value.is_null();
            if (auto read = absent ? value.skip() : member->read(value); !read) return read;
            reader.steps_.pop_back();
        }
        return check_members(reader, members, given, unknown);
    }

private:
    static Result<void> check_members(Reader& reader, std::span<const Member> members, std::uint64_t given,
                                      std::vector<std::string_view>& unknown) {
        for (const Member& member : members) {
            const bool is_given = (given & 1) != 0;
            given >>= 1;
            if (is_given || member.presence != Presence::required) continue;
            reader.steps_.push_back({.name = member.name});
            return error_at(reader.path(), Errc::invalid_field, "is required");
        }
        // Sorted, not searched member by member: a body may hold 100,000 of them.
        std::ranges::sort(unknown);
        if (std::ranges::adjacent_find(unknown) != unknown.end()) {
            return error_at(reader.path(), Errc::invalid_field, "has a member that is given twice");
        }
        return {};
    }
};

Result<std::string_view> Value::string() {
    ondemand::raw_json_string raw;
    if (source_.value.get_raw_json_string().get(raw)) return wrong_type("must be a string");
    return Reader::Walk::unescape(reader_, raw);
}

// Characters are decoded where they stand. Only what turns out to be none is looked at for escapes, which few clients
// write into base64.
Result<Bytes> Value::base64(std::size_t most) {
    std::string_view text = source_.token();
    ondemand::raw_json_string raw;
    if (source_.value.get_raw_json_string().get(raw)) return wrong_type("must be a base64 string");
    text = text.substr(1, text.size() - 2);  // without its quotes
    const Error too_large =
        error(Errc::image_file_too_large, "is of more than " + std::to_string(most) + " bytes");
    // Twice what base64 takes leaves room for escapes and line breaks.
    if (text.size() / 8 > most / 3) return too_large;
    auto bytes = decode_base64(text);
    if (!bytes && text.find('\\') != std::string_view::npos) {
        const auto unescaped = Reader::Walk::unescape(reader_, raw);
        if (!unescaped) return unescaped.error();
        bytes = decode_base64(*unescaped);
    }
    if (!bytes) return error(Errc::invalid_field, "must be base64");
    if (bytes->size > most) return too_large;
    return *std::move(bytes);
}

Result<bool> Value::boolean() {
    const std::string_view token = source_.token();
    if (token != "true" && token != "false") return wrong_type("must be true or false");
    return token == "true";
}

Result<double> Value::number() {
    const std::string_view token = source_.token();
    if (!is_number(token)) return wrong_type("must be a number");
    double value = 0;
    if (source_.value.get_double().get(value) == simdjson::SUCCESS) return value;
    const double infinity = std::numeric_limits<double>::infinity();
    return token.starts_with('-') ? -infinity : infinity;
}

Result<Kind> Value::kind() {
    const std::string_view token = source_.token();
    if (token.empty()) return malformed();
    switch (token.front()) {
        case '{': return Kind::object;
        case '[': return Kind::array;
        case '"': return Kind::string;
        default: break;
    }
    if (!is_scalar(token)) return malformed();
    if (token == "null") return Kind::null;
    return token == "true" || token == "false" ? Kind::boolean : Kind::number;
}

Result<void> Value::array(std::size_t most, const ReadValue& read) {
    ondemand::array array;
    if (source_.value.get_array().get(array)) return wrong_type("must be an array");
    if (auto fits = check_depth(); !fits) return fits;

    std::size_t index = 0;
    for (auto element : array) {
        Source source;
        if (std::move(element).get(source.value)) return malformed();
        if (index == most)
            return error(Errc::invalid_field, "must have at most " + std::to_string(most) + " elements");
        reader_.steps_.push_back({.name = {}, .index = index++});
        Value value(reader_, source, depth_ + 1);
        if (auto result = read(value); !result) return result;
        reader_.steps_.pop_back();
    }
    return {};
}

Result<void> Value::object(std::span<const Member> members) {
    ondemand::object object;
    if (source_.value.get_object().get(object)) return wrong_type("must be an object");
    if (auto fits = check_depth(); !fits) return fits;
    return Reader::Walk::object(reader_, object, members, depth_ + 1);
}

Error Value::error(Errc code, std::string_view predicate) const {
    return Reader::error_at(reader_.path(), code, predicate);
}

Result<void> Value::check_depth() const {
    if (depth_ <= limits::kMaxJsonDepth) return {};
    return body_error(Errc::too_deep,
                      "nests deeper than " + std::to_string(limits::kMaxJsonDepth) + " levels");
}

bool Value::is_null() const { return source_.token() == "null"; }

// What is no value at all is the body's fault, not this member's.
Error Value::wrong_type(std::string_view predicate) {
    if (auto skipped = skip(); !skipped) return skipped.error();
    return error(Errc::invalid_field, predicate);
}

// The recursion is bounded by the limit on nesting.
Result<void> Value::skip() {
    ondemand::array array;
    ondemand::object object;
    ondemand::raw_json_string raw;
    if (!source_.value.get_array().get(array)) {
        if (auto fits = check_depth(); !fits) return fits;
        for (auto element : array) {
            Source source;
            if (std::move(element).get(source.value)) return malformed();
            if (auto skipped = Value(reader_, source, depth_ + 1).skip(); !skipped) return skipped;
        }
        return {};
    }
    if (!source_.value.get_object().get(object)) {
        if (auto fits = check_depth(); !fits) return fits;
        for (auto field : object) {
            Source source;
            if (field.key().get(raw) || std::move(field).value().get(source.value)) return malformed();
            if (auto name = Reader::Walk::unescape(reader_, raw); !name) return name.error();
            if (auto skipped = Value(reader_, source, depth_ + 1).skip(); !skipped) return skipped;
        }
        return {};
    }
    if (!source_.value.get_raw_json_string().get(raw)) {
        auto text = Reader::Walk::unescape(reader_, raw);
        return text ? Result<void>() : text.error();
    }
    return is_scalar(source_.token()) ? Result<void>() : malformed();
}

Reader::Reader() : scratch_(std::move(spare_scratch)) {
    if (scratch_ == nullptr) scratch_ = std::make_unique<Scratch>();
}

Reader::~Reader() {
    if (scratch_->capacity <= kKeptCapacity) spare_scratch = std::move(scratch_);
}

Result<void> Reader::read(std::string_view body, std::span<const Member> members, std::size_t most_bytes) {
    steps_.clear();
    if (body.size() > most_bytes) {
        return body_error(Errc::body_too_large, "is larger than " + std::to_string(most_bytes) + " bytes");
    }
    if (body.starts_with(kByteOrderMark)) body.remove_prefix(kByteOrderMark.size());

    ondemand::document document;
    ondemand::object object;
    if (const auto error = scratch_->index(body).get(document)) return parser_error(error);
    if (const auto error = document.get_object().get(object)) {
        return error == simdjson::INCORRECT_TYPE ? body_error(Errc::invalid_json, "must be a JSON object")
                                                 : parser_error(error);
    }
    if (auto walked = Walk::object(*this, object, members, 2); !walked) return walked;
    const bool at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    return at_end ? Result<void>() : body_error(Errc::invalid_json, "must end with its object");
}

Error Reader::error_at(std::string path, Errc code, std::string_view predicate) {
    std::string message = path + ' ';
    message += predicate;
    return {code, std::move(message), std::move(path)};
}

std::string Reader::path() const {
    std::string path;
    for (const Step& step : steps_) {
        if (step.name.empty()) {
            path += '[' + std::to_string(step.index) + ']';
        } else {
            if (!path.empty()) path += '.';
            path += step.name;
        }
    }
    return path.empty() ? std::string(kBody) : path;
}

}  // namespace ward::json
