#include "ward/json/blocklists.hpp"

#include <charconv>
#include <utility>

#include "base/lines.hpp"
#include "json/blocklist_bodies.hpp"
#include "json/responses.hpp"

namespace ward::json {
namespace {

bool tells_is_regex(std::string_view api_version) { return api_version >= "2024-09-01"; }

// The store's targets in the words of the wire.
Response refuse(Error error) {
    static constexpr std::pair<std::string_view, std::string_view> kNames[] = {{"items", "blocklistItems"},
                                                                               {"ids", "blocklistItemIds"},
                                                                               {"name", "blocklistName"},
                                                                               {"id", "blocklistItemId"}};
    for (const auto& [ours, theirs] : kNames) {
        const bool whole = error.target == ours;
        if (!whole && !(error.target.starts_with(ours) && error.target[ours.size()] == '[')) continue;
        if (!whole && error.code == Errc::invalid_name) error.code = Errc::invalid_field;  // of the body
        const std::string target = std::string(theirs) + error.target.substr(ours.size());
        if (const auto at = error.message.find("The " + error.target); at == 0)
            error.message.replace(4, error.target.size(), target);
        error.target = target;
        break;
    }
    return error_response(error);
}

template <class T, class Answer>
Response respond(Result<T> result, Answer&& answer) {
    return result ? std::forward<Answer>(answer)(*result) : refuse(std::move(result).error());
}

Response no_content(Result<void> result) {
    return result ? Response{204, {}} : refuse(std::move(result).error());
}

Response item_body(const BlocklistItem& item, const BlocklistQuery& query) {
    Writer writer;
    write_item(writer, item, tells_is_regex(query.api_version));
    return {200, std::move(writer).take()};
}

std::string list_url(std::string_view name, const BlocklistQuery& query) {
    std::string url(query.base_url);
    return (url += "/text/blocklists/") += name;
}

Result<void> read_number(std::string_view text, const char* name, std::size_t least, std::size_t& out) {
    const char* const end = text.data() + text.size();
    const auto [stop, failed] = std::from_chars(text.data(), end, out);
    if (failed == std::errc() && stop == end && out >= least && out <= 0x7fffffff) return {};
    return Reader::error_at(name, Errc::invalid_field,
                            "must be a whole number, " + std::to_string(least) + " or more");
}

Result<BlocklistPageRequest> read_page_request(const BlocklistQuery& query) {
    BlocklistPageRequest page;
    Result<void> read;
    if (!query.top.empty()) read = read_number(query.top, "top", 0, page.top.emplace());
    if (read && !query.skip.empty()) read = read_number(query.skip, "skip", 0, page.skip);
    if (read && !query.maxpagesize.empty())
        read = read_number(query.maxpagesize, "maxpagesize", 1, page.page_size);
    if (!read) return std::move(read).error();
    return page;
}

std::string next_link(std::string_view name, const BlocklistPageRequest& next, const BlocklistQuery& query) {
    std::string url = list_url(name, query) + "/blocklistItems?";
    if (next.top) url += "top=" + std::to_string(*next.top) + '&';
    url += "skip=" + std::to_string(next.skip) + "&maxpagesize=" + std::to_string(next.page_size);
    return (url += "&api-version=") += query.api_version;
}

}  // namespace

Response list_blocklists(const BlocklistStore& store, const BlocklistQuery& query) {
    if (!is_supported(query.api_version)) return refuse_api_version(query.api_version);
    return respond(store.lists(), [](const std::vector<Blocklist>& lists) {
        Writer writer;
        writer.begin_object().key("value").begin_array();
        for (const Blocklist& list : lists) write_list(writer, list);
        writer.end_array().end_object();
        return Response{200, std::move(writer).take()};
    });
}

Response get_blocklist(const BlocklistStore& store, std::string_view name, const BlocklistQuery& query) {
    if (!is_supported(query.api_version)) return refuse_api_version(query.api_version);
    return respond(store.find_list(name), [](const Blocklist& list) {
        Writer writer;
        write_list(writer, list);
        return Response{200, std::move(writer).take()};
    });
}

Response patch_blocklist(const BlocklistStore& store, std::string_view name, std::string_view body,
                         const BlocklistQuery& query) {
    if (!is_supported(query.api_version)) return refuse_api_version(query.api_version);
    Reader reader;
    const auto change = read_blocklist_patch(reader, body, name);
    if (!change) return refuse(change.error());
    return respond(store.create_or_update_list(name, *change), [&](const BlocklistUpdate& update) {
        Writer writer;
        write_list(writer, update.list);
        Response response{update.created ? 201 : 200, std::move(writer).take()};
        if (update.created)
            (response.location = list_url(name, query) + "?api-version=") += query.api_version;
        return response;
    });
}

Response delete_blocklist(const BlocklistStore& store, std::string_view name, const BlocklistQuery& query) {
    if (!is_supported(query.api_version)) return refuse_api_version(query.api_version);
    return no_content(store.remove_list(name));
}

Response add_blocklist_items(const BlocklistStore& store, std::string_view name, std::string_view body,
                             const BlocklistQuery& query) {
    if (!is_supported(query.api_version)) return refuse_api_version(query.api_version);
    Reader reader;
    const auto items = read_items_to_add(reader, body);
    if (!items) return refuse(items.error());
    return respond(store.add_items(name, *items), [&](const std::vector<BlocklistItem>& added) {
        Writer writer;
        writer.begin_object().key("blocklistItems").begin_array();
        for (const BlocklistItem& item : added) write_item(writer, item, tells_is_regex(query.api_version));
        writer.end_array().end_object();
        return Response{200, std::move(writer).take()};
    });
}

Response remove_blocklist_items(const BlocklistStore& store, std::string_view name, std::string_view body,
                                const BlocklistQuery& query) {
    if (!is_supported(query.api_version)) return refuse_api_version(query.api_version);
    Reader reader;
    const auto ids = read_ids_to_remove(reader, body);
    return ids ? no_content(store.remove_items(name, *ids)) : refuse(ids.error());
}

Response list_blocklist_items(const BlocklistStore& store, std::string_view name,
                              const BlocklistQuery& query) {
    if (!is_supported(query.api_version)) return refuse_api_version(query.api_version);
    const auto request = read_page_request(query);
    if (!request) return refuse(request.error());
    return respond(store.items(name, *request), [&](const BlocklistPage& page) {
        Writer writer;
        writer.begin_object().key("value").begin_array();
        for (const BlocklistItem& item : page.items)
            write_item(writer, item, tells_is_regex(query.api_version));
        writer.end_array();
        if (page.next) writer.key("nextLink").string(next_link(name, *page.next, query));
        writer.end_object();
        return Response{200, std::move(writer).take()};
    });
}

Response get_blocklist_item(const BlocklistStore& store, std::string_view name, std::string_view id,
                            const BlocklistQuery& query) {
    if (!is_supported(query.api_version)) return refuse_api_version(query.api_version);
    return respond(store.find_item(name, id),
                   [&](const BlocklistItem& item) { return item_body(item, query); });
}

BlocklistItemSource jsonl_items(std::istream& in) {
    using Item = Result<std::optional<BlocklistItemDraft>>;
    return [lines = base::LineReader(in, limits::kMaxImportLineBytes)]() mutable -> Item {
        for (;;) {
            const auto line = lines.next();
            if (!line) return line.error();
            if (!*line) return std::optional<BlocklistItemDraft>();
            if ((*line)->find_first_not_of(" \t") == std::string_view::npos) continue;
            Reader reader;
            auto item = read_item(reader, **line);
            if (item) return std::optional(*std::move(item));
            item.error().target = base::LineReader::name(lines.number()) + ": " + item.error().target;
            return std::move(item).error();
        }
    };
}

std::string jsonl_record(const BlocklistItem& item) {
    Writer writer;
    write_item(writer, item, true);
    return std::move(writer).take() + '\n';
}

}  // namespace ward::json
