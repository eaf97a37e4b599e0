/// @file
/// JSON in: walks a request body member by member, without building a document.
///
/// Every reader of a request is a table of members, each with a function that takes its value:
///
/// @code
///     Reader reader;
///     Body out;
///     const Member members[] = {
///         {"text", Presence::required, [&](Value& value) { return store(value.string(), out.text); }},
///         {"halt", Presence::optional, [&](Value& value) { return store(value.boolean(), out.halt); }},
///     };
///     if (auto read = reader.read(body, members); !read) return read.error();
/// @endcode
///
/// What holds for all of them, and is done here:
/// - The whole body is checked, also what no member asks for: syntax, UTF-8, escapes, nesting, trailing content.
/// - A member that is given twice is refused: readers of JSON differ in which of the two they believe, so that
///   a gateway could judge one text and pass on another. Names are compared after unescaping.
/// - Unknown members are ignored, and `null` for an optional member is the same as leaving it out.
///   @source text:analyze 2023-10-01 (wire contract, common rules)
/// - An error's target is the path of the member ("categories[1]"), or "body" where the fault lies in no known
///   member; its message is that path and a predicate. Nothing of the body itself is told.
/// - One UTF-8 byte order mark before the object is skipped, as RFC 8259 allows; some clients send it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/base64.hpp"
#include "ward/limits.hpp"
#include "ward/result.hpp"

namespace ward::json {

class Reader;
class Value;
struct Scratch;

/// Takes a value. It must be read in full, which each function of Value does.
using ReadValue = std::function<Result<void>(Value&)>;

enum class Presence : std::uint8_t {
    optional,
    required,
    nullable  ///< optional, and its `read` gets null, too
};

struct Member {
    std::string_view name;
    Presence presence;
    ReadValue read;
};

enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

/// The value of a member or an element of an array, at the moment the walk reaches it: read it once, by the
/// function for the type it must have, before returning.
class Value {
public:
    /// @return lives as long as the Reader
    /// @errors invalid_field: no string; invalid_json: an escape that stands for no character, such as half of a
    ///   surrogate pair
    Result<std::string_view> string();

    /// The bytes that a base64 string stands for (json/base64.hpp).
    /// @param most  bytes; more are refused before they are decoded
    /// @errors invalid_field: no string, or no base64; image_file_too_large: more than `most`
    Result<Bytes> base64(std::size_t most);

    /// @errors invalid_field
    Result<bool> boolean();

    /// Infinite where the digits are beyond a double.
    /// @errors invalid_field: no number
    Result<double> number();

    /// What it is, to choose how to read it.
    /// @errors invalid_json: no value at all
    Result<Kind> kind();

    /// Reads past it; it is checked all the same.
    Result<void> skip();

    /// Whether the value is null, for members that are nullable; then null() reads it.
    bool is_null() const;
    Result<void> null() { return skip(); }

    /// @errors invalid_field: no array, or more than `most` elements; too_deep; what `read` gives
    Result<void> array(std::size_t most, const ReadValue& read);

    /// @errors invalid_field: no object, a member twice, a required member missing; too_deep; what a member's
    ///   `read` gives
    Result<void> object(std::span<const Member> members);

    /// An error about this value; `predicate` goes on from its path: "must be a string".
    Error error(Errc code, std::string_view predicate) const;

private:
    friend class Reader;
    struct Source;

    Value(Reader& reader, Source& source, std::size_t depth) noexcept
        : reader_(reader), source_(source), depth_(depth) {}

    Result<void> check_depth() const;
    Error wrong_type(std::string_view predicate);

    Reader& reader_;
    Source& source_;     // simdjson's value, kept out of this header
    std::size_t depth_;  // of the array or object that this value would be; the body's object is 1
};

/// Reads one body. The strings that it gives out live as long as it does, or until its next read().
class Reader {
public:
    Reader();
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    /// @param body not changed; need not outlive the call
    /// @param most_bytes  of a body
    /// @errors body_too_large, invalid_utf8, invalid_json, too_deep, out_of_memory (target "body"); those of
    ///   Value::object()
    Result<void> read(std::string_view body, std::span<const Member> members,
                      std::size_t most_bytes = limits::kMaxBodyBytes);

    /// An error about what is at `path`, in the wording of Value::error(), for checks after the walk.
    static Error error_at(std::string path, Errc code, std::string_view predicate);

private:
    friend class Value;
    class Walk;

    /// A step of the way to the value that is read: a member, or an element where the name is empty.
    struct Step {
        std::string_view name;
        std::size_t index = 0;
    };

    std::string path() const;

    std::unique_ptr<Scratch> scratch_;
    std::vector<Step> steps_;
};

/// Puts what was read where it belongs.
template <class T, class U>
Result<void> store(Result<T> read, U& out) {
    if (!read) return std::move(read).error();
    out = std::move(read).value();
    return {};
}

}  // namespace ward::json
