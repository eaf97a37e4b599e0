#include "blocklist/checks.hpp"

#include <algorithm>
#include <random>

#include "base/utf8.hpp"

namespace ward::blocklist {
namespace {

constexpr std::size_t kMaxUtf8Bytes = 4;  // of one code point

bool may_be_in_name(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' ||
           c == '_' || c == '~' || c == '-';
}

Error too_long(const std::string& target, std::size_t most) {
    return {Errc::text_too_long,
            "The " + target + " has more than " + std::to_string(most) + " code points; shorten it", target};
}

Result<void> check_text(std::string_view text, std::size_t most, const std::string& target) {
    if (text.size() > most * kMaxUtf8Bytes) return too_long(target, most);  // refused unread
    const auto code_points = base::count_code_points(text);
    if (!code_points) return Error{Errc::invalid_utf8, "The " + target + " is not well-formed UTF-8", target};
    if (*code_points > most) return too_long(target, most);
    // PostgreSQL cannot store it.
    if (text.find('\0') != std::string_view::npos)
        return Error{Errc::invalid_argument, "The " + target + " must not hold U+0000", target};
    return {};
}

}  // namespace

Result<void> check_name(std::string_view name, std::string target) {
    if (!name.empty() && name.size() <= limits::kMaxBlocklistNameLength &&
        std::ranges::all_of(name, may_be_in_name))
        return {};
    return Error{Errc::invalid_name,
                 "The " + target + " must have 1 to " + std::to_string(limits::kMaxBlocklistNameLength) +
                     " characters, of letters A to Z, digits and . _ ~ -",
                 std::move(target)};
}

Result<void> check_description(const std::optional<std::string>& description, const std::string& target) {
    return description ? check_text(*description, limits::kMaxDescriptionCodePoints, target) : Result<void>();
}

Result<void> check_item(const BlocklistItemDraft& item, const ListOptions& options,
                        const std::string& target) {
    const std::string text_target = target + ".text";
    if (item.text.empty())
        return Error{Errc::invalid_argument, "The " + text_target + " must not be empty", text_target};
    if (auto fits = check_text(item.text, limits::kMaxBlocklistTermCodePoints, text_target); !fits)
        return fits;
    if (auto fits = check_description(item.description, target + ".description"); !fits) return fits;
    auto found = check_term({.item = 0, .text = item.text, .regex = item.is_regex}, options);
    if (!found) found.error().target = text_target;
    return found;
}

Result<void> check_batch(std::size_t size, const char* target) {
    if (size >= 1 && size <= limits::kMaxBlocklistBatch) return {};
    return Error{Errc::invalid_argument,
                 "One call takes 1 to " + std::to_string(limits::kMaxBlocklistBatch) + " " + target +
                     "; send more in several",
                 target};
}

ListOptions options_of(const Blocklist& list) noexcept {
    return {.whole_words = list.whole_words, .loose = list.loose};
}

// @source RFC 9562, section 5.4. libstdc++'s random_device is the processor's or the kernel's generator.
std::string make_uuid() {
    static constexpr char kHex[] = "0123456789abcdef";
    thread_local std::random_device random;
    std::string uuid(36, '-');
    std::uint32_t bits = 0;
    int left = 0;
    for (std::size_t i = 0; i < uuid.size(); ++i) {
        if (i == 8 || i == 13 || i == 18 || i == 23) continue;
        if (left == 0) {
            bits = random();
            left = 8;
        }
        uuid[i] = kHex[bits & 15];
        bits >>= 4;
        --left;
    }
    uuid[14] = '4';
    uuid[19] = kHex[8 | (static_cast<unsigned>(uuid[19]) & 3)];
    return uuid;
}

}  // namespace ward::blocklist
