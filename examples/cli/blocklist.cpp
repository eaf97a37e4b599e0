#include "blocklist.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>

#include <unistd.h>

#include <ward/blocklist_files.hpp>
#include <ward/json/blocklists.hpp>
#include <ward/json/error_body.hpp>

#include "packs.hpp"
#include "table.hpp"
#include "terminal.hpp"

namespace {

using ward::BlocklistStore;
using Do = int (*)(const BlocklistStore&, const BlocklistOptions&);

void print(Table& table) {
    table.print(std::cout, terminal_columns(STDOUT_FILENO), wants_colour(STDOUT_FILENO));
}

int create(const BlocklistStore& store, const BlocklistOptions& what) {
    ward::BlocklistChange change;
    if (!what.description.empty()) change.description = what.description;
    if (what.whole_words) change.whole_words = true;
    if (what.loose) change.loose = true;
    const auto made = store.create_or_update_list(what.name, change);
    if (!made) return report(made.error());
    std::cout << (made->created ? "created " : "updated ") << what.name << '\n';
    return 0;
}

int list(const BlocklistStore& store, const BlocklistOptions&) {
    const auto lists = store.lists();
    if (!lists) return report(lists.error());
    Table table({{.title = "List"},
                 {.title = "Items", .right_aligned = true},
                 {.title = "Finds"},
                 {.title = "Description", .shrinks = true}});
    for (const ward::Blocklist& each : *lists) {
        std::string finds = each.whole_words ? "whole words" : "anywhere";
        if (each.loose) finds += ", disguised";
        table.add(
            {{each.name}, {std::to_string(each.items)}, {finds}, {printable(each.description.value_or(""))}});
    }
    print(table);
    return 0;
}

// An item a line, answered as soon as it is on the disk, so that whoever waits for the answer knows.
int add_lines(const BlocklistStore& store, const BlocklistOptions& what) {
    const auto source = ward::json::jsonl_items(std::cin);
    for (;;) {
        const auto draft = source();
        if (draft && !*draft) return 0;
        const auto added = draft ? store.add_items(what.name, {&**draft, 1}) : draft.error();
        std::cout << (added ? ward::json::jsonl_record(added->front())
                            : ward::json::error_body(added.error()) + '\n')
                  << std::flush;
        if (!std::cout || (!draft && draft.error().code == ward::Errc::io_failed)) return kFailed;
    }
}

int add(const BlocklistStore& store, const BlocklistOptions& what) {
    if (what.json) return add_lines(store, what);
    std::vector<ward::BlocklistItemDraft> drafts;
    for (const std::string& text : what.values) drafts.push_back({.text = text, .is_regex = what.regex});
    const auto added = store.add_items(what.name, drafts);
    if (!added) return report(added.error());
    for (const ward::BlocklistItem& item : *added) std::cout << item.id << '\n';
    return 0;
}

int remove(const BlocklistStore& store, const BlocklistOptions& what) {
    const std::vector<std::string_view> ids(what.values.begin(), what.values.end());
    const auto removed = ids.empty() ? store.remove_list(what.name) : store.remove_items(what.name, ids);
    return removed ? 0 : report(removed.error());
}

int items(const BlocklistStore& store, const BlocklistOptions& what) {
    Table table(
        {{.title = "Id"}, {.title = "Text"}, {.title = "Kind"}, {.title = "Description", .shrinks = true}});
    const auto told = store.export_items(what.name, [&table](const ward::BlocklistItem& item) {
        table.add({{item.id},
                   {printable(item.text)},
                   {item.is_regex ? "expression" : "term"},
                   {printable(item.description.value_or(""))}});
        return true;
    });
    if (!told) return report(told.error());
    print(table);
    return 0;
}

int report_file(const std::string& file) {
    return report({ward::Errc::io_failed, "Could not open " + file + ": " + std::strerror(errno), ""});
}

int import_file(const BlocklistStore& store, const BlocklistOptions& what) {
    std::ifstream opened;
    if (what.file != "-") {
        opened.open(what.file, std::ios::binary);
        if (!opened) return report_file(what.file);
    }
    std::istream& in = what.file == "-" ? std::cin : opened;
    const bool csv = what.csv || what.file.ends_with(".csv");
    const bool json = what.json || what.file.ends_with(".jsonl");
    const auto source = csv    ? ward::csv_items(in)
                        : json ? ward::json::jsonl_items(in)
                               : ward::plain_items(in);
    const bool shows = is_terminal(STDERR_FILENO);
    const auto progress = [shows](std::uint64_t stored) {
        if (shows) std::cerr << '\r' << stored << " items " << std::flush;
        return true;
    };
    const auto stored = store.import_items(what.name, source, {.progress = progress});
    if (shows) std::cerr << "\r\033[K";
    if (!stored) return report(stored.error());
    std::cout << "imported " << *stored << " items\n";
    return 0;
}

int export_file(const BlocklistStore& store, const BlocklistOptions& what) {
    if (what.csv) std::cout << ward::csv_header();
    const auto told = store.export_items(what.name, [&what](const ward::BlocklistItem& item) {
        if (what.csv) std::cout << ward::csv_record(item);
        else if (what.json) std::cout << ward::json::jsonl_record(item);
        else std::cout << item.text << '\n';
        return std::cout.good();
    });
    if (!told) return report(told.error());
    return std::cout.flush() ? 0 : kFailed;
}

int match(const BlocklistStore& store, const BlocklistOptions& what) {
    const std::vector<std::string_view> names{what.name};
    const auto hits = store.match(names, what.text, ward::BlocklistReport::all);
    if (!hits) return report(hits.error());
    Table table({{.title = "Characters", .right_aligned = true},
                 {.title = "Found"},
                 {.title = "Item"},
                 {.title = "Id"}});
    for (const ward::BlocklistHit& hit : *hits) {
        const auto& [begin, end, first, last] = hit.span;
        table.add({{std::to_string(first) + '-' + std::to_string(last)},
                   {printable(what.text.substr(begin, end - begin))},
                   {printable(hit.item_text)},
                   {hit.item_id}});
    }
    if (hits->empty()) std::cout << "no hit\n";
    else print(table);
    return 0;
}

const std::map<std::string, Do> kCommands{{"create", create},      {"list", list},   {"add", add},
                                          {"remove", remove},      {"items", items}, {"import", import_file},
                                          {"export", export_file}, {"match", match}};

}  // namespace

CLI::App* add_blocklist(CLI::App& app, BlocklistOptions& options) {
    CLI::App* blocklist = app.add_subcommand("blocklist", "Keep lists of terms, and find them in texts");
    blocklist->require_subcommand(1);
    blocklist->fallthrough();
    const auto command = [&](const char* name, const char* what) {
        CLI::App* made = blocklist->add_subcommand(name, what);
        made->fallthrough();
        if (std::strcmp(name, "list") != 0)
            made->add_option("name", options.name, "Letters, digits and . _ ~ -")->required();
        return made;
    };
    CLI::App* create = command("create", "Make a list, or change it");
    create->add_option("--description", options.description);
    create->add_flag("--whole-words", options.whole_words, "Find terms only as words of their own");
    create->add_flag("--loose", options.loose, "Find disguised terms, too");
    command("list", "Show all lists");
    CLI::App* add = command("add", "Add terms");
    auto* texts = add->add_option("texts", options.values, "Terms, 100 at most");
    add->add_flag("--regex", options.regex, "They are regular expressions (RE2)");
    add->add_flag("--jsonl", options.json, "Add an item a line of stdin; answer each when it is on the disk")
        ->excludes(texts);
    CLI::App* remove = command("remove", "Remove a list, or some of its items");
    remove->add_option("ids", options.values, "Ids of items; none: the list itself");
    command("items", "Show the items of a list");
    CLI::App* import = command("import", "Add the items of a file");
    import->add_option("file", options.file, "A term a line, or .csv, or .jsonl; - is stdin")->required();
    CLI::App* export_ = command("export", "Write the items of a list to stdout, a term a line");
    for (CLI::App* each : {import, export_}) {
        auto* csv = each->add_flag("--csv", options.csv, "As CSV");
        each->add_flag("--jsonl", options.json, "As JSON lines")->excludes(csv);
    }
    command("match", "Find a list's items in a text")->add_option("--text", options.text)->required();
    return blocklist;
}

int run_blocklist(const CLI::App& command, const Options& options, const BlocklistOptions& what) {
    if (options.store.empty()) throw CLI::RequiredError("--store FILE or $WARD_STORE");
    const auto store = BlocklistStore::open({.location = options.store});
    if (!store) return report(store.error());
    return kCommands.at(command.get_subcommands().front()->get_name())(*store, what);
}
