// libpq's connection with its ends tied up.
#pragma once

#include <memory>
#include <string>

#include <libpq-fe.h>

#include "ward/result.hpp"

namespace ward::blocklist {

struct ClearResult {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using PgResult = std::unique_ptr<PGresult, ClearResult>;

// Errc::store_unavailable, target "location"
Error connection_lost();

class PostgresConnection {
public:
    // Errc::store_unavailable, target "location"
    Result<void> open(const std::string& uri);
    Result<void> reset();  // once more, with what open() was given

    bool is_up() const noexcept { return PQstatus(handle_.get()) == CONNECTION_OK; }
    PGconn* get() const noexcept { return handle_.get(); }

private:
    struct Finish {
        void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
    };

    Result<void> settle();

    std::unique_ptr<PGconn, Finish> handle_;
};

}  // namespace ward::blocklist
