// Stores of each kind, for tests that hold for all.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "support/folder.hpp"
#include "ward/blocklist_store.hpp"

namespace test {

inline std::vector<ward::BlocklistItemDraft> drafts(const std::vector<std::string>& texts) {
    std::vector<ward::BlocklistItemDraft> all;
    for (const std::string& text : texts) all.push_back({.text = text});
    return all;
}

// An empty store of each kind: in memory, in a file, and where WARD_TEST_POSTGRES names a server, there.
std::vector<ward::BlocklistStore> stores();

// A location in that server, with empty tables; empty without a server.
std::string fresh_postgres();

}  // namespace test
