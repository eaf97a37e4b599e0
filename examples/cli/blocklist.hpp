// `ward blocklist`: lists of terms, kept in a store that --store names.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "options.hpp"

struct BlocklistOptions {
    std::string name;
    std::vector<std::string> values;  ///< texts to add, or ids to remove
    std::string description;
    std::string file;
    std::string text;
    bool whole_words = false, loose = false, regex = false, json = false, csv = false;
};

/// Adds the command and its own commands.
CLI::App* add_blocklist(CLI::App& app, BlocklistOptions& options);

/// Does what was parsed.
/// @return the exit status
int run_blocklist(const CLI::App& command, const Options& options, const BlocklistOptions& what);
