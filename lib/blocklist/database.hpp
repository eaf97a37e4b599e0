// A connection to an SQL database, as much of it as the store needs. The statements of tables.cpp and schema.cpp are
// written once, in the SQL that SQLite and PostgreSQL share.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ward/result.hpp"

namespace ward::blocklist {

// NULL, a number, or text, which is read during the call that it is passed to.
using Parameter = std::variant<std::monostate, std::int64_t, std::string_view>;
using Parameters = std::vector<Parameter>;

// A row of an answer, while OnRow looks at it. Columns count from 0.
class Row {
public:
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual std::string_view text(int column) const = 0;

protected:
    ~Row() = default;
};

using OnRow = std::function<void(const Row&)>;

enum class Access : std::uint8_t { read, write };

// Thread-compatible: whoever uses it holds `mutex`.
class Database {
public:
    virtual ~Database() = default;

    // Runs a statement. `sql` is a literal: what is prepared for it is kept by its address. Its parameters are $1,
    // $2 ... in the order in which they first stand in it.
    virtual Result<void> run(const char* sql, const Parameters& parameters, const OnRow& on_row) = 0;

    // Runs a statement for each of `sets`, in their order, without waiting for each answer where that costs time.
    virtual Result<void> run_each(const char* sql, std::span<const Parameters> sets, const OnRow& on_row) = 0;

    // A transaction. Reading ones see one state of the tables throughout; `begin` connects again when the connection
    // was lost since the last.
    virtual Result<void> begin(Access access) = 0;
    virtual Result<void> commit() = 0;
    virtual void rollback() noexcept = 0;

    // Whether anything may have been committed, by anyone, since the call that `mark` is from; lock-free. A mark is
    // opaque, and 0 is never one.
    virtual std::uint64_t mark() const noexcept = 0;

    std::mutex mutex;
};

// Runs a statement without parameters or rows.
inline Result<void> run(Database& database, const char* sql) {
    return database.run(sql, {}, [](const Row&) {});
}

// Ends with the scope: takes back what was not committed. Holds the database's mutex.
class Transaction {
public:
    explicit Transaction(Database& database) : database_(database), lock_(database.mutex) {}
    ~Transaction() {
        if (open_) database_.rollback();
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    Result<void> begin(Access access) {
        auto begun = database_.begin(access);
        open_ = begun.has_value();
        return begun;
    }
    Result<void> commit() {
        auto committed = database_.commit();
        open_ = !committed;
        return committed;
    }

private:
    Database& database_;
    std::lock_guard<std::mutex> lock_;
    bool open_ = false;
};

}  // namespace ward::blocklist
