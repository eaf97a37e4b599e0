#include "blocklist/stores.hpp"

#include <cstdlib>

#include "blocklist/postgres.hpp"

namespace test {
namespace {

using namespace ward;

constexpr const char* kTables[] = {"ward_schema", "ward_state", "ward_lists", "ward_items", "ward_removals"};

void drop_tables(const std::string& location) {
    const auto database = blocklist::open_postgres(location, nullptr).value();
    for (const char* table : kTables) {
        const std::string sql = std::string("DROP TABLE IF EXISTS ") + table;
        const auto dropped = blocklist::run(*database, sql.c_str());
        if (!dropped) throw std::runtime_error(dropped.error().message);
    }
}

}  // namespace

std::string fresh_postgres() {
    const char* const location = std::getenv("WARD_TEST_POSTGRES");
    if (location == nullptr) return {};
    drop_tables(location);
    return location;
}

std::vector<BlocklistStore> stores() {
    static std::vector<std::unique_ptr<Folder>> folders;
    folders.clear();  // of the test before
    folders.push_back(std::make_unique<Folder>());
    if (const std::string server = fresh_postgres(); !server.empty())
        return {BlocklistStore::open({.location = server}).value()};
    return {BlocklistStore::open({}).value(),
            BlocklistStore::open({.location = (*folders.back() / "lists.db").string()}).value()};
}

}  // namespace test
