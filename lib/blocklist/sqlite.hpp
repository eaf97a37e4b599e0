// SQLite3 in a file or in memory.
#pragma once

#include <memory>
#include <string>

#include "blocklist/database.hpp"

namespace ward::blocklist {

// Opens the file, making it when missing; "" is memory of this connection's own.
// Errc::io_failed, Errc::store_invalid, target "location".
Result<std::unique_ptr<Database>> open_sqlite(const std::string& path);

}  // namespace ward::blocklist
