// Blocklists and messages for the matcher's benchmark and its test against Hyperscan: seeded, from a word list and a text.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "blocklist/matcher.hpp"

namespace ward::bench {

// Words of letters only, lower case, of at least 2.
inline std::vector<std::string> read_words(const std::string& path) {
    std::vector<std::string> words;
    std::ifstream file(path);
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    for (std::string word; std::getline(file, word);)
        if (word.size() >= 2 && std::ranges::all_of(word, lower)) words.push_back(word);
    return words;
}

// English-like terms, all different: 45 % single words, 35 % of two words, 10 % of three, 10 % single words with
// digits for letters.
inline std::vector<blocklist::Term> make_terms(const std::vector<std::string>& words, std::size_t count,
                                               std::size_t shortest, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto word = [&] { return words[random() % words.size()]; };
    const auto leet = [&](std::string text) {
        static constexpr std::array<std::pair<char, char>, 6> kDigits = {
            {{'a', '4'}, {'e', '3'}, {'i', '1'}, {'o', '0'}, {'s', '5'}, {'t', '7'}}};
        for (const auto& [letter, digit] : kDigits) std::ranges::replace(text, letter, digit);
        return text;
    };
    std::unordered_set<std::string> seen;
    std::vector<blocklist::Term> terms;
    for (std::size_t tries = 0; terms.size() < count; ++tries) {
        const std::uint64_t kind = random() % 100;
        std::string text = word();
        if (kind >= 45)
            text = kind < 80   ? text + " " + word()
                   : kind < 90 ? text + " " + word() + " " + word()
                               : leet(text);
        // Single words run out; then there are more phrases.
        if (tries > 4 * count) text += " " + word();
        if (text.size() >= shortest && text.size() <= 128 && seen.insert(text).second)
            terms.push_back({.item = terms.size(), .text = std::move(text)});
    }
    return terms;
}

// The text in pieces of so many bytes.
inline std::vector<std::string_view> cut(std::string_view text, std::size_t bytes) {
    std::vector<std::string_view> pieces;
    for (; text.size() >= bytes; text.remove_prefix(bytes)) pieces.push_back(text.substr(0, bytes));
    return pieces;
}

}  // namespace ward::bench
