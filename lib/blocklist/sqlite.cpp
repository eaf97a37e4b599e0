#include "blocklist/sqlite.hpp"

#include <atomic>
#include <cstring>
#include <map>
#include <new>
#include <utility>

#include <sqlite3.h>

namespace ward::blocklist {
namespace {

constexpr int kBusyMilliseconds = 5'000;

struct CloseDatabase {
    void operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};

Error location_error(Errc code, const char* message) { return {code, message, "location"}; }

// Nothing of SQLite's own texts is passed on: they quote what is stored.
Error to_error(int code) {
    switch (code & 0xff) {
        case SQLITE_NOMEM: throw std::bad_alloc();
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return location_error(Errc::overloaded, "Another writer holds the blocklist store; try again");
        case SQLITE_FULL:
            return location_error(Errc::io_failed,
                                  "The disk of the blocklist store is full; make room on it");
        case SQLITE_READONLY:
            return location_error(
                Errc::io_failed,
                "The blocklist store may not be written; allow it for the file and its folder");
        case SQLITE_CANTOPEN:
            return location_error(
                Errc::io_failed,
                "The blocklist store cannot be opened; name a file in a folder that exists and "
                "may be written");
        case SQLITE_IOERR:
            return location_error(Errc::io_failed,
                                  "The blocklist store's file could not be read or written; see to its disk");
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT:
            return location_error(
                Errc::store_invalid,
                "The file is no blocklist store, or is damaged; name another or restore it");
        default: return location_error(Errc::internal, "The blocklist store failed; please report it");
    }
}

class SqliteRow final : public Row {
public:
    explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
    bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
    std::string_view text(int column) const override {
        const auto* const data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        const int size = sqlite3_column_bytes(statement_, column);
        if (data == nullptr && sqlite3_errcode(sqlite3_db_handle(statement_)) == SQLITE_NOMEM)
            throw std::bad_alloc();
        return {data, data == nullptr ? 0 : static_cast<std::size_t>(size)};
    }

private:
    sqlite3_stmt* statement_;
};

int bind(sqlite3_stmt* statement, int index, const Parameter& parameter) {
    if (const auto* number = std::get_if<std::int64_t>(&parameter))
        return sqlite3_bind_int64(statement, index, *number);
    if (const auto* text = std::get_if<std::string_view>(&parameter))
        return sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
    return sqlite3_bind_null(statement, index);
}

class Sqlite final : public Database {
public:
    Result<void> open(const std::string& path);

    Result<void> run(const char* sql, const Parameters& parameters, const OnRow& on_row) override;
    Result<void> run_each(const char* sql, std::span<const Parameters> sets, const OnRow& on_row) override;
    Result<void> begin(Access access) override;
    Result<void> commit() override;
    void rollback() noexcept override;
    std::uint64_t mark() const noexcept override;

private:
    Result<sqlite3_stmt*> prepared(const char* sql);
    void find_wal_index();

    std::unique_ptr<sqlite3, CloseDatabase> handle_;
    std::map<const char*, std::unique_ptr<sqlite3_stmt, FinalizeStatement>> statements_;
    std::atomic<const volatile std::uint64_t*> wal_index_ = nullptr;  // the mapped head of the -shm file
    bool in_memory_ = false;
    mutable std::atomic<std::uint64_t> unknown_ = 0;
};

Result<void> Sqlite::open(const std::string& path) {
    in_memory_ = path.empty();
    sqlite3* opened = nullptr;
    const int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(in_memory_ ? ":memory:" : path.c_str(), &opened, flags, nullptr);
    handle_.reset(opened);
    if (code != SQLITE_OK) return to_error(code);
    if (sqlite3_db_readonly(opened, "main") == 1) return to_error(SQLITE_READONLY);
    sqlite3_busy_timeout(opened, kBusyMilliseconds);
    // A table's definition in a file from elsewhere is data: it may call no function that has effects.
    sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    // FULL: the log is on the disk before a commit is answered, so that it survives a power cut.
    for (const char* pragma : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
                               "PRAGMA secure_delete = OFF", "PRAGMA cache_size = -16384"})
        if (auto set = blocklist::run(*this, pragma); !set) return set;
    return {};
}

// Statements are few and literal, so their addresses name them.
Result<sqlite3_stmt*> Sqlite::prepared(const char* sql) {
    auto& statement = statements_[sql];
    if (!statement) {
        sqlite3_stmt* made = nullptr;
        const int code =
            sqlite3_prepare_v3(handle_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &made, nullptr);
        if (code != SQLITE_OK) return to_error(code);
        statement.reset(made);
    }
    return statement.get();
}

Result<void> Sqlite::run(const char* sql, const Parameters& parameters, const OnRow& on_row) {
    const auto found = prepared(sql);
    if (!found) return found.error();
    sqlite3_stmt* const statement = *found;
    struct Reset {
        sqlite3_stmt* statement;
        ~Reset() { sqlite3_reset(statement), sqlite3_clear_bindings(statement); }
    } const reset{statement};

    for (std::size_t i = 0; i < parameters.size(); ++i)
        if (const int code = bind(statement, static_cast<int>(i) + 1, parameters[i]); code != SQLITE_OK)
            return to_error(code);
    int code = sqlite3_step(statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(statement)) on_row(SqliteRow(statement));
    return code == SQLITE_DONE ? Result<void>() : to_error(code);
}

Result<void> Sqlite::run_each(const char* sql, std::span<const Parameters> sets, const OnRow& on_row) {
    for (const Parameters& parameters : sets)
        if (auto done = run(sql, parameters, on_row); !done) return done;
    return {};
}

// A deferred transaction begins with its first SELECT; IMMEDIATE waits for other writers here, not in the middle.
Result<void> Sqlite::begin(Access access) {
    return blocklist::run(*this, access == Access::write ? "BEGIN IMMEDIATE" : "BEGIN");
}

Result<void> Sqlite::commit() {
    auto done = blocklist::run(*this, "COMMIT");
    if (done && wal_index_.load(std::memory_order_relaxed) == nullptr && !in_memory_) find_wal_index();
    return done;
}

void Sqlite::rollback() noexcept {
    if (sqlite3_get_autocommit(handle_.get()) != 0) return;  // some failures have rolled back already
    sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

// Every commit, of any process, changes the head of the WAL index, which all connections to a file have mapped. This
// asks SQLite's own file object for that mapping: a second descriptor of ours would drop SQLite's locks when closed.
// @source https://www.sqlite.org/walformat.html, section 2.2
void Sqlite::find_wal_index() {
    constexpr int kRegionBytes = 32 * 1024;
    sqlite3_file* file = nullptr;
    if (sqlite3_file_control(handle_.get(), "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK) return;
    if (file == nullptr || file->pMethods == nullptr || file->pMethods->iVersion < 2) return;
    void volatile* mapped = nullptr;
    if (file->pMethods->xShmMap(file, 0, kRegionBytes, 0, &mapped) != SQLITE_OK) return;
    wal_index_.store(static_cast<const volatile std::uint64_t*>(mapped), std::memory_order_release);
}

// The head's first copy is 48 bytes: a counter of changes is in the second word, a checksum of all is the last. A
// half-written head differs from the old one, which is all that is asked.
std::uint64_t Sqlite::mark() const noexcept {
    if (in_memory_) return 1;  // nobody else can write
    const volatile std::uint64_t* const head = wal_index_.load(std::memory_order_acquire);
    if (head == nullptr) return ++unknown_;  // each time another: always "perhaps"
    const std::uint64_t changes = __atomic_load_n(&head[1], __ATOMIC_RELAXED);
    const std::uint64_t checksum = __atomic_load_n(&head[5], __ATOMIC_ACQUIRE);
    const std::uint64_t mark = checksum ^ (changes * 0x9E3779B97F4A7C15u);
    return mark == 0 ? 1 : mark;
}

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path) {
    auto database = std::make_unique<Sqlite>();
    if (auto opened = database->open(path); !opened) return std::move(opened).error();
    return std::unique_ptr<Database>(std::move(database));
}

}  // namespace ward::blocklist
