// Ward built without WARD_POSTGRES.
#include "blocklist/postgres.hpp"

namespace ward::blocklist {
namespace {

Error not_built_in() {
    return {Errc::store_unavailable, "This Ward was built without PostgreSQL; build it with WARD_POSTGRES=ON",
            "location"};
}

}  // namespace

Result<std::unique_ptr<Database>> open_postgres(const std::string&, std::shared_ptr<PostgresListener>) {
    return not_built_in();
}

Result<std::shared_ptr<PostgresListener>> listen_postgres(const std::string&) { return not_built_in(); }

}  // namespace ward::blocklist
