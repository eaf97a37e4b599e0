// PostgreSQL through libpq.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "blocklist/database.hpp"

namespace ward::blocklist {

// Whether the location names a PostgreSQL database.
constexpr bool is_postgres(std::string_view location) noexcept {
    return location.starts_with("postgresql://") || location.starts_with("postgres://");
}

// Tells, from a thread of its own, when anyone commits an edit; after a lost connection, that anything may have been
// committed meanwhile.
class PostgresListener {
public:
    virtual ~PostgresListener() = default;
    virtual std::uint64_t mark() const noexcept = 0;
};

// Errc::store_unavailable, target "location"
Result<std::shared_ptr<PostgresListener>> listen_postgres(const std::string& uri);

// A connection; its mark() is the listener's.
// Errc::store_unavailable, target "location"
Result<std::unique_ptr<Database>> open_postgres(const std::string& uri,
                                                std::shared_ptr<PostgresListener> listener);

}  // namespace ward::blocklist
