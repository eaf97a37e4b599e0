#include "blocklist/postgres.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>
#include <new>
#include <utility>

#include <libpq-fe.h>

#include "blocklist/postgres_connection.hpp"

namespace ward::blocklist {
namespace {

// Any number that no other program uses for this: writers take turns by it, so that edits are numbered in the order
// in which they become visible.
#define WARD_WRITERS_LOCK "7241904412803571"

Error failed(const PGresult* result) {
    const char* const state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (state == nullptr) return connection_lost();
    const std::string_view code(state);
    if (code == "55P03" || code == "40001" || code == "40P01")
        return {Errc::overloaded, "Other writers hold the blocklist store; try again", "location"};
    if (code == "53100" || code == "53200")
        return {Errc::io_failed, "The database server has no room left; make room on it", "location"};
    // The server's own text may quote what is stored; the code says as much.
    return {Errc::store_unavailable,
            "The database server refused a statement with SQLSTATE " + std::string(code) +
                "; see to the rights and the health of the database",
            "location"};
}

class PostgresRow final : public Row {
public:
    explicit PostgresRow(const PGresult* result, int row) : result_(result), row_(row) {}
    bool is_null(int column) const override { return PQgetisnull(result_, row_, column) != 0; }
    std::int64_t integer(int column) const override {
        std::int64_t number = 0;
        const std::string_view digits = text(column);
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
        return number;
    }
    std::string_view text(int column) const override {
        return {PQgetvalue(result_, row_, column),
                static_cast<std::size_t>(PQgetlength(result_, row_, column))};
    }

private:
    const PGresult* result_;
    int row_;
};

// libpq wants terminated strings; texts hold no U+0000.
class TextParameters {
public:
    explicit TextParameters(const Parameters& parameters) {
        texts_.reserve(parameters.size());
        for (const Parameter& parameter : parameters) {
            if (const auto* number = std::get_if<std::int64_t>(&parameter)) {
                texts_.push_back(std::to_string(*number));
            } else if (const auto* text = std::get_if<std::string_view>(&parameter)) {
                texts_.emplace_back(*text);
            } else {
                texts_.emplace_back();
            }
            const bool null = std::holds_alternative<std::monostate>(parameter);
            values_.push_back(null ? nullptr : texts_.back().c_str());
        }
    }
    int size() const noexcept { return static_cast<int>(values_.size()); }
    const char* const* values() const noexcept { return values_.data(); }

private:
    std::vector<std::string> texts_;
    std::vector<const char*> values_;
};

class Postgres final : public Database {
public:
    explicit Postgres(std::shared_ptr<PostgresListener> listener) : listener_(std::move(listener)) {}

    Result<void> connect(const std::string& uri) { return connection_.open(uri); }

    Result<void> run(const char* sql, const Parameters& parameters, const OnRow& on_row) override;
    Result<void> run_each(const char* sql, std::span<const Parameters> sets, const OnRow& on_row) override;
    Result<void> begin(Access access) override;
    Result<void> commit() override;
    void rollback() noexcept override;
    std::uint64_t mark() const noexcept override { return listener_ ? listener_->mark() : 1; }

private:
    Result<const char*> prepared(const char* sql);
    Result<void> take_rows(const OnRow& on_row);
    Result<void> run_pipeline(const char* name, std::span<const Parameters> sets, const OnRow& on_row);
    Result<void> execute(const char* sql);

    PostgresConnection connection_;
    std::shared_ptr<PostgresListener> listener_;
    std::map<const char*, std::string> statements_;
    Access access_ = Access::read;
};

// Takes what a row function left when it threw.
struct Drain {
    PGconn* connection;
    ~Drain() {
        while (const PgResult rest{PQgetResult(connection)}) continue;
    }
};

Result<void> Postgres::execute(const char* sql) {
    const PgResult result(PQexec(connection_.get(), sql));
    const ExecStatusType status = PQresultStatus(result.get());
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ? Result<void>() : failed(result.get());
}

Result<const char*> Postgres::prepared(const char* sql) {
    if (const auto known = statements_.find(sql); known != statements_.end()) return known->second.c_str();
    const std::string name = "ward" + std::to_string(statements_.size());
    const PgResult result(PQprepare(connection_.get(), name.c_str(), sql, 0, nullptr));
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) return failed(result.get());
    return statements_.emplace(sql, name).first->second.c_str();
}

// The rows of one statement, as they come: a list of a million items is never here as a whole.
Result<void> Postgres::take_rows(const OnRow& on_row) {
    Result<void> done;
    while (const PgResult result{PQgetResult(connection_.get())}) {
        const ExecStatusType status = PQresultStatus(result.get());
        if (status == PGRES_SINGLE_TUPLE || status == PGRES_TUPLES_OK) {
            for (int row = 0; row < PQntuples(result.get()); ++row) on_row(PostgresRow(result.get(), row));
        } else if (status != PGRES_COMMAND_OK && done) {
            done = failed(result.get());
        }
    }
    return done;
}

Result<void> Postgres::run(const char* sql, const Parameters& parameters, const OnRow& on_row) {
    const TextParameters texts(parameters);
    if (parameters.empty()) {  // also what cannot be prepared
        if (PQsendQuery(connection_.get(), sql) == 0) return connection_lost();
    } else {
        const auto name = prepared(sql);
        if (!name) return name.error();
        if (PQsendQueryPrepared(connection_.get(), *name, texts.size(), texts.values(), nullptr, nullptr,
                                0) == 0)
            return connection_lost();
    }
    const Drain drain{connection_.get()};
    PQsetSingleRowMode(connection_.get());
    return take_rows(on_row);
}

Result<void> Postgres::run_each(const char* sql, std::span<const Parameters> sets, const OnRow& on_row) {
    // So many go out before answers are read: few enough that neither side's buffers fill up with both waiting.
    constexpr std::size_t kPipelined = 200;
    if (sets.empty()) return {};
    const auto name = prepared(sql);
    if (!name) return name.error();
    while (!sets.empty()) {
        const std::size_t count = std::min(kPipelined, sets.size());
        if (auto done = run_pipeline(*name, sets.first(count), on_row); !done) return done;
        sets = sets.subspan(count);
    }
    return {};
}

Result<void> Postgres::run_pipeline(const char* name, std::span<const Parameters> sets, const OnRow& on_row) {
    PGconn* const connection = connection_.get();
    struct Pipeline {
        PGconn* connection;
        ~Pipeline() { PQexitPipelineMode(connection); }
    };
    if (PQenterPipelineMode(connection) == 0) return connection_lost();
    const Pipeline pipeline{connection};
    for (const Parameters& parameters : sets) {
        const TextParameters texts(parameters);
        if (PQsendQueryPrepared(connection, name, texts.size(), texts.values(), nullptr, nullptr, 0) == 0)
            return connection_lost();
    }
    if (PQpipelineSync(connection) == 0) return connection_lost();
    Result<void> done;
    for (std::size_t i = 0; i < sets.size(); ++i)
        if (auto taken = take_rows(on_row); !taken && done) done = std::move(taken);
    const PgResult sync(PQgetResult(connection));
    if (PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC && done) return connection_lost();
    return done;
}

// That the server was started anew shows only now, in one of several ways: then once more, on a new connection.
Result<void> Postgres::begin(Access access) {
    access_ = access;
    const char* const sql = access == Access::write ? "BEGIN; SET LOCAL lock_timeout = 5000; "
                                                      "SELECT pg_advisory_xact_lock(" WARD_WRITERS_LOCK ")"
                                                    : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    Result<void> begun = connection_.is_up() ? execute(sql) : connection_lost();
    if (!begun && begun.error().code != Errc::overloaded) {
        statements_.clear();
        if (auto again = connection_.reset(); !again) return again;
        begun = execute(sql);
    }
    if (!begun) rollback();
    return begun;
}

// The other hosts are told when, and only if, the edit is committed.
Result<void> Postgres::commit() {
    auto done = execute(access_ == Access::write ? "NOTIFY ward_blocklists; COMMIT" : "COMMIT");
    if (done || access_ == Access::read) return done;
    if (connection_.is_up()) return done;
    return Error{
        Errc::store_unavailable,
        "The connection to the database was lost while an edit was stored; look whether it was, or repeat it",
        "location"};
}

void Postgres::rollback() noexcept {
    if (!connection_.is_up()) return;
    PQclear(PQexec(connection_.get(), "ROLLBACK"));
}

}  // namespace

Result<std::unique_ptr<Database>> open_postgres(const std::string& uri,
                                                std::shared_ptr<PostgresListener> listener) {
    auto database = std::make_unique<Postgres>(std::move(listener));
    if (auto connected = database->connect(uri); !connected) return std::move(connected).error();
    return std::unique_ptr<Database>(std::move(database));
}

}  // namespace ward::blocklist
