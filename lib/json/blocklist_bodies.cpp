#include "json/blocklist_bodies.hpp"

#include <limits>

#include "ward/limits.hpp"

namespace ward::json {
namespace {

using enum Presence;

Result<void> read_text(Value& value, std::string& out) { return store(value.string(), out); }

Result<void> read_optional_text(Value& value, std::optional<std::string>& out) {
    return read_text(value, out.emplace());
}

// In a merge patch null is a value: it takes the description away.
Result<void> read_description(Value& value, BlocklistChange& change) {
    auto& description = change.description.emplace();
    return value.is_null() ? value.null() : read_optional_text(value, description);
}

Result<void> read_name(Value& value, std::string_view name) {
    const auto given = value.string();
    if (!given) return given.error();
    if (*given != name) return value.error(Errc::invalid_field, "must be the name in the path, or left out");
    return {};
}

// The members of one item.
class ItemMembers {
public:
    explicit ItemMembers(BlocklistItemDraft& item)
        : members_{{"text", required, [&item](Value& value) { return read_text(value, item.text); }},
                   {"description", optional,
                    [&item](Value& value) { return read_optional_text(value, item.description); }},
                   {"isRegex", optional,
                    [&item](Value& value) { return store(value.boolean(), item.is_regex); }}} {}
    std::span<const Member> get() const noexcept { return members_; }

private:
    Member members_[3];
};

// An array that must hold something, under the name that it has in the body.
template <class T>
Result<std::vector<T>> read_batch(Reader& reader, std::string_view body, std::string_view name,
                                  const std::function<Result<void>(Value&, T&)>& read) {
    std::vector<T> batch;
    const auto element = [&](Value& value) { return read(value, batch.emplace_back()); };
    const Member members[] = {
        {name, required, [&](Value& value) { return value.array(limits::kMaxBlocklistBatch, element); }}};
    if (auto done = reader.read(body, members); !done) return std::move(done).error();
    if (batch.empty()) return Reader::error_at(std::string(name), Errc::invalid_field, "must not be empty");
    return batch;
}

}  // namespace

Result<BlocklistChange> read_blocklist_patch(Reader& reader, std::string_view body, std::string_view name) {
    BlocklistChange change;
    const Member members[] = {
        {"description", nullable, [&](Value& value) { return read_description(value, change); }},
        {"blocklistName", optional, [&](Value& value) { return read_name(value, name); }},
        {"wholeWords", optional,
         [&](Value& value) { return store(value.boolean(), change.whole_words.emplace()); }},
        {"loose", optional, [&](Value& value) { return store(value.boolean(), change.loose.emplace()); }},
    };
    if (auto read = reader.read(body, members); !read) return std::move(read).error();
    return change;
}

Result<std::vector<BlocklistItemDraft>> read_items_to_add(Reader& reader, std::string_view body) {
    return read_batch<BlocklistItemDraft>(reader, body, "blocklistItems",
                                          [](Value& value, BlocklistItemDraft& item) {
                                              const ItemMembers members(item);
                                              return value.object(members.get());
                                          });
}

Result<std::vector<std::string_view>> read_ids_to_remove(Reader& reader, std::string_view body) {
    return read_batch<std::string_view>(
        reader, body, "blocklistItemIds",
        [](Value& value, std::string_view& id) { return store(value.string(), id); });
}

Result<BlocklistItemDraft> read_item(Reader& reader, std::string_view body) {
    BlocklistItemDraft item;
    const ItemMembers members(item);
    if (auto read = reader.read(body, members.get()); !read) return std::move(read).error();
    return item;
}

void write_list(Writer& writer, const Blocklist& list) {
    writer.begin_object().key("blocklistName").string(list.name);
    if (list.description) writer.key("description").string(*list.description);
    if (list.whole_words) writer.key("wholeWords").boolean(true);
    if (list.loose) writer.key("loose").boolean(true);
    writer.end_object();
}

void write_item(Writer& writer, const BlocklistItem& item, bool with_is_regex) {
    writer.begin_object().key("blocklistItemId").string(item.id);
    if (item.description) writer.key("description").string(*item.description);
    writer.key("text").string(item.text);
    if (with_is_regex) writer.key("isRegex").boolean(item.is_regex);
    writer.end_object();
}

}  // namespace ward::json
