// Hyperscan with the interface that the matcher has, for the benchmark and the test that compare them.
#pragma once

#include <hs/hs.h>

#include <cstdlib>
#include <span>
#include <string_view>
#include <vector>

#include "blocklist/matcher.hpp"

namespace ward::bench {

// Every occurrence of literal terms, case-insensitive in ASCII. Tells where a hit ends, not where it begins.
class Hyperscan {
public:
    struct Found {
        unsigned term;
        std::size_t end_bytes;

        friend auto operator<=>(const Found&, const Found&) = default;
    };

    explicit Hyperscan(std::span<const blocklist::Term> terms) {
        std::vector<const char*> texts;
        std::vector<unsigned> flags, ids;
        std::vector<std::size_t> lengths;
        for (const auto& term : terms) {
            texts.push_back(term.text.c_str());
            lengths.push_back(term.text.size());
            flags.push_back(HS_FLAG_CASELESS);
            ids.push_back(static_cast<unsigned>(ids.size()));
        }
        hs_compile_error_t* error = nullptr;
        check(hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), lengths.data(),
                                   static_cast<unsigned>(texts.size()), HS_MODE_BLOCK, nullptr, &database_,
                                   &error));
        check(hs_alloc_scratch(database_, &scratch_));
    }
    ~Hyperscan() {
        hs_free_scratch(scratch_);
        hs_free_database(database_);
    }
    Hyperscan(const Hyperscan&) = delete;
    Hyperscan& operator=(const Hyperscan&) = delete;

    void match(std::string_view text, std::vector<Found>& out) const {
        out.clear();
        const auto add = [](unsigned id, unsigned long long, unsigned long long to, unsigned, void* found) {
            static_cast<std::vector<Found>*>(found)->push_back({id, static_cast<std::size_t>(to)});
            return 0;
        };
        check(hs_scan(database_, text.data(), static_cast<unsigned>(text.size()), 0, scratch_, add, &out));
    }

    std::size_t memory_bytes() const {
        std::size_t bytes = 0;
        check(hs_database_size(database_, &bytes));
        return bytes;
    }

private:
    static void check(hs_error_t code) {
        if (code != HS_SUCCESS) std::abort();
    }

    hs_database_t* database_ = nullptr;
    hs_scratch_t* scratch_ = nullptr;
};

}  // namespace ward::bench
